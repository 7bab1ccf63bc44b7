"""Parameter values as terms, names of entities, and what the engine refuses."""

from __future__ import annotations

import re
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.errors import QueryError
from kg.query import parse_query, resolve_entity, run, saved_queries
from kg.query.parameters import names_of
from kg.query.permission import check_allowed, keywords
from kg.query.prefixes import PREFIXES, expand, shorten
from kg.query.saved import ParameterType, SavedQuery
from kg.store import read

SAMPLE = Path(__file__).parent / "graphs" / "sample.ttl"
QUERIES = {query.name: query for query in saved_queries()}


@contextmanager
def server() -> Iterator[tuple[str, list[str]]]:
    """A SPARQL endpoint that answers every question with one row; its address, and what was asked of it."""
    requests: list[str] = []
    row = b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "from far"}}]}}'

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            requests.append(f"http://{self.headers['host']}{self.path.partition('?')[0]}")
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(row)))
            self.end_headers()
            self.wfile.write(row)

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as listening:
        thread = threading.Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}/", requests
        listening.shutdown()
        thread.join()


def kg(*arguments: object) -> Result:
    """Run a command inside this process."""
    return CliRunner().invoke(main, [str(it) for it in arguments], prog_name="kg")


@pytest.fixture(scope="module")
def graph() -> Path:
    return SAMPLE


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return read(SAMPLE)


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
        "'Berg' names 2 entities: <https://kg.example/id/person/anna-berg> \"Anna Berg\" (Agent, Person), "
        '<https://kg.example/id/person/tomas-berg> "Tomas Berg" (Agent, Person); give the IRI of one'
    )


def test_ambiguous_name_in_another_case_is_told_as_given(store: ox.Store) -> None:
    """A name that fits several entities whatever its case is refused as it was given, with labels and classes."""
    with pytest.raises(QueryError, match=r"^'bERG' names 2 entities: <\S+> \"Anna Berg\" \(Agent, Person\), "):
        resolve_entity(store, "bERG")


def named(turtle: str) -> ox.Store:
    """A small graph of named things."""
    graph = ox.Store()
    prefixes = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("kg", "rdfs", "skos"))
    graph.load(f"{prefixes}{turtle}".encode(), format=ox.RdfFormat.TURTLE)
    return graph


def test_long_lists_of_entities_are_cut() -> None:
    """Of many entities with one name eight are listed, and the others counted."""
    eight = "".join(f'<x:{i}> rdfs:label "Holm" . ' for i in range(8))
    with pytest.raises(QueryError, match=r"names 8 entities: .*, <x:7> \"Holm\" \(no class\); give the IRI of one$"):
        resolve_entity(named(eight), "Holm")
    eleven = eight + '<x:8> rdfs:label "Holm" . <x:9> rdfs:label "Holm" . <x:a> rdfs:label "Holm" .'
    with pytest.raises(QueryError, match=r"names 11 entities: .*<x:7> \S+ \(no class\), and 3 more; give the IRI"):
        resolve_entity(named(eleven), "Holm")


def test_entity_without_label_is_listed_by_iri() -> None:
    """What has other names only is called by its IRI."""
    graph = named('<x:a> skos:altLabel "Holm" . <x:b> skos:altLabel "Holm" ; rdfs:label "Ada Holm" .')
    with pytest.raises(QueryError, match=r'<x:a> "x:a" \(no class\), <x:b> "Ada Holm"'):
        resolve_entity(graph, "Holm")


def test_only_names_are_names() -> None:
    """Whatever its case, the text of another property is no name, nor is a label that is an IRI or a blank node's."""
    graph = named('<x:a> kg:holdsPosition "Mayor" . <x:b> rdfs:label <x:Holm> . [] rdfs:label "Nobody" .')
    for name in ("MAYOR", "X:holm", "NOBODY"):
        with pytest.raises(QueryError, match=f"^'{name}': no entity has this name; `kg query entities` lists all$"):
            resolve_entity(graph, name)


