"""Saved queries, parameters, results: on the sample graph of `graphs/`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.query import (
    SavedQuery,
    default_folders,
    find_query,
    format_result,
    parse_query,
    resolve_entity,
    run,
    saved_queries,
)
from kg.query.engine import keywords
from kg.query.prefixes import expand, shorten
from kg.query.results import printable
from kg.store import read

SAMPLE = Path(__file__).parent / "graphs" / "sample.ttl"
QUERIES = {query.name: query for query in saved_queries()}
REQUIRED = {
    "about", "claims-by-speaker", "contacts", "corroborated", "deliveries", "entities", "letters-between", "meetings",
    "not-facts", "positions", "replies", "reunions", "separations", "sources", "spouses", "timeline",
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


def one_literal(text: str) -> ox.Store:
    """A store with one triple, `<urn:a> <urn:p> "text"`."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal(text)))
    return store


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
    ("deliveries", {}, "bearerLabel recipientLabel placeLabel occasionLabel time", [
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
    ("timeline", {}, "time kind subjectLabel property objectLabel", [
        "1999|Meeting|Ivo Markt|metWith|Lena Foss",
        "2030-24|Separation|three of the children|separatedFrom|parents",
        "2031-03|LetterWriting|Anna Berg|wroteLetterTo|Ivo Markt",
        "2031-03|LetterWriting|Anna Berg|wroteLetterTo|Ivo Markt",
        "2031-04-02|LetterDelivery|Tomas Berg|deliveredLetterAt|Lakeside summit",
        "2031-04-02|LetterDelivery|Tomas Berg|deliveredLetterAt|Velm",
        "2031-04-02|LetterDelivery|Tomas Berg|deliveredLetterTo|Ivo Markt",
        "2031-05|Reunion|eight children|reunitedWith|families",
        "2031-05/2031-07|LetterWriting|Zoë Lind|wroteLetterTo|Anna Berg",
        "--08|Reunion|eight children|reunitedWith|families",
    ]),
    ("sources", {}, "source title date facts notFacts", [
        "sources/chronicle.txt|||4|1",
        "sources/harbour.txt|The letter of the mayor|2031-05-04|8|2",
        "sources/postcard.md|Zoë’s summer 🙂||2|0",
    ]),
    ("entities", {"class": "Person"}, "entityLabel names documents", [
        "Anna Berg|Berg; Mrs Berg|3",
        "Emil Lind||1",
        "Ivo Markt|Markt|2",
        "Lena Foss|Foss|2",
        "Tomas Berg|Berg|2",
        "Zoë Lind||1",
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
    assert lines(store, QUERIES["deliveries"], "bearerLabel recipientLabel placeLabel") == ["Tomas Berg||Velm"]
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


# -- parameters ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [
    "Zoë Lind", "zoë lind", "ZOË LIND", "https://kg.example/id/person/zoe-lind", "<https://kg.example/id/person/zoe-lind>",
])
def test_entity_by_label_case_or_iri(name: str, store: ox.Store) -> None:
    """A label in any case, a bare IRI and one in angle brackets mean the same entity."""
    assert resolve_entity(store, name).value == "https://kg.example/id/person/zoe-lind"


def test_entity_by_other_name(store: ox.Store) -> None:
    """A skos:altLabel means its entity."""
    assert resolve_entity(store, "Mrs Berg").value == "https://kg.example/id/person/anna-berg"


def test_label_wins_over_other_name() -> None:
    """The entity whose label is the name is meant, not one that is also called so."""
    store = ox.Store()
    store.load(SAMPLE.read_bytes() + b'\nperson:berg rdfs:label "Berg" .', format=ox.RdfFormat.TURTLE)
    assert resolve_entity(store, "Berg").value == "https://kg.example/id/person/berg"


def test_ambiguous_name_lists_entities(store: ox.Store) -> None:
    """A name of several entities is refused on one line that lists IRI, label and class of each."""
    with pytest.raises(QueryError) as caught:
        resolve_entity(store, "Berg")
    assert str(caught.value) == (
        "'Berg' names 2 entities: <https://kg.example/id/person/anna-berg> \"Anna Berg\" (Person), "
        '<https://kg.example/id/person/tomas-berg> "Tomas Berg" (Person); give the IRI of one'
    )


def test_unknown_name_gives_nearest(store: ox.Store) -> None:
    """An unknown name is refused with the labels that resemble it."""
    with pytest.raises(QueryError, match="nearest are Anna Berg"):
        resolve_entity(store, "Ana Berg")


@pytest.mark.parametrize("name", ['x" } DROP ALL #', "> ?s ?p ?o", "\\", "'", "urn:x> }"])
def test_values_never_become_query_text(name: str, store: ox.Store) -> None:
    """A value that looks like SPARQL is an unknown name or a bad IRI, never part of the query."""
    with pytest.raises(QueryError):
        run(store, QUERIES["about"], {"entity": name})


def test_string_parameter_keeps_its_characters() -> None:
    """A string is bound as a literal, whatever it holds."""
    text = 'a" . ?s ?p "\\ } #'
    store = one_literal(text)
    query = parse_query("#+ params: [{name: text}]\nSELECT ?s ?text { ?s <urn:p> ?text }")
    assert lines(store, query, "s", text=text) == ["urn:a"]


@pytest.mark.parametrize(("kind", "value", "expected"), [
    ("integer", "-7", '"-7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ("decimal", "0.5", '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    ("boolean", "true", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    ("date", "2031", '"2031"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
    ("date", "2031-05", '"2031-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
    ("date", "2031-05-04", '"2031-05-04"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ("string", "2031", '"2031"'),
    ("property", "metWith", "<https://kg.example/ontology#metWith>"),
    ("property", "rdfs:label", "<http://www.w3.org/2000/01/rdf-schema#label>"),
    ("class", "kg:Person", "<https://kg.example/ontology#Person>"),
    ("iri", "urn:isbn:0", "<urn:isbn:0>"),
])
def test_value_by_type(kind: str, value: str, expected: str) -> None:
    """Words become terms as the parameter's type says."""
    query = parse_query(f"#+ params: [{{name: x, type: {kind}}}]\nSELECT ?x {{}}")
    assert [str(row[0]) for row in run(ox.Store(), query, {"x": value}).rows] == [expected]


@pytest.mark.parametrize(("kind", "value"), [
    ("integer", "seven"), ("decimal", "1,5"), ("boolean", "yes"), ("date", "May"), ("property", "met with"),
    ("iri", "metWith"), ("iri", "<a b>"), ("iri", "<no-scheme>"),
])
def test_bad_value_is_refused(kind: str, value: str) -> None:
    """A value that does not fit its type is refused by name."""
    query = parse_query(f"#+ params: [{{name: x, type: {kind}}}]\nSELECT ?x {{}}")
    with pytest.raises(QueryError, match=re.escape(value.strip("<>"))):
        run(ox.Store(), query, {"x": value})


def test_choices_are_listed(store: ox.Store) -> None:
    """A value outside the choices is refused with the choices."""
    with pytest.raises(QueryError, match="'Actual' is not one of Negated, Planned, Possible"):
        run(store, QUERIES["not-facts"], {"factuality": "Actual"})


def test_missing_value_is_named(store: ox.Store) -> None:
    """A parameter that is neither optional nor has a default has to be given."""
    with pytest.raises(QueryError, match=r"about: parameter entity needs a value; give --param entity=…"):
        run(store, QUERIES["about"])


def test_unknown_parameter_lists_the_known(store: ox.Store) -> None:
    """A parameter that the query does not declare is refused with those that it has."""
    with pytest.raises(QueryError, match="no parameter who; it has sender, recipient"):
        run(store, QUERIES["who-wrote-to-whom"], {"who": "Anna Berg"})
    with pytest.raises(QueryError, match="no parameter x; it has none"):
        run(store, "SELECT ?x {}", {"x": "1"})


# -- the engine ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "select * { service silent <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '#' . SERVICE ?s { ?s ?p ?o } }",
    "SELECT * { ?s ?p \"\"\"\"#\"\"\" SERVICE ?s { ?s ?p ?o } }",
    "SELECT * { ?s ?p <http://x/#> SERVICE ?s { ?s ?p ?o } }",
])
def test_service_is_refused(text: str, store: ox.Store) -> None:
    """A query never asks another server, however the word is written."""
    with pytest.raises(QueryError, match="SERVICE"):
        run(store, text)


@pytest.mark.parametrize("text", [
    "SELECT ?service { ?service a kg:service }",
    "# SERVICE <x>\nSELECT * { ?s ?p 'SERVICE', \"a\\\"SERVICE\", '''SERVICE's''', <urn:SERVICE>, 'x'@service }",
])
def test_service_as_a_name_is_fine(text: str, store: ox.Store) -> None:
    """The word in comments, strings, IRIs, variables and names is no call."""
    assert run(store, text).rows == ()


@pytest.mark.parametrize("text", ["INSERT DATA { <urn:a> <urn:b> 1 }", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL"])
def test_update_is_refused(text: str, store: ox.Store) -> None:
    """An update does not run and is told to be one."""
    before = len(store)
    with pytest.raises(QueryError, match="update"):
        run(store, text)
    assert len(store) == before


def test_keywords_are_bare_words() -> None:
    """Only words outside comments, strings, IRIs, variables and prefixed names count."""
    assert keywords("ASK { ?from a ex:from ; <urn:from> 'from' } # from\nLIMIT 1") == {"ASK", "A", "LIMIT", "1"}


def test_syntax_error_is_one_line_with_position(store: ox.Store) -> None:
    """A syntax error names line and column and stays short."""
    with pytest.raises(QueryError) as caught:
        run(store, "SELECT ?s\nWHERE { ?s")
    assert str(caught.value).startswith("query: line 2, column ")
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 200


def test_undeclared_prefix_is_told(store: ox.Store) -> None:
    """An unknown prefix is named as the reason."""
    with pytest.raises(QueryError, match=r"line 1, column \d+: a prefix is not declared"):
        run(store, "SELECT * { ?s foo:bar ?o }")


def test_common_prefixes_need_no_declaration(store: ox.Store) -> None:
    """SPARQL text may use the vocabulary's prefixes as they are."""
    assert run(store, "ASK { ?s a kg:Person ; rdfs:label 'Anna Berg' }").boolean


def test_from_chooses_a_graph(scattered: ox.Store) -> None:
    """FROM is honoured: only that graph is read."""
    everywhere = lines(scattered, "SELECT DISTINCT ?s ?p { ?s ?p ?o }", "s p")
    somewhere = lines(scattered, "SELECT DISTINCT ?s ?p FROM <https://x.example/1> { ?s ?p ?o }", "s p")
    assert 0 < len(somewhere) < len(everywhere)


# -- files -------------------------------------------------------------------------------------------------


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


# -- results -------------------------------------------------------------------------------------------------


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
    store = one_literal(nasty)
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


@pytest.mark.parametrize(("short", "iri"), [
    ("kg:Person", "https://kg.example/ontology#Person"),
    ("<urn:x>", "urn:x"),
    ("https://x.example/a", "https://x.example/a"),
    ("Anna Berg", None),
    ("note: this", None),
    ("nope:x", None),
])
def test_expand(short: str, iri: str | None) -> None:
    """IRIs and prefixed names are known, anything else is a name."""
    assert expand(short) == iri


def test_shorten_keeps_what_fits_no_prefix() -> None:
    """An IRI with a path behind the namespace stays as it is."""
    assert shorten("https://schema.org/a/b") == "https://schema.org/a/b"
    assert shorten("https://kg.example/ontology#Actual") == "kg:Actual"
