"""Extraction and entities to quads: the map of the build that writes what the outside sees.

Every document fills one graph, named by its IRI, with what it supports by itself: its node, its assertions with their
evidence, its events and the direct triples. The graph `entities` holds what resolution decided across documents, and
the run. All identifiers are hashes of content, nothing is a blank node, and a union of graphs is a union of sets.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kg.model import Assertion, Chain, Entity, Event, Evidence, Extraction, Source
from kg.ontology import KG, Ontology
from kg.places import place_links
from kg.resolve import BASE, EntityTable, digest
from kg.store.layout import Layout
from kg.store.terms import MAX_LITERAL, XSD, Quad, decimal, integer, iri, is_iri, literal
from kg.timenodes import interval_triples, is_date, time_term

__all__ = [
    "NAMESPACES", "Run", "document_iri", "document_quads", "entities_graph", "entity_quads", "layout",
    "run_iri", "run_quads",
]  # fmt: skip

NAMESPACES = {
    "kg": KG,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "time": "http://www.w3.org/2006/time#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "xsd": XSD,
    "wd": "http://www.wikidata.org/entity/",
}
"""Prefix -> namespace of every vocabulary in the graph."""

# What a person reads first: who and where, what happened, who says so, with which words.
_FOLDERS = (
    "person", "org", "group", "agent", "place", "letter", "event", "time", "st", "mention", "ev", "doc", "collection",
    "run", "software",
)  # fmt: skip
_PREDICATES = (
    "rdfs:label", "skos:altLabel", "dcterms:identifier", "schema:sha256", "dcterms:title", "dcterms:date",
    "dcterms:creator", "dcterms:publisher", "dcterms:source", "dcterms:format", "rdf:subject", "rdf:predicate",
    "rdf:object", "kg:factuality", "prov:wasAttributedTo", "kg:confidence", "kg:rule", "kg:aboutEvent",
    "prov:wasDerivedFrom", "prov:wasGeneratedBy", "kg:occurrenceOf", "kg:mentionCount", "oa:hasSource",
    "prov:wasQuotedFrom", "oa:hasSelector", "oa:start", "oa:end", "oa:exact", "oa:prefix", "oa:suffix",
)  # fmt: skip


class Run(NamedTuple):
    """What a build was made of; no clock, host or user."""

    version: str
    """Of kg."""
    model: str
    """Name of the spaCy pipeline."""
    model_version: str
    ontology: str
    """Fingerprint of the ontology, a SHA-256 in hexadecimal."""
    documents: str
    """SHA-256 over the sorted hashes of all documents, in hexadecimal."""

    @staticmethod
    def documents_hash(hashes: Iterable[str]) -> str:
        """The value of `documents` for the `sha256` of all sources, in any order."""
        return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()


@cache
def _name(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    return f"<{NAMESPACES[prefix]}{local}>"


@cache
def _kg(local: str) -> str:
    return f"<{KG}{local}>"


_TYPE, _LABEL, _ALT = _name("rdf:type"), _name("rdfs:label"), _name("skos:altLabel")
_SUBJECT, _PREDICATE, _OBJECT = _name("rdf:subject"), _name("rdf:predicate"), _name("rdf:object")
_FACTUALITY, _MENTIONED_IN = _kg("factuality"), _kg("mentionedIn")


_BY_NAME = frozenset({"Person", "Organization", "Place", "Agent"})  # in the graph when named, whatever is said of them


def layout(base: str = BASE) -> Layout:
    """How files of the graph are laid out: prefixes, order of subjects and of predicates."""
    prefixes = [*NAMESPACES.items()]
    prefixes += [(f"{f}-data" if f in NAMESPACES else f, f"{base}{f}/") for f in _FOLDERS]
    predicates = tuple(_name(curie)[1:-1] for curie in _PREDICATES)
    return Layout(tuple(prefixes), tuple(f"{base}{f}/" for f in _FOLDERS), predicates)


def document_iri(base: str, document: str) -> str:
    """IRI of a document and of its graph. It hashes the identifier, so that a changed file replaces its graph."""
    return f"{base}doc/{digest(document, length=16)}"


def entities_graph(base: str) -> str:
    """IRI of the graph of what resolution decided."""
    return f"{base}entities"


def run_iri(base: str, run: Run) -> str:
    """IRI of a run: of what reads documents, not of which, so that no document's graph changes with its neighbours."""
    return f"{base}run/{digest(*run._replace(documents=''), length=16)}"


