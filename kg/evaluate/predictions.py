"""What a graph says of each document, in the terms of the gold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kg.evaluate.gold import PROPERTIES, SYMMETRIC
from kg.query.prefixes import KG, PREFIXES
from kg.store import quads

__all__ = ["Prediction", "Predictions", "Quotation"]

STATUSES = {"Actual": "actual", "Negated": "negated", "Planned": "planned", "Possible": "possible"}


class Quotation(msgspec.Struct, frozen=True):
    """Where a predicted fact is read from."""

    start: int
    end: int
    exact: str | None


class Prediction(msgspec.Struct, frozen=True):
    """One assertion at one place; subject, object and speaker are IRIs, an office is its text."""

    p: str
    s: str
    o: str
    status: str
    said_by: str | None
    time: str | None
    quotation: Quotation | None
    rule: str = ""
    """Event class, word and grounds (`LetterWriting/send/name`)."""
    confidence: float | None = None

    def key(self) -> tuple[str, ...]:
        """What makes two predictions the same fact."""
        pair = sorted((self.s, self.o)) if self.p in SYMMETRIC else (self.s, self.o)
        return (self.p, *pair, self.status)


class Predictions:
    """The facts and quotations of a graph by document name."""

    def __init__(self, graph: Path) -> None:
        self.nodes: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads(graph):
            node = self.nodes[getattr(quad.subject, "value", str(quad.subject))]
            node[quad.predicate.value].append(getattr(quad.object, "value", str(quad.object)))
        self.documents = {
            iri: Path(self.first(iri, "dcterms:identifier") or "").stem
            for iri in self.instances("kg:SourceDocument") if self.all(iri, "dcterms:identifier")
        }
        self.quotations: defaultdict[str | None, list[Quotation]] = defaultdict(list)
        spans = {}
        for iri in self.instances("kg:Evidence"):
            for document, quotation in self.quotations_of(iri):
                self.quotations[document].append(quotation)
                spans[document, iri] = quotation
        self.facts: defaultdict[str | None, list[Prediction]] = defaultdict(list)
        for iri in self.instances("kg:Assertion"):
            for evidence in self.all(iri, "prov:wasDerivedFrom"):
                for source in self.all(evidence, "oa:hasSource"):
                    document = self.documents.get(source)
                    prediction = self.prediction(iri, spans.get((document, evidence)))
                    if prediction:
                        self.facts[document].append(prediction)

    def all(self, iri: str, predicate: str) -> list[str]:
        """The values of a property, in the order of the file."""
        prefix, _, local = predicate.partition(":")
        node = self.nodes.get(iri)
        return node.get(PREFIXES[prefix] + local, []) if node else []

    def first(self, iri: str, predicate: str) -> str | None:
        """The first value of a property."""
        return next(iter(self.all(iri, predicate)), None)

    def instances(self, kind: str) -> Iterator[str]:
        """The nodes of a class, in the order of the file."""
        wanted = KG + kind.removeprefix("kg:")
        return (iri for iri in self.nodes if wanted in self.all(iri, "rdf:type"))

    def names(self, iri: str) -> tuple[str, list[str]]:
        """Label and alternative names; a literal or a node without label is its own label."""
        return self.first(iri, "rdfs:label") or iri, self.all(iri, "skos:altLabel")

    def quotations_of(self, evidence: str) -> Iterator[tuple[str | None, Quotation]]:
        """The quotations of one evidence with the name of their document."""
        for source in self.all(evidence, "oa:hasSource"):
            for selector in self.all(evidence, "oa:hasSelector"):
                start, end = self.first(selector, "oa:start"), self.first(selector, "oa:end")
                if start and end:
                    exact = self.first(selector, "oa:exact")
                    yield self.documents.get(source), Quotation(int(start), int(end), exact)

    def prediction(self, assertion: str, quotation: Quotation | None) -> Prediction | None:
        """The fact that an assertion states; None for a property that is not annotated."""
        p = (self.first(assertion, "rdf:predicate") or "").removeprefix(KG)
        s, o = self.first(assertion, "rdf:subject"), self.first(assertion, "rdf:object")
        if p not in PROPERTIES or s is None or o is None:
            return None
        factuality = (self.first(assertion, "kg:factuality") or "Actual").removeprefix(KG)
        event = self.first(assertion, "kg:aboutEvent")
        time = self.first(event, "kg:time") if event else None
        said_by = self.first(assertion, "prov:wasAttributedTo")
        rule = self.first(assertion, "kg:rule") or ""
        confidence = self.first(assertion, "kg:confidence")
        status, share = STATUSES.get(factuality, "?"), float(confidence) if confidence else None
        return Prediction(p, s, o, status, said_by, time, quotation, rule, share)
