"""Two engines behind one function each: text in, rows of terms as text out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import rdflib

__all__ = ["ENGINES", "PARSERS", "PREFIXES", "Row"]

Row = tuple[str, ...]
"""Terms as a person would write them; `-` where nothing is bound."""
PREFIXES = {
    "": "http://e/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_XSD = PREFIXES["xsd"]


def _iri(value: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if value.startswith(namespace) and value[len(namespace) :].isalnum():
            return f"{prefix}:{value[len(namespace) :]}"
    return f"<{value}>"


def _literal(value: str, language: str | None, datatype: str) -> str:
    """Numbers by value, so that 1.0 and 1.00 are one; everything else by its characters."""
    if language:
        return f'"{value}"@{language.lower()}'
    if datatype == f"{_XSD}string":
        return f'"{value}"'
    if datatype in (f"{_XSD}integer", f"{_XSD}decimal"):
        try:
            number = Decimal(value)
        except ArithmeticError:
            return f'"{value}"^^{_iri(datatype)}'
        whole = number == number.to_integral_value()
        return f"{int(number)}{'' if datatype.endswith('r') else '.0'}" if whole else f"{number.normalize():f}"
    if datatype == f"{_XSD}boolean":
        return {"1": "true", "0": "false"}.get(value, value)
    return f'"{value}"^^{_iri(datatype)}'


def _pyoxigraph_term(term: Any) -> str:
    if term is None:
        return "-"
    if isinstance(term, ox.NamedNode):
        return _iri(term.value)
    if isinstance(term, ox.BlankNode):
        return "[]"
    return _literal(term.value, term.language, term.datatype.value)


def _rdflib_term(term: Any) -> str:
    if term is None:
        return "-"
    if isinstance(term, rdflib.URIRef):
        return _iri(str(term))
    if isinstance(term, rdflib.BNode):
        return "[]"
    return _literal(str(term), term.language, str(term.datatype or f"{_XSD}string"))


def _header() -> str:
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


def _pyoxigraph_rows(turtle: str, query: str) -> list[Row]:
    store = ox.Store()
    store.load(input=_header() + turtle, format=ox.RdfFormat.TURTLE)
    answer: Any = store.query(query, prefixes=PREFIXES)
    if isinstance(answer, ox.QueryBoolean):
        return [(str(bool(answer)).lower(),)]
    return [tuple(_pyoxigraph_term(row[variable]) for variable in answer.variables) for row in answer]


def _rdflib_rows(turtle: str, query: str) -> list[Row]:
    graph = rdflib.Graph().parse(data=_header() + turtle, format="turtle")
    answer = graph.query(query, initNs=PREFIXES)
    if answer.type == "ASK":
        return [(str(answer.askAnswer).lower(),)]
    variables = answer.vars or []
    return [tuple(_rdflib_term(row.get(variable)) for variable in variables) for row in answer.bindings]


def _pyoxigraph_triples(turtle: str) -> list[Row]:
    quads = ox.parse(input=turtle, format=ox.RdfFormat.TURTLE)
    return [tuple(map(_pyoxigraph_term, quad.triple)) for quad in quads]


def _rdflib_triples(turtle: str) -> list[Row]:
    graph = rdflib.Graph(bind_namespaces="none").parse(data=turtle, format="turtle")
    return [tuple(map(_rdflib_term, triple)) for triple in graph]


ENGINES: dict[str, Callable[[str, str], list[Row]]] = {"pyoxigraph": _pyoxigraph_rows, "rdflib": _rdflib_rows}
"""Turtle (prefixes aside) and a query to rows, in the engine's order."""
PARSERS: dict[str, Callable[[str], list[Row]]] = {"pyoxigraph": _pyoxigraph_triples, "rdflib": _rdflib_triples}
"""Turtle to triples, in any order."""