# -- one document ------------------------------------------------------------------------------------------


def document_quads(
    extraction: Extraction, table: EntityTable, ontology: Ontology, run: str, *, base: str = BASE
) -> Iterator[Quad]:
    """All that one document supports, in its own graph; `run` is the IRI of the run. A quad may come more than once."""
    return _DocumentGraph(extraction, table, ontology, run, base).quads()


class _DocumentGraph:
    """The graph of one document: what all its parts need, looked up once."""

    def __init__(self, extraction: Extraction, table: EntityTable, ontology: Ontology, run: str, base: str) -> None:
        self._x = extraction
        self._ontology = ontology
        self._base = base
        self._name = extraction.source.id
        self._document = iri(document_iri(base, self._name))
        self._mark = digest(self._name, length=8)  # keeps a document's assertions together in a sorted graph
        self._run = iri(run)
        self._entities = table.of_document(self._name)
        self._global = [table.is_global(self._name, c.id) for c in extraction.chains]
        self._events = {e.id: iri(table.event_iri(self._name, e.id)) for e in extraction.events}

    def quads(self) -> Iterator[Quad]:
        for s, p, o in self._triples():
            yield s, p, o, self._document

    def _triples(self) -> Iterator[tuple[str, str, str]]:
        yield from _source_triples(self._x.source, self._document)
        yield from self._assertions()
        for event in self._x.events:
            yield from self._event(event)
        yield from self._mentions()

    def _term(self, chain: int) -> str:
        return iri(self._entities[chain].iri)

    # -- statements

    def _assertions(self) -> Iterator[tuple[str, str, str]]:
        stated: dict[tuple[str, ...], list[Assertion]] = {}
        for a in self._x.assertions:
            key = self._statement(a)
            if key[0] != key[2]:  # what resolution took for one thing has no relation with itself
                stated.setdefault(key, []).append(a)
        for key, same in stated.items():
            yield from self._assertion(key, same)

    def _statement(self, a: Assertion) -> tuple[str, ...]:
        """Subject, predicate, object, factuality, speaker and evidence: what makes two assertions one."""
        subject = self._term(a.subject)
        target = literal(a.object) if isinstance(a.object, str) else self._term(a.object)
        if self._symmetric(a.property):
            subject, target = sorted((subject, target))
        speaker = self._term(a.speaker) if a.speaker >= 0 else ""
        return subject, _kg(a.property), target, a.factuality, speaker, self._evidence_iri(self._x.evidence[a.evidence])

    def _symmetric(self, name: str) -> bool:
        known = self._ontology.properties.get(name)
        return known is not None and known.symmetric

    def _assertion(self, key: tuple[str, ...], same: Sequence[Assertion]) -> Iterator[tuple[str, str, str]]:
        subject, predicate, target, factuality, speaker, evidence = key
        start = self._x.evidence[same[0].evidence].start  # so that sorted assertions stand in the order of the text
        node = f"<{self._base}st/{self._mark}-{start:07d}-{digest(self._document, *key, length=8)}>"
        yield node, _TYPE, _kg("Assertion")
        yield node, _TYPE, _name("rdf:Statement")
        yield node, _SUBJECT, subject
        yield node, _PREDICATE, predicate
        yield node, _OBJECT, target
        yield node, _FACTUALITY, _kg(factuality)
        yield node, _kg("confidence"), decimal(max((a.confidence for a in same), key=float))
        yield node, _name("prov:wasDerivedFrom"), evidence
        yield node, _name("prov:wasGeneratedBy"), self._run
        if speaker:
            yield node, _name("prov:wasAttributedTo"), speaker
        for a in same:
            yield node, _kg("aboutEvent"), self._events[a.event]
            yield node, _kg("rule"), literal(a.rule)
            yield from self._literal_role(a)
        if factuality == "Actual":
            yield subject, predicate, target
            if self._symmetric(same[0].property):
                yield target, predicate, subject
        yield from self._evidence(self._x.evidence[same[0].evidence])

    def _literal_role(self, a: Assertion) -> Iterator[tuple[str, str, str]]:
        """A value that fills a role of the event, which the event itself, knowing chains only, does not hold."""
        known = self._ontology.properties.get(a.property)
        if isinstance(a.object, str) and known is not None:
            for role in known.object_roles:
                yield self._events[a.event], _kg(role), literal(a.object)

    def _evidence_iri(self, e: Evidence) -> str:
        return f"<{self._base}ev/{digest(self._document, str(e.start), str(e.end), length=16)}>"

    def _evidence(self, e: Evidence) -> Iterator[tuple[str, str, str]]:
        assert len(e.exact.encode(errors="replace")) <= MAX_LITERAL, "evidence is a sentence or less"
        node = self._evidence_iri(e)
        selector = f"{node[:-1]}#selector>"
        for kind in ("kg:Evidence", "oa:SpecificResource", "prov:Entity"):
            yield node, _TYPE, _name(kind)
        yield node, _name("oa:hasSource"), self._document
        yield node, _name("prov:wasQuotedFrom"), self._document
        yield node, _name("oa:hasSelector"), selector
        yield selector, _TYPE, _name("oa:TextPositionSelector")
        yield selector, _TYPE, _name("oa:TextQuoteSelector")
        yield selector, _name("oa:start"), integer(e.start)
        yield selector, _name("oa:end"), integer(e.end)
        yield selector, _name("oa:exact"), literal(e.exact)
        yield selector, _name("oa:prefix"), literal(e.prefix)
        yield selector, _name("oa:suffix"), literal(e.suffix)

    # -- events and things

    def _event(self, event: Event) -> Iterator[tuple[str, str, str]]:
        node = self._events[event.id]
        for kind in _classes(event.frame, self._ontology):
            yield node, _TYPE, kind
        yield node, _FACTUALITY, _kg(event.factuality)
        for role in event.roles:
            yield node, _kg(role.role), self._term(role.chain)
        if event.time:
            yield node, _kg("time"), time_term(event.time)
            yield from interval_triples(node, event.time, self._base)

    def _mentions(self) -> Iterator[tuple[str, str, str]]:
        """Where things are mentioned, and how often; things that only this document knows are described here."""
        used = {r.chain for e in self._x.events for r in e.roles}
        for a in self._x.assertions:
            used |= {a.subject, a.speaker} | ({a.object} if isinstance(a.object, int) else set())
        named: dict[str, list[Chain]] = {}
        for chain in self._x.chains:
            if self._global[chain.id] or chain.id in used or (chain.named and chain.kind in _BY_NAME):
                yield self._term(chain.id), _MENTIONED_IN, self._document
                if not self._global[chain.id]:
                    yield from _entity_triples(self._entities[chain.id], self._ontology)
                if chain.named:
                    named.setdefault(self._term(chain.id), []).append(chain)
        for entity, chains in named.items():
            yield from self._occurrence(entity, chains)

    def _occurrence(self, entity: str, chains: Sequence[Chain]) -> Iterator[tuple[str, str, str]]:
        """How often the document mentions what all these chains are and, when asked for, in which words."""
        node = f"<{self._base}mention/{digest(self._document, entity, length=16)}>"
        yield node, _TYPE, _kg("Occurrence")
        yield node, _kg("occurrenceOf"), entity
        yield node, _kg("mentionCount"), integer(sum(chain.mentions for chain in chains))
        yield node, _name("oa:hasSource"), self._document
        for evidence in (self._x.evidence[span] for chain in chains for span in chain.spans):
            yield node, _name("prov:wasDerivedFrom"), self._evidence_iri(evidence)
            yield from self._evidence(evidence)


