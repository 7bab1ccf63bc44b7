"""N-Triples and N-Quads (W3C RDF 1.1), sorted lines; and the formats that rdflib writes from them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.store.layout import Layout, comments
from kg.store.terms import Quad, parse

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import IdentifiedNode, Node

__all__ = ["LineSyntax", "RdflibSyntax"]

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # outside production Char of XML 1.0


class LineSyntax:
    """A record is a line; `graphs` makes it N-Quads."""

    def __init__(self, *, graphs: bool = False) -> None:
        self._graphs = graphs
        self.name = "n-quads" if graphs else "n-triples"

    def records(self, quads: Iterable[Quad]) -> Iterator[str]:
        """The lines of quads, without line ends."""
        for s, p, o, g in quads:
            yield f"{s} {p} {o} {g} ." if self._graphs and g else f"{s} {p} {o} ."

    def write(self, records: Iterable[str], header: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The text of a file line by line, each with its number of quads; `records` are all of them, sorted."""
        for line in comments(header):
            yield f"# {line}\n", 0
        for record in records:
            yield record + "\n", 1


class RdflibSyntax:
    """RDF/XML (`xml`) and JSON-LD (`json-ld`) of the union of all graphs; the whole graph is held in memory.

    XML cannot hold most control characters: there they become U+FFFD.
    """

    def __init__(self, layout: Layout, name: str) -> None:
        self._layout = layout
        self._format = name
        lines = LineSyntax()
        self.name, self.records = lines.name, lines.records

    def write(self, records: Iterable[str], header: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The text of a file in one piece, with its triples; JSON has no comments, so only XML bears the header."""
        graph = _graph(records, self._layout, xml=self._format == "xml")
        yield self._text(graph, header), len(graph)

    def _text(self, graph: rdflib.Graph, header: Sequence[str]) -> str:
        if self._format == "json-ld":
            return _json(graph, dict(self._layout.prefixes))
        try:
            declaration, _, body = graph.serialize(format="xml").partition("\n")
        except ValueError as error:  # a property without a part that can name an XML element
            raise StoreError(f"RDF/XML cannot write this graph ({error}); choose another format") from None
        lines = (_NO_XML.sub("\ufffd", line).replace("--", "- -") for line in comments(header))
        return declaration + "\n" + "".join(f"<!-- {line} -->\n" for line in lines) + body


def _json(graph: rdflib.Graph, context: dict[str, str]) -> str:
    document = json.loads(graph.serialize(format="json-ld", context=context))
    # rdflib takes the nodes from a set.
    document.get("@graph", []).sort(key=lambda node: node["@id"])
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _graph(records: Iterable[str], layout: Layout, *, xml: bool) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph(store="SimpleMemory", bind_namespaces="none")  # this store keeps the order of adding
    for prefix, namespace in (("rdf", str(rdflib.RDF)), *layout.prefixes):
        graph.bind(prefix, namespace)
    for record in records:
        s, p, o = record.removesuffix(" .").split(" ", 2)
        graph.add((_iri(s), _iri(p), _node(o, xml)))
    return graph


def _iri(term: str) -> IdentifiedNode:
    import rdflib

    return rdflib.URIRef(term[1:-1])


def _node(term: str, xml: bool) -> Node:
    import rdflib

    kind, value, datatype, language = parse(term)
    if kind == "iri":
        return rdflib.URIRef(value)
    text = _NO_XML.sub("\ufffd", value) if xml else value
    # Normalising would rewrite lexical forms (`007`, `--08`).
    return rdflib.Literal(
        text, datatype=rdflib.URIRef(datatype) if datatype else None, lang=language or None, normalize=False
    )
