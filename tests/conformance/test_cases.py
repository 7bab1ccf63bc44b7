"""Each case of `cases/` holds in both engines; what one of them does otherwise stands in the case, with the reason.

A case is a title (`== …`), a graph, a query and its rows, with `---` between them. Rows are in order when the query has
ORDER BY. `--- rdflib: reason` brings other rows for that engine.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from conformance.engines import ENGINES, PARSERS, Row
from kg.query import run, saved_queries
from kg.query.parameters import bind
from kg.query.prefixes import PREFIXES
from kg.store import read

CASES = Path(__file__).parent / "cases"
SAMPLE = Path(__file__).parents[1] / "graphs" / "sample.ttl"


def cases(name: str) -> dict[str, list[str]]:
    """Title -> the parts of each case of a file."""
    parts = re.split(r"^== (.+)\n", (CASES / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = {title: re.split(r"^---", body, flags=re.MULTILINE) for title, body in zip(parts[1::2], parts[2::2])}  # noqa: B905
    assert len(found) == len(parts) // 2, "two cases have one title"
    return found


def rows(text: str) -> list[Row]:
    """`a | b` on each line."""
    return [tuple(term.strip() for term in line.split(" | ")) for line in text.strip().splitlines()]


RDFLIB_CANNOT = {"timeline"}
"""It multiplies integers, and sorts by an expression that may be an error: cases that rdflib does otherwise."""
SPARQL, TURTLE = cases("sparql.txt"), cases("turtle.txt")


def expected(parts: list[str], engine: str) -> str:
    """The last part of a case, or what stands there for an engine that does otherwise."""
    others = (part.partition("\n") for part in parts[1:])
    return next((text for name, _, text in others if name.strip().startswith(f"{engine}: ")), parts[0]).strip()


@pytest.mark.parametrize("engine", sorted(ENGINES))
@pytest.mark.parametrize("title", SPARQL)
def test_query(title: str, engine: str) -> None:
    """A query gives the rows of its case."""
    graph, query, *parts = SPARQL[title]
    wanted = expected(parts, engine)
    if wanted == "error":
        with pytest.raises(Exception, match=r"\w"):
            ENGINES[engine](graph, query)
        return
    order = list if "ORDER BY" in query else sorted
    assert order(ENGINES[engine](graph, query)) == order(rows(wanted))


@pytest.mark.parametrize("engine", sorted(PARSERS))
@pytest.mark.parametrize("title", TURTLE)
def test_turtle(title: str, engine: str) -> None:
    """A piece of Turtle is read as the triples of its case, or refused."""
    turtle, *parts = TURTLE[title]
    wanted = expected(parts, engine)
    if wanted == "refused":
        with pytest.raises((SyntaxError, ValueError), match=r"\w"):
            PARSERS[engine](turtle)
        return
    found = {tuple(_escaped(term) for term in row) for row in PARSERS[engine](turtle)}
    assert sorted(found) == sorted(rows(wanted))


def _escaped(term: str) -> str:
    """Characters that a line of a case cannot hold."""
    return term.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


@pytest.mark.parametrize("name", sorted(query.name for query in saved_queries()))
def test_saved_query_in_another_engine(name: str) -> None:
    """A saved query gives the same rows in rdflib, in the same order."""
    query = next(query for query in saved_queries() if query.name == name)
    params = {"entity": "Anna Berg"} if name == "about" else {}
    store = read(SAMPLE)
    ours = run(store, query, params)
    bindings = {variable: _for_rdflib(term) for variable, term in bind(store, query, params).items()}
    graph = rdflib.Graph().parse(SAMPLE)
    if name in RDFLIB_CANNOT:
        with pytest.raises(TypeError):
            list(graph.query(query.text, initNs=dict(PREFIXES)).bindings)
        return
    answer = graph.query(query.text, initNs=dict(PREFIXES), initBindings=bindings)
    columns = [str(variable) for variable in answer.vars or []]
    theirs = [
        {name: str(row[rdflib.Variable(name)]) for name in columns if row.get(rdflib.Variable(name)) is not None}
        for row in answer.bindings
    ]
    wanted = [
        {name: term.value for name, term in zip(ours.columns, row, strict=True) if term is not None}
        for row in ours.rows
    ]
    shown = set(ours.columns) - set(bindings)
    assert len(wanted) > 0 or name == "contacts"
    assert [{k: v for k, v in row.items() if k in shown} for row in theirs] == [
        {k: v for k, v in row.items() if k in shown} for row in wanted
    ]


def _for_rdflib(term: ox.NamedNode | ox.Literal) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
