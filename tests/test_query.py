"""Saved queries and their files, on the sample graph of `graphs/`."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.query import (
    SavedQuery,
    default_folders,
    find_query,
    parse_query,
    run,
    saved_queries,
)
from kg.store import read

SAMPLE = Path(__file__).parent / "graphs" / "sample.ttl"
QUERIES = {query.name: query for query in saved_queries()}
REQUIRED = {
    "about", "claims-by-speaker", "contacts", "corroborated", "deliveries", "entities", "letters-between", "meetings",
    "mentions", "not-facts", "positions", "replies", "reunions", "separations", "sources", "spouses", "timeline",
    "who-wrote-to-whom",
}  # fmt: skip
NEEDED = {"about": {"entity": "Anna Berg"}}
"""Values for the parameters that are not optional."""


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return read(SAMPLE)


@pytest.fixture(scope="module")
def scattered() -> ox.Store:
    """The sample in two named graphs that overlap, filled in another order."""
    store = ox.Store()
    graphs = ox.NamedNode("https://x.example/1"), ox.NamedNode("https://x.example/2")
    for i, quad in enumerate(sorted(read(SAMPLE), key=str, reverse=True)):
        for graph in graphs if i % 3 == 0 else graphs[i % 2 :][:1]:
            store.add(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
    return store


def lines(store: ox.Store, query: str | SavedQuery, columns: str, **params: str) -> list[str]:
    """The chosen columns of each row, joined by `|`."""
    result = run(store, query, params)
    picked = [result.columns.index(name) for name in columns.split()]
    return ["|".join("" if row[i] is None else row[i].value for i in picked) for row in result.rows]


# -- the saved queries ---------------------------------------------------------------------------------------


def test_every_promised_query_is_there() -> None:
    """The queries that the documentation names exist."""
    assert set(QUERIES) >= REQUIRED


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_header_is_complete(name: str) -> None:
    """Title, description and a description of each parameter are given, and parameters are projected variables."""
    query = QUERIES[name]
    assert query.title and query.description
    selected = re.search(r"^SELECT(.*?)^WHERE", query.text, re.DOTALL | re.MULTILINE)
    assert selected
    for parameter in query.parameters:
        assert parameter.description
        assert re.search(rf"\?{parameter.name}\b", selected[1])


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_same_rows_from_named_graphs_in_another_order(name: str, store: ox.Store, scattered: ox.Store) -> None:
    """A query gives the same bytes for the default graph and for overlapping named graphs, and no row twice."""
    result = run(store, QUERIES[name], NEEDED.get(name))
    assert result.payload == run(scattered, QUERIES[name], NEEDED.get(name)).payload
    assert len(set(result.rows)) == len(result.rows)


FACTS = [
    ("who-wrote-to-whom", {}, "senderLabel recipientLabel time speakerLabel source", [
        "Anna Berg|Ivo Markt|2031-03|Lena Foss|sources/chronicle.txt",
        "Anna Berg|Ivo Markt|2031-03||sources/harbour.txt",
        "Zoë Lind|Anna Berg|2031-05/2031-07||sources/postcard.md",
    ]),
    ("who-wrote-to-whom", {"sender": "Zoë Lind"}, "senderLabel recipientLabel", ["Zoë Lind|Anna Berg"]),
    ("who-wrote-to-whom", {"sender": "Zoë Lind", "recipient": "Markt"}, "senderLabel", []),
    ("deliveries", {}, "bearerLabel receiverLabel places occasions time", [
        "Tomas Berg|Ivo Markt|Velm|Lakeside summit|2031-04-02",
    ]),
    ("deliveries", {"recipient": "Anna Berg"}, "bearerLabel", []),
    ("replies", {}, "replierLabel writerLabel speakerLabel", ["Ivo Markt|Anna Berg|Anna Berg"]),
    ("reunions", {}, "whoLabel count withLabel withCount time speakerLabel", [
        "eight children|8|families|||Lena Foss",
        "eight children|8|families||2031-05|Anna Berg",
    ]),
    ("separations", {}, "whoLabel count withLabel time", ["three of the children|3|parents|2030-24"]),
    ("meetings", {}, "whoLabel withLabel time", ["Ivo Markt|Lena Foss|1999"]),
    ("meetings", {"person": "Lena Foss"}, "whoLabel withLabel", ["Ivo Markt|Lena Foss"]),
    ("meetings", {"person": "Ivo Markt"}, "whoLabel withLabel", ["Ivo Markt|Lena Foss"]),
    ("meetings", {"person": "Tomas Berg"}, "whoLabel", []),
    ("contacts", {}, "whoLabel", []),
    ("spouses", {"person": "Anna Berg"}, "whoLabel withLabel", ["Tomas Berg|Anna Berg"]),
    ("positions", {}, "holderLabel position", ["Anna Berg|mayor of Ostby"]),
    ("claims-by-speaker", {"speaker": "Foss"}, "subjectLabel property objectLabel", [
        "Anna Berg|wroteLetterTo|Ivo Markt",
        "eight children|reunitedWith|families",
    ]),
    ("corroborated", {}, "subjectLabel property objectLabel documents speakers sources", [
        "Anna Berg|wroteLetterTo|Ivo Markt|2|1|sources/chronicle.txt; sources/harbour.txt",
    ]),
    ("corroborated", {"minimum": "3"}, "subjectLabel", []),
    ("not-facts", {}, "factuality subjectLabel property objectLabel", [
        "https://kg.example/ontology#Negated|Tomas Berg|metWith|Lena Foss",
        "https://kg.example/ontology#Planned|eight children|reunitedWith|families",
        "https://kg.example/ontology#Possible|Tomas Berg|spokeWith|Lena Foss",
    ]),
    ("not-facts", {"factuality": "planned"}, "subjectLabel time", ["eight children|--08"]),
    ("about", {"entity": "Lena Foss"}, "property source start", [
        "wroteLetterTo|sources/chronicle.txt|0",
        "metWith|sources/chronicle.txt|72",
        "spokeWith|sources/chronicle.txt|101",
        "reunitedWith|sources/chronicle.txt|230",
        "metWith|sources/harbour.txt|338",
    ]),
    ("letters-between", {"a": "Ivo Markt", "b": "Anna Berg"}, "subjectLabel property objectLabel source", [
        "Anna Berg|wroteLetterTo|Ivo Markt|sources/chronicle.txt",
        "Anna Berg|wroteLetterTo|Ivo Markt|sources/harbour.txt",
        "Ivo Markt|repliedToLetterFrom|Anna Berg|sources/harbour.txt",
    ]),
    ("timeline", {}, "time subjectLabel property objectLabel", [
        "1999|Ivo Markt|metWith|Lena Foss",
        "2030-24|three of the children|separatedFrom|parents",
        "2031-03|Anna Berg|wroteLetterTo|Ivo Markt",
        "2031-03|Anna Berg|wroteLetterTo|Ivo Markt",
        "2031-04-02|Tomas Berg|deliveredLetterAt|Lakeside summit",
        "2031-04-02|Tomas Berg|deliveredLetterAt|Velm",
        "2031-04-02|Tomas Berg|deliveredLetterTo|Ivo Markt",
        "2031-05|eight children|reunitedWith|families",
        "2031-05/2031-07|Zoë Lind|wroteLetterTo|Anna Berg",
        "--08|eight children|reunitedWith|families",
    ]),
    ("sources", {}, "source title date facts notFacts", [
        "sources/chronicle.txt|||4|1",
        "sources/harbour.txt|The letter of the mayor|2031-05-04|8|2",
        "sources/postcard.md|Zoë’s summer 🙂||2|0",
    ]),
    ("entities", {"class": "Person"}, "entityLabel classes names documents", [
        "Anna Berg|Agent, Person|Berg; Mrs Berg|3",
        "Emil Lind|Agent, Person||1",
        "Ivo Markt|Agent, Person|Markt|2",
        "Lena Foss|Agent, Person|Foss|2",
        "Tomas Berg|Agent, Person|Berg|2",
        "Zoë Lind|Agent, Person||1",
        ]),
    ("mentions", {}, "entityLabel classes mentions documents", [
        "Anna Berg|Agent, Person|8|3",
        "Ivo Markt|Agent, Person|5|2",
        "Velm|Place|1|1",
    ]),
    ("mentions", {"class": "Place"}, "entityLabel mentions", ["Velm|1"]),
    ("entities", {"class": "Event"}, "entityLabel classes count", ["Lakeside summit|Event|"]),
    ("entities", {"class": "Group"}, "entityLabel count", [
        "eight children|8", "eight children|8", "families|", "families|", "parents|", "three of the children|3",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "params", "columns", "expected"), FACTS)
def test_rows(name: str, params: dict[str, str], columns: str, expected: list[str], store: ox.Store) -> None:
    """Each query gives the sample's facts, each statement once, in its order."""
    assert lines(store, QUERIES[name], columns, **params) == expected


