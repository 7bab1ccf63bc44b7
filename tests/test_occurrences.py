"""How often documents mention whom, from text to graph, with and without the spans."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.validate import validate
from kg.verify import verify

TEXT = (
    "Anna Berg wrote a letter to Karl Lind. 🙂 She posted it in Velm.\n"
    "Mr. Okello waited. The mayor, Jonas Falk, thanked the Harbour Society, and it thanked him.\n"
)
COUNTS = """
SELECT ?label ?count (COUNT(?span) AS ?spans)
WHERE {
  ?occurrence kg:occurrenceOf/rdfs:label ?label ; kg:mentionCount ?count .
  OPTIONAL { ?occurrence prov:wasDerivedFrom/oa:hasSelector ?span }
}
GROUP BY ?occurrence ?label ?count ORDER BY ?label ?occurrence
"""
QUOTES = """
SELECT ?quote ?start
WHERE {
  ?occurrence kg:occurrenceOf/rdfs:label ?label ; prov:wasDerivedFrom/oa:hasSelector ?selector .
  ?selector oa:exact ?quote ; oa:start ?start
}
ORDER BY ?start
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents: one with relations, one without."""
    folder = tmp_path_factory.mktemp("texts")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text("Anna Berg lived in Velm.", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def plain(folder: Path) -> kg.Graph:
    """The graph with counts."""
    return kg.build(folder)


@pytest.fixture(scope="module")
def full(folder: Path) -> kg.Graph:
    """The graph with spans."""
    return kg.build(folder, mentions=True)


def rows(graph: kg.Graph, query: str) -> list[tuple[str, ...]]:
    """The rows of a query as texts."""
    return [tuple(term.value for term in row if term is not None) for row in graph.query(query).rows]


def test_everybody_named_is_counted(plain: kg.Graph, full: kg.Graph) -> None:
    """Persons, bodies and places of whom nothing is said are in the graph with their counts, in both modes."""
    counts = {label for label, *_ in rows(plain, COUNTS)}
    assert {"Anna Berg", "Karl Lind", "Velm", "Okello", "Jonas Falk", "Harbour Society"} <= counts
    assert [row[:2] for row in rows(plain, COUNTS)] == [row[:2] for row in rows(full, COUNTS)]
    assert {spans for *_, spans in rows(plain, COUNTS)} == {"0"}


def test_each_span_is_given(full: kg.Graph) -> None:
    """There are as many spans as are counted: names, descriptions and pronouns, by code points."""
    assert all(count == spans for _, count, spans in rows(full, COUNTS))
    quotes = [(quote, int(start)) for quote, start in rows(full, QUOTES)]
    assert ("Velm", TEXT.index("Velm")) in quotes
    assert ("She", TEXT.index("She")) in quotes


def test_spans_only_add(plain: kg.Graph, full: kg.Graph) -> None:
    """The graph without spans is a part of the one with them, and much smaller."""
    assert set(plain.quads()) < set(full.quads())


def test_spans_are_proved(full: kg.Graph, folder: Path, tmp_path: Path) -> None:
    """`kg verify` proves every span, and the graph conforms to the shapes."""
    path = tmp_path / "graph.ttl"
    full.write(path)
    report = verify(path, [folder])
    assert report.ok and report.evidence >= sum(int(count) for _, count, _ in rows(full, COUNTS))
    assert validate(path).conforms


def test_a_span_that_moved_is_found_out(full: kg.Graph, folder: Path, tmp_path: Path) -> None:
    """A mention whose words no longer stand in the source fails, though no fact rests on it."""
    path, changed = tmp_path / "graph.ttl", tmp_path / "b.txt"
    full.write(path)
    changed.write_text("Anna Berg lived in Holm.", encoding="utf-8")
    reasons = {f.reason for f in verify(path, [folder / "a.txt", changed]).failures}
    assert "quotation differs" in reasons


def test_counts_stand_in_the_graph_of_their_document(full: kg.Graph) -> None:
    """Removing a document removes its counts and spans; the union of all graphs is exactly the Turtle."""
    store = full.as_store()
    occurrence = ox.NamedNode("https://kg.example/ontology#Occurrence")
    graphs = {quad.graph_name for quad in store.quads_for_pattern(None, None, occurrence)}
    assert len(graphs) == 2
    assert ox.NamedNode("https://kg.example/id/entities") not in graphs
    union = {quad.triple for quad in store}
    assert union == {quad.triple for quad in ox.parse(full.turtle().encode(), format=ox.RdfFormat.TURTLE)}