def _source_triples(source: Source, document: str) -> Iterator[tuple[str, str, str]]:
    yield document, _TYPE, _kg("SourceDocument")
    yield document, _TYPE, _name("prov:Entity")
    yield document, _name("dcterms:identifier"), literal(source.id)
    yield document, _name("schema:sha256"), literal(source.sha256)
    yield document, _name("dcterms:format"), literal(source.media_type)
    about = source.metadata
    for predicate, text in (("title", about.title), ("creator", about.author), ("publisher", about.publisher)):
        if text:
            yield document, _name(f"dcterms:{predicate}"), literal(text)
    if about.date and is_date(about.date):
        yield document, _name("dcterms:date"), literal(about.date, f"{XSD}date")
    if about.url and is_iri(about.url):
        yield document, _name("dcterms:source"), iri(about.url)


# -- across documents --------------------------------------------------------------------------------------


def entity_quads(table: EntityTable, ontology: Ontology, *, base: str = BASE) -> Iterator[Quad]:
    """Labels, names, classes and links of all entities that are known across documents; which events are merged.

    Links are those of the user's file, and those of well-known places, which no document states.
    """
    graph = iri(entities_graph(base))
    for entity in table.entities:
        for s, p, o in _entity_triples(entity, ontology):
            yield s, p, o, graph
    for place, relation, target in place_links(table.entities):
        yield iri(place), _name(relation), iri(target), graph
    for event in table.merged_events:
        yield iri(event), _TYPE, _kg("Event"), graph


