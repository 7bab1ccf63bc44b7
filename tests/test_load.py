"""What of a load needs no store: where triples go, what is refused, what is sent in which pieces."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg import store
from kg.cli import main
from kg.errors import StoreError
from kg.graph import document_iri, entities_graph
from kg.load import Difference, Report, Silent, format_report, report_as_json
from kg.load.source import open_spool
from kg.load.split import split
from kg.load.spool import Spool
from kg.portability import check_portability
from kg.resolve import BASE
from kg.run import build

TEXTS = {
    "a.txt": "Anna Berg wrote a letter to Karl Lind in May 2031. Karl Lind met Anna Berg in Oslo.",
    "b.txt": "Karl Lind met Anna Berg. Eva Holm will write to Karl Lind.",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents that tell one fact both, as Turtle and as N-Quads."""
    folder = tmp_path_factory.mktemp("load")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    for suffix in ("ttl", "nq"):
        build([folder / name for name in TEXTS], folder / f"graph.{suffix}")
    return folder


def graphs(folder: Path) -> dict[str, set[str]]:
    """Graph -> its triples, for the Turtle."""
    found: dict[str, set[str]] = {}
    for quad, graph in split(lambda: store.quads(folder / "graph.ttl")):
        found.setdefault(graph, set()).add(str(quad.triple))
    return found


def test_split_loses_and_adds_nothing(folder: Path) -> None:
    """The union of the graphs is the file, and each document has its graph."""
    found = graphs(folder)
    whole = {str(quad.triple) for quad in store.quads(folder / "graph.ttl")}
    assert set().union(*found.values()) == whole
    names = {document_iri(BASE, name) for name in identifiers(folder)}
    assert names | {entities_graph(BASE)} == set(found)


def identifiers(folder: Path) -> list[str]:
    graph = store.read(folder / "graph.ttl")
    predicate = ox.NamedNode("http://purl.org/dc/terms/identifier")
    return [quad.object.value for quad in graph.quads_for_pattern(None, predicate, None)]


def test_split_puts_facts_where_the_build_does(folder: Path) -> None:
    """What stands in a document's graph of the N-Quads stands in the same graph of the split Turtle."""
    found = graphs(folder)
    for quad in store.quads(folder / "graph.nq"):
        graph = quad.graph_name.value
        if graph != entities_graph(BASE):
            assert str(quad.triple) in found[graph]


def test_a_fact_that_two_documents_tell_is_in_both_graphs(folder: Path) -> None:
    """A plain triple goes with every document that asserts it."""
    met = ox.NamedNode("https://kg.example/ontology#metWith")
    holding = [name for name, lines in graphs(folder).items() if any(line.split(" ")[1] == str(met) for line in lines)]
    assert len(holding) == 2


def test_foreign_turtle_needs_a_graph(tmp_path: Path) -> None:
    """A file without source documents is asked where it should go."""
    path = tmp_path / "foreign.ttl"
    path.write_text("<x:a> <x:b> <x:c> .")
    with pytest.raises(StoreError, match="--graph IRI or --default-graph"), open_spool(path, None, None, Silent()):
        pass
    with open_spool(path, None, "https://x.example/g", Silent()) as spool:
        assert [(it.graph, it.triples) for it in spool.graphs] == [("https://x.example/g", 1)]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("_:a <x:b> <x:c> .", "blank node"),
        ("<x:a> <x:b> _:c <x:g> .", "blank node"),
        ("<x:a> <x:b> <x:c> _:g .", "without an IRI"),
        ("<x:a> <x:b> <x:c> <x:g> .\n<x:a> <x:b> .", "not legal RDF"),
        ("", "holds no triple"),
    ],
)
def test_what_cannot_be_loaded_is_refused(tmp_path: Path, line: str, message: str) -> None:
    """A file with blank nodes, without triples, or that is no RDF to its end, never reaches a store."""
    path = tmp_path / "bad.nq"
    path.write_text(line)
    with pytest.raises(StoreError, match=message), open_spool(path, None, None, Silent()):
        pass


@given(st.lists(st.tuples(st.integers(0, 3), st.text(max_size=30)), min_size=1, max_size=40), st.integers(1, 7))
def test_chunks_are_the_graph(found: list[tuple[int, str]], most: int) -> None:
    """Chunks of whole lines, put together, are each graph's triples, sorted and each once."""
    quads = [
        (ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal(text)), f"x:g{number}") for number, text in found
    ]
    with Spool(quads) as spool:
        assert [it.graph for it in spool.graphs] == sorted({graph for _, graph in quads})
        for graph in spool.graphs:
            chunks = list(spool.chunks(graph, most, 200))
            lines = b"".join(chunks).decode().split("\n")[:-1]
            expected = {f"{quad.triple} ." for quad, name in quads if name == graph.graph}
            assert sorted(expected) == sorted({f"{it.triple} ." for it in parsed(lines)})
            assert len(lines) == graph.triples == len(expected)
            assert all(chunk.endswith(b" .\n") and chunk.count(b" .\n") <= most + chunk.count(b'"') for chunk in chunks)
            assert b"".join(spool.pieces(graph)) == b"".join(chunks)


def parsed(lines: list[str]) -> list[ox.Quad]:
    return list(ox.parse("\n".join(lines), format=ox.RdfFormat.N_TRIPLES))


def test_report_in_words_and_json() -> None:
    """Differences come first, told triple by triple and without control characters; the sum comes last."""
    difference = Difference("x:g", ("<x:s> <x:p> \"\x1b[31m1\" .",), ('<x:s> <x:p> "2" .',), (("", 2, 1),))
    report = Report(2, 10, 1, (), ("x:h",), "counts", (difference,), 0.5)
    assert format_report(report, "http://x (oxigraph)").splitlines() == [
        "x:g: differs",
        "  all: 2 in the file, 1 in the store",
        '  sent   <x:s> <x:p> "[31m1" .',
        '  holds  <x:s> <x:p> "2" .',
        "1 graph with other triples besides, which stay (--replace swaps graphs)",
        "http://x (oxigraph): 2 graphs, 10 triples: 1 sent, 1 there already; 1 graph differ",
    ]
    assert json.loads(report_as_json(report))["ok"] is False


def test_what_a_build_writes_is_portable(folder: Path) -> None:
    """Nothing is found against the graph of a build."""
    assert check_portability(store.quads(folder / "graph.nq")) == ()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["load", "GRAPH", "--to", "ftp://x"], "not the URL of a store"),
        (["load", "GRAPH", "--to", "http://a:b@x"], "neither user nor password"),
        (["load", "GRAPH", "--to", "http://x/?a=b"], "no parameters"),
        (["load", "GRAPH", "--to", "http://127.0.0.1:1", "--patience", "0"], "whether the store is up"),
        (["load", "GRAPH", "--to", "http://x", "--graph", "x:g", "--default-graph"], "not both"),
        (["load", "GRAPH", "--to", "http://x", "--graph", "x:g", "--delete-missing"], "leave out --graph"),
        (["load", "GRAPH", "--to", "http://x", "--user", "a", "--password-env", "NO_SUCH"], "no variable NO_SUCH"),
        (["unload", "--from", "http://127.0.0.1:1"], "whether the store is up"),
        (["query", "timeline", "--endpoint", "http://127.0.0.1:1"], "whether the store is up"),
    ],
)
def test_errors_are_one_line(folder: Path, arguments: list[str], message: str) -> None:
    """What cannot be done ends with 2 and one line."""
    words = [str(folder / "graph.nq") if word == "GRAPH" else word for word in arguments]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
