"""Formats of results."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.query import format_result, run, saved_queries
from kg.query.results import printable
from kg.store import read

SAMPLE = Path(__file__).parent / "graphs" / "sample.ttl"
QUERIES = {query.name: query for query in saved_queries()}


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return read(SAMPLE)


def test_table_shows_labels_and_leaves_out_empty_columns(store: ox.Store) -> None:
    """`xLabel` stands in for `x`, columns without value are left out, numbers stand right."""
    text = format_result(run(store, QUERIES["separations"]), "table")
    assert text == (
        "who                    count  with     time     source                 start  quote\n"
        "---------------------  -----  -------  -------  ---------------------  -----  "
        "------------------------------------------------------------------------------\n"
        "three of the children      3  parents  2030-24  sources/chronicle.txt    151  "
        "In the winter of 2030 three of the children were separated from their parents.\n"
    )


def test_table_leaves_out_what_was_asked_for(store: ox.Store) -> None:
    """The value of a parameter, the same in every row, is a column of CSV and not of the table."""
    result = run(store, QUERIES["meetings"], {"person": "Lena Foss"})
    assert format_result(result, "table").splitlines()[0].split() == ["who", "with", "time", "source", "start", "quote"]
    assert format_result(result, "csv").splitlines()[0].endswith(",quote,person")


def test_empty_table_has_a_head(store: ox.Store) -> None:
    """Without rows the head still tells the columns."""
    text = format_result(run(store, QUERIES["contacts"]), "table")
    assert text.splitlines()[0].split() == ["who", "with", "time", "speaker", "source", "start", "quote", "person"]


def test_table_of_iris_shows_labels_from_the_store(store: ox.Store) -> None:
    """With the store at hand entities are shown by label, other IRIs with prefix."""
    result = run(store, "SELECT ?s ?c { ?s kg:holdsPosition ?o ; a ?c }")
    assert format_result(result, store=store).splitlines()[2] == "Anna Berg  kg:Person"
    assert format_result(result).splitlines()[2] == "https://kg.example/id/person/anna-berg  kg:Person"


@pytest.mark.parametrize("width", [80, 100, 140])
def test_table_fits_the_terminal(width: int, store: ox.Store) -> None:
    """The widest columns give way until a line fits."""
    text = format_result(run(store, QUERIES["meetings"]), width=width)
    assert all(len(line) <= width for line in text.splitlines())
    assert ("…" in text) == (width == 80)


def test_table_is_safe_for_a_terminal() -> None:
    """Escape sequences, line ends and marks that turn the text's direction do not reach the terminal."""
    nasty = "a\x1b[31mb\nc\u202ed\x07"
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal(nasty)))
    text = format_result(run(store, "SELECT ?o { ?s ?p ?o }"))
    assert text.splitlines()[2] == "a[31mb cd"
    assert printable("\x9b2J\u2028x") == "2J x"


def test_machine_formats(store: ox.Store) -> None:
    """CSV, TSV, JSON and XML are those of the W3C recommendations, with every column."""
    result = run(store, "SELECT ?s ?o ?none { ?s kg:holdsPosition ?o }")
    iri = "https://kg.example/id/person/anna-berg"
    assert format_result(result, "csv") == f"s,o,none\r\n{iri},mayor of Ostby,\r\n"
    assert format_result(result, "tsv") == f'?s\t?o\t?none\n<{iri}>\t"mayor of Ostby"\t\n'
    assert json.loads(format_result(result, "json"))["results"]["bindings"][0]["s"] == {"type": "uri", "value": iri}
    assert "<literal>mayor of Ostby</literal>" in format_result(result, "xml")


def test_ask_formats(store: ox.Store) -> None:
    """The answer of an ASK in words and as JSON."""
    yes, no = run(store, "ASK { ?s a kg:Person }"), run(store, "ASK { ?s a kg:Nobody }")
    assert (format_result(yes), format_result(no)) == ("yes\n", "no\n")
    assert json.loads(format_result(no, "json"))["boolean"] is False


def test_graph_formats(store: ox.Store) -> None:
    """A CONSTRUCT is sorted Turtle or N-Triples, the same for any order of the store."""
    result = run(store, "CONSTRUCT { ?a kg:spouse ?b } { ?a kg:spouse ?b }")
    assert len(result.triples) == 4
    text = format_result(result, "n-triples")
    assert text.splitlines() == sorted(text.splitlines())
    assert "@prefix kg:" in format_result(result) and "kg:spouse" in format_result(result)


def test_format_has_to_fit_the_query(store: ox.Store) -> None:
    """Turtle of a SELECT and CSV of a CONSTRUCT are refused with the formats that fit."""
    with pytest.raises(QueryError, match="choose table, csv, tsv, json, xml"):
        format_result(run(store, "SELECT ?s {}"), "turtle")
    with pytest.raises(QueryError, match="choose turtle, n-triples"):
        format_result(run(store, "CONSTRUCT WHERE { ?s a kg:Place }"), "csv")
