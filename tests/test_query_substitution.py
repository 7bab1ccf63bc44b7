"""Parameters in the text of a query: never more than one term, and what the engine's own substitution would give."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import store
from kg.query import Result, SavedQuery, format_result, run, saved_queries
from kg.query.parameters import bind
from kg.query.permission import keywords
from kg.query.prefixes import PREFIXES
from kg.query.saved import Parameter
from kg.query.substitution import substituted, with_prefixes

SAMPLE = Path(__file__).parent / "graphs" / "sample.ttl"
X = {"x": "<x:i>"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x ?y { ?x ?p ?y }", "SELECT (<x:i> AS ?x) ?y { <x:i> ?p ?y }"),
        ("SELECT ?y { { SELECT ?x ?y { ?x ?p ?y } } }", "SELECT ?y { { SELECT  ?y { <x:i> ?p ?y } } }"),
        ("SELECT ?x { ?a ?b ?x } ORDER BY ?x", "SELECT (<x:i> AS ?x) { ?a ?b <x:i> } ORDER BY ?x"),
        ("SELECT ?x { ?x ?p ?o } GROUP BY ?x", "SELECT (<x:i> AS ?x) { <x:i> ?p ?o } GROUP BY (<x:i> AS ?x_given)"),
        ('ASK { ?s ?p "?x" } # ?x', 'ASK { ?s ?p "?x" } # ?x'),
        ("ASK { ?s <x:?x> ?xy, $x }", "ASK { ?s <x:?x> ?xy, <x:i> }"),
        ("SELECT * { ?x ?p ?y VALUES ?x { <x:j> } }", "SELECT * { <x:i> ?p ?y VALUES ?x { <x:j> } }"),
        ("ASK { BIND(1 AS ?x) FILTER(bound(?x) && ?x > 1) }", "ASK { BIND(1 AS ?x) FILTER(bound(?x) && <x:i> > 1) }"),
        ("SELECT (STR(?y) as ?x) (STR(?x) AS ?z) {}", "SELECT (STR(?y) as ?x) (STR(<x:i>) AS ?z) {}"),
        ("CONSTRUCT { ?x ?p ?y } WHERE { {} { SELECT ?x ?y {} } }",
         "CONSTRUCT { <x:i> ?p ?y } WHERE { {} { SELECT  ?y {} } }"),
        ("ASK { { SELECT ?y { ?y ?q ?z } GROUP BY ?y } ?x ?p ?y }",
         "ASK { { SELECT ?y { ?y ?q ?z } GROUP BY ?y } <x:i> ?p ?y }"),
        ("SELECT (STR(?x) AS ?y) { FILTER(BOUND(?x)) }", "SELECT (STR(<x:i>) AS ?y) { FILTER(BOUND(?x)) }"),
    ],
)  # fmt: skip
def test_substitution(query: str, expected: str) -> None:
    """A variable is replaced where a value may stand, bound where it is projected, and left in strings and comments."""
    assert substituted(query, X) == expected


@given(st.text())
def test_a_value_stays_one_term(text: str) -> None:
    """Whatever a value holds, the query is the same query with one literal more."""
    term = str(ox.Literal(text))
    query = substituted("SELECT ?o { ?s <x:p> ?x . ?s ?q ?o }", {"x": term})
    assert keywords(query) == {"SELECT"}
    dataset = ox.Store()
    dataset.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal(text)))
    assert [row[0].value for row in dataset.query(query)] == [text]  # type: ignore[union-attr, index]


@pytest.mark.parametrize("query", saved_queries(), ids=lambda it: it.name)
def test_saved_queries_say_the_same(query) -> None:  # type: ignore[no-untyped-def]
    """With its parameters in the text, each saved query gives what it gives with the engine's substitutions."""
    graph = store.read(SAMPLE)
    entities = [it.name for it in query.parameters if it.type == "entity"]
    for given_names in [entities, *([name] for name in entities)]:
        values = dict.fromkeys(given_names, "Ivo Markt")
        bound = bind(graph, query, values)
        answer = graph.query(
            query.text,
            prefixes=PREFIXES,
            use_default_graph_as_union=True,
            substitutions={ox.Variable(name): term for name, term in bound.items()},
        )
        engine = Result.from_answer(answer, tuple(bound))
        assert format_result(run(graph, query, values), "csv") == format_result(engine, "csv")


@pytest.mark.parametrize(
    ("text", "columns", "rows"),
    [
        ("SELECT * { ?x ?p ?y }", ["p", "x", "y"], 1),
        ("SELECT DISTINCT * { ?x ?p ?y } ORDER BY ?y", ["p", "x", "y"], 1),
        ("SELECT ?x ?y { ?x ?p ?y }", ["x", "y"], 1),
    ],
)
def test_what_a_text_cannot_hold(text: str, columns: list[str], rows: int) -> None:
    """SELECT * has the column of a parameter, and a text as a subject finds nothing."""
    graph = ox.Store()
    graph.add(ox.Quad(ox.NamedNode("https://x.example/a"), ox.NamedNode("x:p"), ox.Literal("1")))
    graph.add(ox.Quad(ox.NamedNode("x:b"), ox.NamedNode("x:p"), ox.Literal("2")))
    query = SavedQuery("q", text, parameters=(Parameter("x", "iri"),))
    found = run(graph, query, {"x": "https://x.example/a"})
    assert (sorted(found.columns), len(found.rows)) == (columns, rows)
    word = SavedQuery("q", text, parameters=(Parameter("x"),))
    assert run(graph, word, {"x": "a"}).rows == ()


def test_prefixes_that_are_used_are_declared() -> None:
    """Kg's own prefixes need no declaration; those declared, and colons elsewhere, are left alone."""
    text = with_prefixes('PREFIX kg: <x:> SELECT * { ?s a kg:A ; rdfs:label "a:b" , ?t . <oa:x> ?p ?q }')
    assert text.startswith("PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nPREFIX kg: <x:>")
    text = "PREFIX : <x:> ASK { : kg:a:b skos:c }"
    declared = "PREFIX kg: <https://kg.example/ontology#>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
    assert with_prefixes(text) == declared + text
