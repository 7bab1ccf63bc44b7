"""Turns the files of an ontology folder into tables; refuses a faulty entry with the place where it stands."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import OntologyError
from kg.ontology.frames import Bridge, Example, Ontology, Property, Relay, Slot, Trigger

if TYPE_CHECKING:
    import rdflib

__all__ = ["KG", "LEX", "Reader"]

KG = "https://kg.example/ontology#"
LEX = "https://kg.example/lexicon#"

_POSITIONS = frozenset(
    """subject object indirect attribute possessor apposition self particle complement bearer teller""".split()
)
_PREPOSITIONS = frozenset(
    """about above across after against along among around as at before behind below beneath beside between beyond
    by concerning despite down during except for from in inside into like near of off on onto out outside over
    past per regarding through throughout to toward towards under until up upon via with within without
    aboard""".split()
)
_FACTUALITIES = ("Actual", "Negated", "Planned", "Possible")


class Reader:
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
        except FileNotFoundError:  # rdflib asks for the current folder, although nothing depends on it
            raise OntologyError("current folder", "is gone: change to one that exists") from None
        except Exception as error:  # rdflib raises many kinds; each carries the line
            line = getattr(error, "lines", None)
            reason = " ".join(str(getattr(error, "message", error)).split())[:200]
            where = f"{path}:{line + 1}" if isinstance(line, int) else str(path)
            raise OntologyError(where, f"is not Turtle: {reason}") from error

    def read(self) -> Ontology:
        """The folder as one value.

        :raises OntologyError: when an entry is faulty.
        """
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
            relays=self._relays(),
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
        if pos not in ("VERB", "NOUN", "ADJ", "ENTRY"):
            raise OntologyError(where, f"needs lex:pos VERB, NOUN, ADJ or ENTRY, not {pos!r}")
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
            unreal=self._flag(node, self.lex.unreal),
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
            shares=self._flag(node, self.lex.shares),
        )

    def _bridges(self) -> tuple[Bridge, ...]:
        bridges = [
            Bridge(event, missing, other, takes, where, equals, self._flag(node, self.lex.presupposed))
            for node, (event, missing, other, takes, where, equals) in self._roles(
                "bridge", "missing fromEvent takes where equals"
            )
        ]
        # A bridge over the same letter is surer than one over the same person, and comes first; then one to an event
        # of the same class.
        return tuple(
            sorted(bridges, key=lambda b: (b.event, b.missing, b.where != b.equals, b.event != b.other, repr(b)))
        )

    def _relays(self) -> tuple[Relay, ...]:
        """Relays; the second event is of the same class where `lex:fromEvent` names no other."""
        found = (
            Relay(event, takes, equals, where, self._local(self.graph.value(node, self.lex.fromEvent) or "") or event)
            for node, (event, takes, equals, where) in self._roles("relay", "takes equals where")
        )
        return tuple(sorted(found, key=repr))

    def _roles(self, term: str, parts: str) -> Iterator[tuple[rdflib.term.Node, list[str]]]:
        """The node of each `lex:` term, its event class and the values of its parts, none of which may be left out."""
        for event, node in self.graph.subject_objects(self.lex[term]):
            fields = [self._local(self.graph.value(node, self.lex[part]) or "") for part in parts.split()]
            if not all(fields):
                *most, last = (f"lex:{part}" for part in parts.split())
                needs = f"lex:{term} needs {', '.join(most)} and {last}"
                raise OntologyError(f"{self.folder}: kg:{self._local(event)}", needs)
            yield node, [self._local(event), *fields]

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
    fillers = tuple((role, words) for words, role in re.findall(r"\[([^\]]+)\]\{(\w+)\}", marked))
    if not fillers:
        raise OntologyError(where, f"skos:example marks no filler, as in [Anna]{{sender}}: {marked!r}")
    return Example(re.sub(r"\[([^\]]+)\]\{\w+\}", r"\1", marked), fillers)
