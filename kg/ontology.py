"""The ontology folder, read once into plain tables.

All `*.ttl` files of the folder are read but `shapes.ttl`; they say what classes, roles and properties there are and
which words evoke them. Nothing else in kg knows a relation. A faulty entry is refused with its file and line, or
with the class and word that it stands at.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import OntologyError
from kg.model import Record

if TYPE_CHECKING:
    import rdflib

__all__ = ["KG", "LEX", "Bridge", "Example", "Ontology", "Property", "Slot", "Trigger", "default_folder", "load"]

KG = "https://kg.example/ontology#"
LEX = "https://kg.example/lexicon#"

_POSITIONS = frozenset(
    [
        "subject",
        "object",
        "indirect",
        "attribute",
        "possessor",
        "apposition",
        "self",
        "particle",
        "complement",
        "bearer",
        "teller",
    ]
)
_PREPOSITIONS = frozenset(
    [
        "about",
        "above",
        "across",
        "after",
        "against",
        "along",
        "among",
        "around",
        "as",
        "at",
        "before",
        "behind",
        "below",
        "beneath",
        "beside",
        "between",
        "beyond",
        "by",
        "concerning",
        "despite",
        "down",
        "during",
        "except",
        "for",
        "from",
        "in",
        "inside",
        "into",
        "like",
        "near",
        "of",
        "off",
        "on",
        "onto",
        "out",
        "outside",
        "over",
        "past",
        "per",
        "regarding",
        "through",
        "throughout",
        "to",
        "toward",
        "towards",
        "under",
        "until",
        "up",
        "upon",
        "via",
        "with",
        "within",
        "without",
        "aboard",
    ]
)
_FACTUALITIES = ("Actual", "Negated", "Planned", "Possible")
_NOT_FOR_EXTRACTION = ("shapes.ttl", "alignment.ttl")


class Slot(Record, frozen=True, gc=False):
    """Where a role stands around a trigger."""

    role: str
    """Local name of the role; empty for a slot that is only a condition."""
    positions: tuple[str, ...]
    """Sorted; a path `object/possessor` looks inside the phrase found."""
    classes: tuple[str, ...] = ()
    """Classes that a filler may have; empty for any, or for a literal."""
    literal: bool = False
    """The filler's words are the value."""
    required: bool = False
    nouns: tuple[str, ...] = ()
    not_nouns: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    """For a path: head nouns that it may go through."""


class Example(Record, frozen=True, gc=False):
    """A sentence of the lexicon and what a reader must find in it."""

    text: str
    fillers: tuple[tuple[str, str], ...]
    """Pairs of role and the words that fill it."""


class Trigger(Record, frozen=True, gc=False):
    """Words that evoke an event class, with their slots."""

    event: str
    lemmas: tuple[str, ...]
    words: str
    """Name of a word list instead of lemmas; else empty."""
    pos: str
    slots: tuple[Slot, ...]
    without: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    anaphoric: bool = False
    factuality: str = "Actual"
    examples: tuple[Example, ...] = ()


class Bridge(Record, frozen=True, gc=False):
    """A role that an event takes from another event of the document that shares a filler with it."""

    event: str
    missing: str
    other: str
    takes: str
    where: str
    equals: str


class Property(Record, frozen=True, gc=False):
    """A property between entities and the event that gives it."""

    name: str
    label: str
    event: str
    subject_role: str
    object_roles: tuple[str, ...]
    symmetric: bool = False
    literal: bool = False


class Ontology(Record, frozen=True):
    """The folder as plain tables, all keyed by local names."""

    supers: dict[str, tuple[str, ...]]
    """Class -> all its superclasses of the kg vocabulary, nearest first."""
    nouns: dict[str, str]
    """Head noun -> class."""
    entity_labels: dict[str, str]
    """Label of the entity recogniser -> class."""
    triggers: tuple[Trigger, ...]
    bridges: tuple[Bridge, ...]
    properties: dict[str, Property]
    labels: dict[str, str]
    """English label of every class, role and property."""
    fingerprint: str
    """SHA-256 over the files that extraction reads."""

    def is_a(self, kind: str, classes: Iterable[str]) -> bool:
        """Whether `kind` is one of `classes` or below one of them."""
        return kind in classes or any(s in classes for s in self.supers.get(kind, ()))


def default_folder() -> Path:
    """`$KG_ONTOLOGY`, else the folder beside the package in a checkout, else the one inside an installed package."""
    if configured := os.environ.get("KG_ONTOLOGY"):
        return Path(configured)
    package = Path(__file__).parent
    checkout = package.parent / "ontology"
    return checkout if checkout.is_dir() else package / "ontology_files"


