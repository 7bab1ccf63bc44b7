"""Check a graph against the SHACL shapes of the ontology."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kg.errors import OntologyError
from kg.ontology import default_folder
from kg.query.prefixes import shorten
from kg.query.results import printable
from kg.store import quads

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["ValidationReport", "Violation", "format_report", "validate"]

SHACL = "http://www.w3.org/ns/shacl#"


class Violation(msgspec.Struct, frozen=True, order=True):
    """One result of a SHACL validation (SHACL, section 3.6.2)."""

    focus: str
    """IRI of the node that was checked."""
    path: str
    """Property path, with prefix where one fits; empty when the shape has none."""
    message: str
    severity: str = "Violation"
    """`Violation`, `Warning` or `Info`."""
    value: str = ""
    """The value that does not fit; empty when the shape names none."""


class ValidationReport(msgspec.Struct, frozen=True):
    """All results, sorted; `conforms` as SHACL says it."""

    conforms: bool
    violations: tuple[Violation, ...]


def validate(graph: Path, shapes: Path | None = None) -> ValidationReport:
    """Check a graph file against shapes (default: `shapes.ttl` of the ontology).

    The ontology `kg.ttl` beside the shapes tells which classes are subclasses; nothing else is inferred. Named graphs
    are read as one. Raises StoreError when the graph cannot be read, OntologyError when the shapes cannot.
    """
    import pyshacl

    shapes = shapes or default_folder() / "shapes.ttl"
    ontology = shapes.with_name("kg.ttl")
    data, shacl = data_graph(graph), turtle_graph(shapes)
    classes = turtle_graph(ontology) if ontology.is_file() else None
    try:
        conforms, results, message = pyshacl.validate(
            data, shacl_graph=shacl, ont_graph=classes, inference="none", advanced=False, abort_on_first=False
        )
    except pyshacl.errors.ReportableRuntimeError as error:  # most are given in place of the results, some are raised
        conforms, results, message = False, error, str(error)
    if isinstance(results, Exception):
        raise OntologyError(str(shapes), f"is not valid SHACL: {' '.join(str(message).split())}")
    return ValidationReport(bool(conforms), violations(results))


def data_graph(path: Path) -> Graph:
    """A graph file as one rdflib graph; pyoxigraph reads it, about twenty times as fast as rdflib reads Turtle."""
    import pyoxigraph
    from rdflib import Graph

    triples = (quad.triple for quad in quads(path))
    return Graph().parse(data=pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES), format="nt")


def turtle_graph(path: Path) -> Graph:
    """A file of the ontology as an rdflib graph."""
    from rdflib import Graph

    try:
        return Graph().parse(path, format="turtle")
    except (OSError, SyntaxError) as error:
        raise OntologyError(str(path), f"cannot be read as Turtle: {' '.join(str(error).split())}") from error


def violations(results: Graph) -> tuple[Violation, ...]:
    """The results of a SHACL report graph, sorted."""
    from rdflib import RDF, URIRef

    def value(node: object, name: str) -> str:
        found = sorted(str(item) for item in results.objects(node, URIRef(SHACL + name)))  # type: ignore[arg-type]
        return "; ".join(found)

    return tuple(sorted(
        Violation(
            focus=value(node, "focusNode"),
            path=shorten(value(node, "resultPath")),
            message=value(node, "resultMessage"),
            severity=value(node, "resultSeverity").removeprefix(SHACL),
            value=value(node, "value"),
        )
        for node in results.subjects(RDF.type, URIRef(SHACL + "ValidationResult"))
    ))


def format_report(report: ValidationReport) -> str:
    """One line for each result, `focus: path: message`, then one line with the count."""
    lines = [
        printable(": ".join(part for part in (f"<{v.focus}>", v.path, f"{v.severity}: {v.message}") if part))
        for v in report.violations
    ]
    verdict = "the graph conforms" if report.conforms else "the graph does not conform"
    return "".join(f"{line}\n" for line in [*lines, f"{verdict}: {len(lines)} results"])
