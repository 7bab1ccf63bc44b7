"""Formats of results."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

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


# -- texts that a program would take for something else ----------------------------------------------------


DIRECTIONS = "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def shown(text: str, format: str, datatype: str = "string") -> str:
    """The text of a literal in a format."""
    graph = ox.Store()
    kind = ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}")
    graph.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal(text, datatype=kind)))
    return format_result(run(graph, "SELECT ?o { ?s ?p ?o }"), format)


@pytest.mark.parametrize("text", [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\tx", "\rx",
    "\nx", '=HYPERLINK("x")', "＝1", "-0044-03-15",
])
def test_csv_holds_no_formula(text: str) -> None:
    """A text that a spreadsheet would run has an apostrophe before it; the formats for programs leave it as it is."""
    assert [*csv.reader(io.StringIO(shown(text, "csv"), newline=""))] == [["o"], [f"'{text}"]]
    assert json.loads(shown(text, "json"))["results"]["bindings"][0]["o"]["value"] == text
    assert ET.fromstring(shown(text, "xml")).findtext(".//{*}literal") == text
    [(name,), (cell,)] = csv.reader(shown(text, "tsv").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    assert (name, str(ox.Literal(text))) == ("?o", cell)


@pytest.mark.parametrize(("text", "datatype"), [
    ("-7", "integer"), ("+7", "integer"), ("-7.5", "decimal"), ("-1e-3", "double"), ("Anna = Bo", "string"),
    ("", "string"), ("'=1", "string"), ("1-1", "string"),
])
def test_csv_leaves_numbers_and_other_texts(text: str, datatype: str) -> None:
    """Negative numbers, and signs inside a text, are no formulas."""
    assert [*csv.reader(io.StringIO(shown(text, "csv"), newline=""))][1:] == [[text] if text else []]


@given(st.text())
def test_texts_come_back_from_formats_for_programs(text: str) -> None:
    """JSON and TSV give each text back; XML, too, save that what it cannot hold is U+FFFD."""
    assert json.loads(shown(text, "json"))["results"]["bindings"][0]["o"]["value"] == text
    solutions = ox.parse_query_results(shown(text, "tsv").encode(), format=ox.QueryResultsFormat.TSV)
    assert [row[0].value for row in solutions] == [text]  # type: ignore[union-attr]
    legal = re.sub("[^\t\n\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    assert (ET.fromstring(shown(text, "xml")).findtext(".//{*}literal") or "") == legal


@given(st.text())
def test_tables_hold_nothing_that_a_terminal_obeys(text: str) -> None:
    """Whatever a text holds, its table has three lines, none with control or direction characters."""
    head, rule, *cells, end = shown(text, "table").split("\n")
    assert (head, len(cells), end) == ("o", 1, "")
    assert not [c for c in head + rule + cells[0] if unicodedata.category(c) == "Cc" or c in DIRECTIONS]