def load(folder: Path | None = None) -> Ontology:
    """Read an ontology folder.

    :raises OntologyError: when the folder, a file or an entry is faulty.
    """
    folder = folder or default_folder()
    files = sorted(p for p in folder.glob("*.ttl") if p.name not in _NOT_FOR_EXTRACTION)
    if not files:
        raise OntologyError(str(folder), "has no .ttl files: name an ontology folder with --ontology")
    return _Reader(folder, files).read()


class _Reader:
    """Turns the parsed folder into an `Ontology`."""

    def __init__(self, folder: Path, files: list[Path]) -> None:
        import rdflib

        self.folder = folder
        self.graph = rdflib.Graph()
        digest = hashlib.sha256()
        for path in files:
            content = self._bytes(path)
            digest.update(path.name.encode() + b"\0" + content + b"\0")
            self._parse(path, content)
        self.fingerprint = digest.hexdigest()
        self.kg = rdflib.Namespace(KG)
        self.lex = rdflib.Namespace(LEX)

    @staticmethod
    def _bytes(path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise OntologyError(str(path), f"cannot be read ({error.strerror})") from error

    def _parse(self, path: Path, content: bytes) -> None:
        try:
            self.graph.parse(data=content.decode("utf-8"), format="turtle", publicID=KG)
        except UnicodeDecodeError:
            raise OntologyError(str(path), "is not UTF-8: save it as UTF-8") from None
        except Exception as error:  # rdflib raises many kinds; each carries the line
            line = getattr(error, "lines", None)
            reason = " ".join(str(getattr(error, "message", error)).split())[:200]
            where = f"{path}:{line + 1}" if isinstance(line, int) else str(path)
            raise OntologyError(where, f"is not Turtle: {reason}") from error

    def read(self) -> Ontology:
        from rdflib import OWL, RDF, RDFS

        classes = {self._local(c) for c in self.graph.subjects(RDF.type, OWL.Class) if str(c).startswith(KG)}
        self.supers = {c: self._supers(c) for c in sorted(classes)}
        self.ranges = {
            self._local(r): tuple(sorted(str(o) for o in self.graph.objects(r, RDFS.range)))
            for r in {*self.graph.subjects(RDF.type), *self.graph.subjects(RDFS.range)}
            if str(r).startswith(KG)
        }
        return Ontology(
            supers=self.supers,
            nouns=self._pairs(self.lex.noun),
            entity_labels=self._pairs(self.lex.entityLabel),
            triggers=self._triggers(),
            bridges=self._bridges(),
            properties=self._properties(),
            labels={
                self._local(s): str(o)
                for s, o in sorted(self.graph.subject_objects(RDFS.label))
                if str(s).startswith(KG)
            },
            fingerprint=self.fingerprint,
        )

    # -- small readers ---------------------------------------------------------------------------------------

    def _local(self, node: Any) -> str:
        return str(node).removeprefix(KG)

    def _strings(self, node: Any, predicate: Any) -> tuple[str, ...]:
        return tuple(sorted(str(o) for o in self.graph.objects(node, predicate)))

    def _flag(self, node: Any, predicate: Any) -> bool:
        return str(self.graph.value(node, predicate)) == "true"

    def _supers(self, name: str) -> tuple[str, ...]:
        from rdflib import RDFS

        found: list[str] = []
        queue = [name]
        while queue:
            for node in sorted(self.graph.objects(self.kg[queue.pop(0)], RDFS.subClassOf), key=str):
                local = self._local(node)
                if str(node).startswith(KG) and local not in found:
                    found.append(local)
                    queue.append(local)
        return tuple(found)

    def _pairs(self, predicate: Any) -> dict[str, str]:
        """`value -> class` of an annotation that stands on named classes."""
        import rdflib

        return {
            str(value): self._local(node)
            for node, value in sorted(self.graph.subject_objects(predicate))
            if isinstance(node, rdflib.URIRef)
        }

    # -- triggers --------------------------------------------------------------------------------------------

    def _triggers(self) -> tuple[Trigger, ...]:
        triggers = []
        for event, node in self.graph.subject_objects(self.lex.trigger):
            name = self._local(event)
            if "Event" not in self.supers.get(name, ()):
                raise OntologyError(f"{self.folder}: kg:{name}", "has a lex:trigger but is no rdfs:subClassOf kg:Event")
            shared = [self._slot(name, s) for s in self.graph.objects(event, self.lex.slot)]
            triggers.append(self._trigger(name, node, shared))
        return tuple(sorted(triggers, key=lambda t: (t.event, t.pos, t.lemmas, t.words, repr(t.slots))))

    def _trigger(self, event: str, node: rdflib.term.Node, shared: list[Slot]) -> Trigger:
        from rdflib import SKOS

        lemmas = self._strings(node, self.lex.lemma)
        words = str(self.graph.value(node, self.lex.words) or "")
        where = f"{self.folder}: kg:{event}, trigger {lemmas[0] if lemmas else words or '(no lemma)'!r}"
        pos = str(self.graph.value(node, self.lex.pos) or "")
        if not lemmas and not words:
            raise OntologyError(where, "needs lex:lemma or lex:words")
        if pos not in ("VERB", "NOUN", "ADJ"):
            raise OntologyError(where, f"needs lex:pos VERB, NOUN or ADJ, not {pos!r}")
        slots = [self._slot(event, s, where) for s in self.graph.objects(node, self.lex.slot)]
        if not any(slot.role for slot in slots):
            raise OntologyError(where, "needs a lex:slot with a lex:role")
        factuality = self._local(self.graph.value(node, self.lex["as"]) or "Actual")
        if factuality not in _FACTUALITIES:
            raise OntologyError(where, f"lex:as must be kg:{', kg:'.join(_FACTUALITIES)}, not {factuality!r}")
        return Trigger(
            event=event,
            lemmas=lemmas,
            words=words,
            pos=pos,
            slots=tuple(sorted([*slots, *shared], key=repr)),
            without=self._strings(node, self.lex.without),
            unless=self._strings(node, self.lex.unless),
            only=self._strings(node, self.lex.only),
            anaphoric=self._flag(node, self.lex.anaphoric),
            factuality=factuality,
            examples=tuple(_example(e, where) for e in self._strings(node, SKOS.example)),
        )

    def _slot(self, event: str, node: rdflib.term.Node, where: str = "") -> Slot:
        where = where or f"{self.folder}: kg:{event}"
        role_node = self.graph.value(node, self.lex.role)
        role = self._local(role_node) if role_node is not None else ""
        if role and role not in self.ranges:
            raise OntologyError(where, f"names the unknown role kg:{role}: declare it with rdfs:range")
        positions = self._strings(node, self.lex.position)
        if not positions:
            raise OntologyError(where, f"slot {role or '(condition)'} needs lex:position")
        for position in positions:
            for step in position.split("/"):
                if step not in _POSITIONS and step not in _PREPOSITIONS:
                    known = ", ".join(sorted(_POSITIONS))
                    raise OntologyError(where, f"unknown position {step!r}: use {known} or a preposition")
        ranges = self._strings(node, self.lex["class"]) or self.ranges.get(role, ())
        return Slot(
            role=role,
            positions=positions,
            classes=tuple(self._local(r) for r in ranges if r.startswith(KG)),
            literal=any(r.startswith("http://www.w3.org/2001/XMLSchema#") for r in ranges),
            required=self._flag(node, self.lex.required),
            nouns=self._strings(node, self.lex.noun),
            not_nouns=self._strings(node, self.lex.notNoun),
            via=self._strings(node, self.lex.via),
        )

    def _bridges(self) -> tuple[Bridge, ...]:
        bridges = []
        for event, node in self.graph.subject_objects(self.lex.bridge):
            fields = [
                self._local(self.graph.value(node, p) or "")
                for p in (self.lex.missing, self.lex.fromEvent, self.lex.takes, self.lex.where, self.lex.equals)
            ]
            if not all(fields):
                raise OntologyError(
                    f"{self.folder}: kg:{self._local(event)}",
                    "lex:bridge needs lex:missing, lex:fromEvent, lex:takes, lex:where and lex:equals",
                )
            bridges.append(Bridge(self._local(event), *fields))
        # A bridge over the same letter is surer than one over the same person, and comes first.
        return tuple(sorted(bridges, key=lambda b: (b.event, b.missing, b.where != b.equals, repr(b))))

    def _properties(self) -> dict[str, Property]:
        from rdflib import OWL, RDF, RDFS

        found = {}
        for node, event in sorted(self.graph.subject_objects(self.lex.fromEvent)):
            if not str(node).startswith(KG):
                continue
            name = self._local(node)
            subject = self._local(self.graph.value(node, self.lex.subjectRole) or "")
            objects = tuple(self._local(o) for o in self._strings(node, self.lex.objectRole))
            if not subject or not objects:
                raise OntologyError(f"{self.folder}: kg:{name}", "needs lex:subjectRole and lex:objectRole")
            found[name] = Property(
                name=name,
                label=str(self.graph.value(node, RDFS.label) or name),
                event=self._local(event),
                subject_role=subject,
                object_roles=objects,
                symmetric=(node, RDF.type, OWL.SymmetricProperty) in self.graph,
                literal=any("XMLSchema" in r for role in objects for r in self.ranges.get(role, ())),
            )
        return found


def _example(marked: str, where: str) -> Example:
    """Read `[Anna]{sender} wrote to [Karl]{recipient}.`"""
    import re

    fillers = tuple((role, words) for words, role in re.findall(r"\[([^\]]+)\]\{(\w+)\}", marked))
    if not fillers:
        raise OntologyError(where, f"skos:example marks no filler, as in [Anna]{{sender}}: {marked!r}")
    return Example(re.sub(r"\[([^\]]+)\]\{\w+\}", r"\1", marked), fillers)
