"""Prove every quotation of a graph against its source files.

For each source document the bytes are hashed again; for each evidence the decoded text must hold the quotation at its
offsets, with the prefix before it and the suffix behind it; each assertion must rest on an evidence of the graph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from kg.query.prefixes import PREFIXES
from kg.query.results import printable
from kg.sources import Sources
from kg.store import quads

__all__ = ["Failure", "VerifyReport", "format_report", "verify"]

PROPERTIES = {
    PREFIXES[prefix] + local: local
    for prefix, local in [
        ("rdf", "type"), ("dcterms", "identifier"), ("schema", "sha256"), ("prov", "wasDerivedFrom"),
        ("oa", "hasSource"), ("oa", "hasSelector"), ("oa", "start"), ("oa", "end"), ("oa", "exact"), ("oa", "prefix"),
        ("oa", "suffix"),
    ]
}
"""What verification reads of a graph, by IRI; everything else is passed over while streaming."""
CLASSES = {PREFIXES["kg"] + local: local for local in ("SourceDocument", "Assertion", "Evidence")}

OFFSET = re.compile(r"0|[1-9][0-9]{0,17}")
SHOWN = 60
"""Code points of a text that a line of the report shows."""


class Failure(msgspec.Struct, frozen=True, order=True):
    """One thing that no longer holds."""

    document: str
    """Identifier of the source document; empty when the graph does not tell it."""
    start: int
    end: int
    """Offsets of the evidence; -1 when the failure is none of an evidence."""
    reason: str
    expected: str = ""
    found: str = ""
    node: str = ""
    """IRI of the document, evidence or assertion."""


class VerifyReport(msgspec.Struct, frozen=True):
    """Counts and failures; `ok` when everything holds."""

    documents: int
    evidence: int
    assertions: int
    failures: tuple[Failure, ...]
    """Sorted by document and offset."""

    @property
    def ok(self) -> bool:
        """Whether every quotation stands in its source."""
        return not self.failures


def verify(graph: Path, sources: Sequence[Path]) -> VerifyReport:
    """Read each source document again and check hash, offsets and text of every evidence.

    `sources` are folders (or files) that hold the originals, under their identifiers or anywhere by hash. A missing
    source is a failure. Raises StoreError when the graph cannot be read.
    """
    facts = Facts(graph)
    originals = Sources(sources)
    by_document: defaultdict[str, list[str]] = defaultdict(list)
    failures: list[Failure] = []
    for evidence in facts.instances["Evidence"]:
        documents = [d for d in facts.all(evidence, "hasSource") if d in facts.instances["SourceDocument"]]
        if len(documents) == 1:
            by_document[documents[0]].append(evidence)
        else:
            reason = f"evidence has {len(documents)} source documents, not 1"
            failures.append(Failure("", -1, -1, reason, node=evidence))
    for document in facts.instances["SourceDocument"]:
        failures += document_failures(facts, document, by_document[document], originals)
    failures += assertion_failures(facts)
    return VerifyReport(
        documents=len(facts.instances["SourceDocument"]),
        evidence=len(facts.instances["Evidence"]),
        assertions=len(facts.instances["Assertion"]),
        failures=tuple(sorted(failures)),
    )


class Facts:
    """The part of a graph that verification needs."""

    def __init__(self, graph: Path) -> None:
        self.values: dict[str, dict[str, list[str]]] = {name: {} for name in PROPERTIES.values()}
        self.instances: dict[str, dict[str, None]] = {name: {} for name in CLASSES.values()}
        for quad in quads(graph):
            name = PROPERTIES.get(quad.predicate.value)
            if name is None:
                continue
            subject, value = text_of(quad.subject), text_of(quad.object)
            if name == "type":
                if value in CLASSES:
                    self.instances[CLASSES[value]][subject] = None
                continue
            known = self.values[name].setdefault(subject, [])
            if value not in known:  # the same triple may stand in several graphs
                known.append(value)

    def all(self, node: str, name: str) -> list[str]:
        """The distinct values of a property."""
        return self.values[name].get(node, [])

    def one(self, node: str, name: str) -> str | None:
        """The value of a property that has exactly one; None otherwise."""
        values = self.all(node, name)
        return values[0] if len(values) == 1 else None


def text_of(term: object) -> str:
    """The text of an IRI, literal or blank node; of a quoted triple, which kg does not write, its notation."""
    try:
        return term.value  # type: ignore[attr-defined, no-any-return]
    except AttributeError:
        return str(term)


def assertion_failures(facts: Facts) -> Iterator[Failure]:
    """Assertions that rest on no evidence, or on a node that is none."""
    for assertion in facts.instances["Assertion"]:
        nodes = facts.all(assertion, "wasDerivedFrom")
        if not nodes:
            yield Failure("", -1, -1, "assertion has no evidence", node=assertion)
        for node in nodes:
            if node not in facts.instances["Evidence"]:
                yield Failure("", -1, -1, "assertion rests on a node that is no evidence", found=node, node=assertion)


def document_failures(facts: Facts, document: str, evidence: list[str], originals: Sources) -> Iterator[Failure]:
    """What does not hold of one source document and its evidence."""
    identifier, sha256 = facts.one(document, "identifier"), facts.one(document, "sha256")
    if identifier is None or sha256 is None:
        yield Failure(identifier or "", -1, -1, "document needs one identifier and one sha256", node=document)
        return
    source = originals.read(identifier, sha256)
    if source is None:
        reason = f"source not found, {len(evidence)} quotations unproved"
        yield Failure(identifier, -1, -1, reason, node=document)
        return
    if source.sha256 != sha256:
        yield Failure(identifier, -1, -1, "source has changed", sha256, source.sha256, document)
    if source.text is None:
        reason = f"source is no readable text, {len(evidence)} quotations unproved"
        yield Failure(identifier, -1, -1, reason, node=document)
        return
    for node in evidence:
        failure = evidence_failure(facts, node, identifier, source.text)
        if failure:
            yield failure


def evidence_failure(facts: Facts, evidence: str, identifier: str, text: str) -> Failure | None:
    """The first thing that does not hold of one quotation; offsets count code points of `text`."""
    selector = facts.one(evidence, "hasSelector") or ""
    exact = facts.one(selector, "exact")
    start, end = offset(facts.one(selector, "start")), offset(facts.one(selector, "end"))
    if exact is None or start < 0 or end < 0:
        return Failure(identifier, -1, -1, "evidence needs one start, one end and one exact text", node=evidence)
    if not start < end <= len(text):
        found = f"a text of {len(text)} characters"
        return Failure(identifier, start, end, "offsets lie outside the text", exact, found, evidence)
    if text[start:end] != exact:
        return Failure(identifier, start, end, "quotation differs", exact, text[start:end], evidence)
    for prefix in facts.all(selector, "prefix"):
        before = text[max(0, start - len(prefix)) : start]
        if before != prefix:
            return Failure(identifier, start, end, "prefix differs", prefix, before, evidence)
    for suffix in facts.all(selector, "suffix"):
        behind = text[end : end + len(suffix)]
        if behind != suffix:
            return Failure(identifier, start, end, "suffix differs", suffix, behind, evidence)
    return None


def offset(lexical: str | None) -> int:
    """An offset as kg writes it, in plain digits; -1 for anything else, such as `1_2`, which Python takes for 12."""
    return int(lexical) if lexical is not None and OFFSET.fullmatch(lexical) else -1


def format_report(report: VerifyReport) -> str:
    """One line for each failure, then one line with the counts."""
    lines = [failure_line(failure) for failure in report.failures]
    verdict = "all hold" if report.ok else f"{len(report.failures)} do not hold"
    counts = f"{report.documents} documents, {report.evidence} quotations, {report.assertions} assertions"
    return "".join(f"{line}\n" for line in [*lines, f"{counts}: {verdict}"])


def failure_line(failure: Failure) -> str:
    """One failure as `document @start-end: reason: expected …, found … (node)`."""
    place = failure.document or failure.node
    if failure.start >= 0:
        place += f" @{failure.start}-{failure.end}"
    line = f"{place}: {failure.reason}"
    if failure.expected:
        line += f": expected {shown(failure.expected)}, found {shown(failure.found)}"
    elif failure.found:
        line += f": {shown(failure.found)}"
    return printable(f"{line} <{failure.node}>")


def shown(text: str) -> str:
    """A text for a report, quoted and cut."""
    return repr(text if len(text) <= SHOWN else text[: SHOWN - 1] + "…")