def test_delivery_without_recipient() -> None:
    """A delivery whose recipient is not told is listed, but not for a recipient that is asked for."""
    store = ox.Store()
    store.load(
        SAMPLE.read_bytes().replace(b"kg:recipient person:ivo-markt", b"kg:topic person:ivo-markt"),
        format=ox.RdfFormat.TURTLE,
    )
    assert lines(store, QUERIES["deliveries"], "bearerLabel receiverLabel places") == ["Tomas Berg||Velm"]
    assert lines(store, QUERIES["deliveries"], "bearerLabel", recipient="Ivo Markt") == []


TIMES = ["-0044-03-15", "0079", "1848-22", "1848-12", "1999/2001", "../2005", "2010~", "2010-05-01", "--02", "--03-01"]


def test_timeline_sorts_every_kind_of_time() -> None:
    """Years before ours, seasons, intervals, open starts and marks of doubt stand in order; no year comes last."""
    turtle = SAMPLE.read_text(encoding="utf-8")
    for i, time in enumerate(reversed(TIMES)):
        turtle += f"""
event:t{i} a kg:Event ; kg:time "{time}"^^edtf:EDTF .
st:t{i} a kg:Assertion ; kg:aboutEvent event:t{i} ; prov:wasDerivedFrom ev:e14 ; kg:factuality kg:Actual ;
    rdf:subject person:emil-lind ; rdf:predicate kg:metWith ; rdf:object person:emil-lind .
"""
    store = ox.Store()
    store.load(turtle.encode(), format=ox.RdfFormat.TURTLE)
    assert lines(store, QUERIES["timeline"], "time", entity="Emil Lind") == TIMES