def _entity_triples(entity: Entity, ontology: Ontology) -> Iterator[tuple[str, str, str]]:
    node = iri(entity.iri)
    for kind in _classes(entity.kind, ontology):
        yield node, _TYPE, kind
    yield node, _LABEL, literal(entity.label)
    for name in entity.names:
        yield node, _ALT, literal(name)
    if entity.count.isdecimal():
        yield node, _kg("count"), integer(int(entity.count))
    for other in entity.same_as:
        yield node, _name("owl:sameAs"), iri(other)


def _classes(kind: str, ontology: Ontology) -> list[str]:
    """The class and all above it, so that a query needs no reasoner."""
    classes = [kind]
    for known in classes:
        classes += [c for c in ontology.supers.get(known, ()) if c not in classes]
    return [_kg(c) for c in classes]


def run_quads(run: Run, *, base: str = BASE) -> Iterator[Quad]:
    """The run, its software and what went in, by versions and hashes (PROV-O)."""
    graph = iri(entities_graph(base))
    node = run_iri(base, run)
    triples = [(node, "rdf:type", _name("prov:Activity"))]
    for name, version in (("kg", run.version), (run.model, run.model_version)):
        software = f"{base}software/{digest(name, version, length=16)}"
        triples += [
            (node, "prov:wasAssociatedWith", iri(software)),
            (software, "rdf:type", _name("prov:SoftwareAgent")),
            (software, "schema:name", literal(name)),
            (software, "schema:softwareVersion", literal(version)),
        ]
    for part, kind, sha256 in (
        (f"{node}#ontology", "prov:Entity", run.ontology),
        (f"{base}collection/{digest(run.documents, length=16)}", "prov:Collection", run.documents),
    ):
        triples += [
            (node, "prov:used", iri(part)),
            (part, "rdf:type", _name(kind)),
            (part, "schema:sha256", literal(sha256)),
        ]
    for s, p, o in triples:
        yield iri(s), _name(p), o, graph
