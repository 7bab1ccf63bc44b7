"""No value of a parameter changes a query: not in the engine, and not in the text that goes to a store."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import get_args
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

from kg import store
from kg.errors import QueryError
from kg.query import format_result, parse_query, run, run_remote
from kg.query.permission import TOKEN
from kg.query.saved import ParameterType, SavedQuery
from kg.remote import Access, open_endpoint

SAMPLE = Path(__file__).parent / "graphs" / "sample.ttl"
ATTACKS = [
    'x" } DROP ALL #', "x' } CLEAR ALL #", '"""', "'''", "\\", '\\"', '\\\\"', "\\u0022", "\\u0022 . ?s ?p ?o . #",
    "\\U0000003E", "x\n} INSERT DATA { <x:a> <x:b> 1 } #", "x\r}#", "\x00", "\x1b]0;x\x07", "\u2028}",
    "> ?s ?p ?o . <x:", "<x:a> <x:b>", "<x:a>; <x:b>", "<x:a> } #", "<x:>>", "<x:\\u003E>", "<x:{}>", "<x:a|^b>",
    "<x: a>", "urn:x> }", "urn:x:\u202e", "x://a:b", "kg:Person } #", "kg:Person;rdfs:label", "kg:a/kg:b",
    "kg:a|kg:b", "kg:a*", "^kg:a", "!kg:a", "kg:\\u0020", "kg:%3E", "kg:a b", "?x", "$x", "?s ?p ?o", "_:b", "[]",
    "()", "(1 2)", "<<( ?s ?p ?o )>>", "@en", '"a"@en', '"1"^^<x:t>', "UNDEF", "true }", "TRUE", "1 } #", "1;", "1,2",
    "1e999", "0x10", "--1", "1_000", "\uff11", "\u0663", "1\n", "+", ".", "2031-05-04 }", "2031-05-04T00:00:00Z",
    "2031-13", "99999999999999999999", "-", "\udcff", "\ud83d", "NaN", "INF", "SERVICE <http://127.0.0.1:1/> {}",
    "BIND(1 AS ?y)", "FILTER(1=1)", "# comment", "'; DROP TABLE x; --", "$(id)", "`id`", "%0A", "&query=CLEAR+ALL",
    "Anna Berg' || true || '", "ANNA BERG", "https://kg.example/id/person/anna-berg",
]  # fmt: skip


@pytest.fixture(scope="module")
def graph() -> ox.Store:
    return store.read(SAMPLE)


class Recorder:
    """A SPARQL endpoint on the sample that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.requests: list[str] = []
        self.url = ""


@pytest.fixture(scope="module")
def endpoint(graph: ox.Store) -> Iterator[Recorder]:
    """The endpoint, listening."""
    recorder = Recorder()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(parse_qs(urlsplit(self.path).query, keep_blank_values=True))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            kind = self.headers["Content-Type"].partition(";")[0]
            form = kind == "application/x-www-form-urlencoded"
            self.answer(parse_qs(body, keep_blank_values=True) if form else {"query": [body]})

        def answer(self, given: dict[str, list[str]]) -> None:
            recorder.requests.append(f"{self.command} {' '.join(sorted(given))}")
            recorder.asked += given.get("query", [])
            try:
                answer = graph.query(given["query"][0], use_default_graph_as_union=True)
                content = answer.serialize(format=ox.QueryResultsFormat.JSON)  # type: ignore[union-attr, call-arg]
            except (SyntaxError, KeyError) as error:
                self.send_error(400, str(error).splitlines()[0][:80])
                return
            assert content is not None
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        recorder.url = f"http://127.0.0.1:{server.server_port}/"
        yield recorder
        server.shutdown()


def skeleton(text: str) -> list[str]:
    """A query's tokens; a row of IRIs and strings counts as one, whatever they say."""
    kinds = ["term" if match[0][0] in "<\"'" else match[0] for match in TOKEN.finditer(text)]
    return [kind for kind, before in zip(kinds, ["", *kinds], strict=False) if kind != "term" or before != "term"]


def query_of(kind: str) -> SavedQuery:
    """A query of one parameter that says what it was given."""
    text = "SELECT ?x ?s ?o { ?s ?p ?o FILTER(?o = ?x || ?s = ?x || ?p = ?x) } ORDER BY ?s ?p ?o"
    return parse_query(f"#+ params: [{{name: x, type: {kind}}}]\n{text}")


HARMLESS: dict[str, list[str]] = {
    "entity": ["Anna Berg", "nobody at all", "urn:x:y"], "string": ["a"], "integer": ["1"], "decimal": ["1.5"],
    "boolean": ["true"], "date": ["2031-05-04"], "property": ["kg:metWith"], "class": ["kg:Person"],
    "term": ["kg:Person"], "iri": ["urn:x:y"],
}  # fmt: skip


@pytest.mark.parametrize("kind", get_args(ParameterType))
def test_no_value_changes_the_query(kind: str, graph: ox.Store, endpoint: Recorder) -> None:
    """A value is refused, or is one term: file and store give the same rows, and each query sent has the same tokens
    as that of a harmless value.
    """
    query, before = query_of(kind), len(graph)
    with open_endpoint(endpoint.url, Access(patience=0), "oxigraph") as opened:

        def sent(value: str) -> tuple[str, list[list[str]]]:
            endpoint.asked.clear()
            try:
                text = format_result(run_remote(opened, query, {"x": value}), "json")
            except QueryError as error:
                text = f"refused: {error}"
            return text, [skeleton(asked) for asked in endpoint.asked]

        harmless = [tokens for value in HARMLESS[kind] for tokens in sent(value)[1]]
        accepted = 0
        for value in ATTACKS:
            there, tokens = sent(value)
            try:
                here = format_result(run(graph, query, {"x": value}), "json")
                accepted += 1
            except QueryError as error:
                here = f"refused: {error}"
                assert "\n" not in here
            assert here == there, value
            assert [it for it in tokens if it not in harmless] == [], value
            assert tokens or here.startswith("refused")
        assert len(graph) == before
        assert {request.partition(" ")[2] for request in endpoint.requests} == {"query", "query union-default-graph"}
        assert accepted == len(ATTACKS) - 2 if kind == "string" else accepted < len(ATTACKS) - 2  # two are no text
