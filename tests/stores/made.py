"""Graphs made up in any size, of the shape that `kg build` writes: documents, assertions, evidence, entities."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

__all__ = ["BASE", "document", "write_graph"]

BASE = "https://kg.example/id/"
_KG = "https://kg.example/ontology#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OA = "http://www.w3.org/ns/oa#"
_PROV = "http://www.w3.org/ns/prov#"
_XSD = "http://www.w3.org/2001/XMLSchema#"


def document(number: int) -> str:
    """IRI of a document and of its graph."""
    return f"{BASE}doc/{number:016x}"


def write_graph(path: Path, documents: int, assertions: int = 50, version: str = "first") -> int:
    """Write N-Quads; returns their number. Another `version` changes one triple in each document, and none besides."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for number in range(documents):
            graph = f"<{document(number)}>"
            for line in _document(number, assertions, version):
                out.write(f"{line} {graph} .\n")
                count += 1
    return count


def _document(number: int, assertions: int, version: str) -> Iterator[str]:
    doc = f"<{document(number)}>"
    yield f"{doc} <{_RDF}type> <{_KG}SourceDocument>"
    yield f'{doc} <http://purl.org/dc/terms/identifier> "reports/{number:07}.txt"'
    yield f'{doc} <http://purl.org/dc/terms/title> "Report {number}, {version}"'
    for k in range(assertions):
        node, evidence = f"<{BASE}st/{number:08x}{k:08x}>", f"<{BASE}ev/{number:08x}{k:08x}>"
        selector = f"<{BASE}ev/{number:08x}{k:08x}#selector>"
        writer, reader = f"<{BASE}person/p{(number * 7 + k) % 9973}>", f"<{BASE}person/p{(number + k * 11) % 9973}>"
        quote = f'{writer[-6:-1]} wrote \\"letter {k}\\" to 🙂 {reader[-6:-1]}\\nand waited'
        yield f"{writer} <{_KG}wroteLetterTo> {reader}"
        yield f"{node} <{_RDF}type> <{_KG}Assertion>"
        yield f"{node} <{_RDF}subject> {writer}"
        yield f"{node} <{_RDF}predicate> <{_KG}wroteLetterTo>"
        yield f"{node} <{_RDF}object> {reader}"
        yield f"{node} <{_KG}factuality> <{_KG}Actual>"
        yield f'{node} <{_KG}confidence> "0.{k % 9 + 1}"^^<{_XSD}decimal>'
        yield f"{node} <{_PROV}wasDerivedFrom> {evidence}"
        yield f"{evidence} <{_OA}hasSource> {doc}"
        yield f"{evidence} <{_OA}hasSelector> {selector}"
        yield f'{selector} <{_OA}start> "{k * 60}"^^<{_XSD}integer>'
        yield f'{selector} <{_OA}end> "{k * 60 + len(quote)}"^^<{_XSD}integer>'
        yield f'{selector} <{_OA}exact> "{quote}"'