def test_unknown_name_gives_nearest(store: ox.Store) -> None:
    """An unknown name is refused with the labels that resemble it."""
    with pytest.raises(QueryError, match="nearest are Anna Berg"):
        resolve_entity(store, "Ana Berg")


def test_three_names_are_near_enough() -> None:
    """The three nearest names are given, each in one spelling."""
    labels = ("Ada Holm", "ADA HOLM", "ADA holm", "Ada Holmes", "Adam Holm", "Ida Holmer")
    graph = named("".join(f'<x:{i}> rdfs:label "{label}" . ' for i, label in enumerate(labels)))
    with pytest.raises(QueryError, match=r"no entity has this name; nearest are ADA HOLM, Adam Holm, Ada Holmes$"):
        resolve_entity(graph, "Ada Holn")


def test_names_of_an_entity_are_sorted() -> None:
    """An entity's label stands among its other names, each once; names of others are not its own."""
    other = '<x:b> rdfs:label "Bo" ; skos:altLabel "Beau" .'
    graph = named(f'<x:a> rdfs:label "Holm" ; skos:altLabel "Ada", "Holm", "The mayor" . {other}')
    assert names_of(graph, ox.NamedNode("x:a")) == ["Ada", "Holm", "The mayor"]


@pytest.mark.parametrize("name", ['x" } DROP ALL #', "> ?s ?p ?o", "\\", "'", "urn:x> }"])
def test_values_never_become_query_text(name: str, store: ox.Store) -> None:
    """A value that looks like SPARQL is an unknown name or a bad IRI, never part of the query."""
    with pytest.raises(QueryError):
        run(store, QUERIES["about"], {"entity": name})


def test_string_parameter_keeps_its_characters() -> None:
    """A string is bound as a literal, whatever it holds."""
    text = 'a" . ?s ?p "\\ } #'
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal(text)))
    query = parse_query("#+ params: [{name: text}]\nSELECT ?s ?text { ?s <urn:p> ?text }")
    assert run(store, query, {"text": text}).rows == ((ox.NamedNode("urn:a"), ox.Literal(text)),)


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
    ("term", "Actual", "<https://kg.example/ontology#Actual>"),
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


@pytest.mark.parametrize("kind", get_args(ParameterType))
def test_value_that_is_no_text_is_refused(kind: str, store: ox.Store) -> None:
    """Bytes of a command line that are not UTF-8, and half surrogate pairs, are refused for every type."""
    query = parse_query(f"#+ params: [{{name: x, type: {kind}}}]\nSELECT ?x {{}}")
    for value in ("\udcff", "kg:\udcff", "urn:x:\ud800"):
        with pytest.raises(QueryError, match=r"^query: parameter x: '.*' is not UTF-8"):
            run(store, query, {"x": value})
    with pytest.raises(QueryError, match=r"^name: '\\udcff' is not UTF-8"):
        resolve_entity(store, "\udcff")


def test_choices_are_listed(store: ox.Store) -> None:
    """A value outside the choices is refused with the choices."""
    with pytest.raises(QueryError, match=r"^not-facts: parameter factuality: 'Actual' is not one of Negated, Planned"):
        run(store, QUERIES["not-facts"], {"factuality": "Actual"})