def test_from_chooses_a_graph(scattered: ox.Store) -> None:
    """FROM is honoured: only that graph is read."""
    everywhere = lines(scattered, "SELECT DISTINCT ?s ?p { ?s ?p ?o }", "s p")
    somewhere = lines(scattered, "SELECT DISTINCT ?s ?p FROM <https://x.example/1> { ?s ?p ?o }", "s p")
    assert 0 < len(somewhere) < len(everywhere)


# -- files -----------------------------------------------------------------------------------------------------


def test_a_file_is_a_query(tmp_path: Path, store: ox.Store) -> None:
    """Any .rq file runs, with and without header."""
    path = tmp_path / "mine.rq"
    path.write_text("#+ title: Mine\nASK { ?s ?p ?o }", encoding="utf-8")
    query = find_query(str(path), ())
    assert (query.name, query.title, run(store, query).boolean) == ("mine", "Mine", True)


def test_unknown_query_gives_near_names() -> None:
    """A name that is no query is refused with those that resemble it."""
    with pytest.raises(QueryError, match="did you mean reunions"):
        find_query("reunion", saved_queries())


def test_first_folder_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders given come before those of KG_QUERIES, and these before kg's own."""
    given, named = tmp_path / "given", tmp_path / "named"
    for folder, names in ((given, ["a"]), (named, ["a", "replies"])):
        folder.mkdir()
        for name in names:
            (folder / f"{name}.rq").write_text(f"#+ title: {folder.name}\nASK {{}}", encoding="utf-8")
    monkeypatch.setenv("KG_QUERIES", str(named))
    titles = {query.name: query.title for query in saved_queries(default_folders([given]))}
    assert (titles["a"], titles["replies"], titles["about"]) == ("given", "named", QUERIES["about"].title)


def test_missing_folder_is_told(tmp_path: Path) -> None:
    """A folder that is not there is an error, not an empty list."""
    with pytest.raises(QueryError, match="no such folder"):
        saved_queries([tmp_path / "none"])


@pytest.mark.parametrize(("header", "reason"), [
    ("#+ titel: x", "unknown field `titel`"),
    ("#+ params: [{name: x, typ: entity}]", "unknown field `typ`"),
    ("#+ params: [{name: x, type: person}]", "Invalid enum value 'person'"),
    ("#+ params: [{type: entity}]", "missing required field `name`"),
    ("#+ title: [", "header line"),
    ("#+ title: \x1a", "header: unacceptable character"),
    ("#+ params: [{name: 'a b'}]", "'a b' is no parameter name"),
    ("#+ title: " + "[" * 5_000, "header: is nested too deeply"),
    ("#+ - title", "header: Expected `object`, got `array`"),
])
def test_faulty_header_is_refused(header: str, reason: str) -> None:
    """A header with an unknown key, type or bad YAML is refused with its reason, on one line."""
    with pytest.raises(QueryError, match=re.escape(reason)) as caught:
        parse_query(f"{header}\nASK {{}}", "mine")
    assert str(caught.value).startswith("mine: header") and "\n" not in str(caught.value)


def test_default_keeps_its_words() -> None:
    """A default is the user's word, also where YAML would read a date, a number or a false."""
    query = parse_query("#+ params: [{name: a, default: 2031-05-01}, {name: b, default: no}]\nASK {}")
    assert [parameter.default for parameter in query.parameters] == ["2031-05-01", "no"]