def test_default_is_read_like_a_value() -> None:
    """Without a value a parameter has its default, as a term of its type; a value that is given goes before it."""
    query = parse_query('#+ params: [{name: x, type: integer, default: "7"}]\nSELECT ?x {}')
    number = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    assert run(ox.Store(), query).rows == ((ox.Literal("7", datatype=number),),)
    assert run(ox.Store(), query, {"x": "8"}).rows == ((ox.Literal("8", datatype=number),),)


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
    "SELECT * # remark\r{ SERVICE <@> { ?s ?p ?o } }",
    "PREFIX : <@> SELECT * { SERVICE:{ ?s ?p ?o } }",
    "PREFIX x: <@> SELECT * { SERVICEx:{ ?s ?p ?o } }",
    "SELECT * { SERVICESILENT <@> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE <@> { ?s ?p ?o } }",
    "PREFIX : <@> SELECT * { ?s ?p 1.0SERVICE:{ ?s ?p ?o } }",
    "SELECT * { OPTIONAL { ?s <http://x/\\u0041#> ?o } SERVICE <@> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <@> { ?s ?p ?o } }",
    "SELECT * # remark\\u000A{ SERVICE <@> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '#'SERVICE <@> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'a\\\\'SERVICE <@> { ?s ?p ?o } }",
])
def test_service_in_disguise_is_refused(text: str, graph: Path) -> None:
    """However a call is written that an engine might understand, it is refused, and no server is asked."""
    with server() as (url, requests), pytest.raises(QueryError, match="--allow-service"):
        run(read(graph), text.replace("@", url))
    assert requests == []


def test_child_of_a_query_can_open_nothing(graph: Path) -> None:
    """Even a call that nobody noticed fails: the query's process has neither connections nor files."""
    from kg.query.limit import in_child

    def ask(url: str) -> bytes:
        try:
            urllib.request.urlopen(url, timeout=5)
        except OSError as error:
            return str(error).encode()
        return b"asked"

    with server() as (url, requests):
        assert b"Too many open files" in in_child(lambda: ask(url), 10, name="q")
        assert requests == []
        assert in_child(lambda: ask(url), 10, name="q", doors=True) == b"asked"
        assert requests == [url]


def test_service_is_asked_when_allowed(graph: Path) -> None:
    """With --allow-service, and only then, a query gets its rows from another server; updates stay refused."""
    query = "SELECT ?x { SERVICE <@> { ?s ?p ?x } }"
    with server() as (url, requests):
        ask = ["query", graph, "--format", "csv", "--sparql"]
        refused = kg(*ask, query.replace("@", url))
        assert (refused.exit_code, requests) == (2, [])
        assert "--allow-service" in refused.stderr
        assert kg(*ask, query.replace("@", url), "--allow-service").stdout.split() == ["x", "from", "far"]
        assert requests == [url]
        load = kg(*ask, f"LOAD <{url}>", "--allow-service")
        assert (load.exit_code, requests) == (2, [url])
        assert "update" in load.stderr


@pytest.mark.parametrize("text", [
    "SELECT ?service { ?service a kg:service }",
    "# SERVICE <x>\nSELECT * { ?s ?p 'SERVICE', \"a\\\"SERVICE\", '''SERVICE's''', <urn:SERVICE>, 'x'@service }",
])
def test_service_as_a_name_is_fine(text: str, store: ox.Store) -> None:
    """The word in comments, strings, IRIs, variables and names is no call."""
    assert run(store, text).rows == ()


def test_what_is_refused_is_told_with_the_query() -> None:
    """The reason stands behind the name of the query, and what is not said to be allowed is refused."""
    with pytest.raises(QueryError, match=r"^mine: SERVICE would ask another server; load that data into the graph, or"):
        check_allowed(SavedQuery("mine", "ASK { SERVICE <x:y> {} }"))
    with pytest.raises(QueryError, match=r"^mine: an update would change the graph; kg runs SELECT, ASK, CONSTRUCT"):
        check_allowed(SavedQuery("mine", "DROP ALL"), allow_service=True)


def test_escapes_in_queries() -> None:
    """Letters may be escaped with four digits or eight; what is no code point is no letter and no fault."""
    for text in ("ASK { \\u0053ERVICE <x:y> {} }", "ASK { \\U00000053ERVICE <x:y> {} }"):
        with pytest.raises(QueryError, match="SERVICE"):
            check_allowed(SavedQuery("q", text))
    assert check_allowed(SavedQuery("q", "ASK {} # \\U00110000")) == {"ASK"}


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
