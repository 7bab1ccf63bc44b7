"""Saved queries on a store at a URL, with the same parameters, rows and labels as on a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.query.parameters import ALTERNATIVE, COMPARED, LABEL, bind, check_text
from kg.query.permission import TOKEN, check_allowed, keywords
from kg.query.prefixes import PREFIXES, expand
from kg.query.results import Result
from kg.query.saved import SavedQuery, parse_query
from kg.query.substitution import substituted, with_prefixes
from kg.remote import CutAnswerError, Endpoint

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["labels_of", "run_remote"]

_BATCH = 200
"""IRIs asked for at once."""


def run_remote(
    endpoint: Endpoint,
    query: SavedQuery | str,
    params: Mapping[str, str] | None = None,
    *,
    allow_service: bool = False,
) -> Result:
    """As `run`, on a store: over the union of its named graphs, unless the query says FROM or GRAPH.

    :raises QueryError: for faulty parameters, SERVICE, or an update.
    :raises StoreError: with the store's own message when it refuses the query or gives only part of the answer.
    """
    query = parse_query(query) if isinstance(query, str) else query
    check_allowed(query, allow_service=allow_service)
    values = {**{it.name: it.default for it in query.parameters if it.default is not None}, **(params or {})}
    for name, value in values.items():
        check_text(f"{query.name}: parameter {name}", value)
    entities = [it.name for it in query.parameters if it.type == "entity" and it.name in values]
    known = _named(endpoint, [values[name] for name in entities])
    bound = bind(known, query, params or {})
    text = with_prefixes(substituted(query.text, {name: str(term) for name, term in bound.items()}))
    words = keywords(text)
    union = not words & {"FROM", "GRAPH"}  # the union hides the named graphs from GRAPH in one store
    if words & {"CONSTRUCT", "DESCRIBE"} and not words & {"SELECT", "ASK"}:
        return _graph(endpoint, text, union)
    return _rows(endpoint, text, union, tuple(bound), query.name)


def _graph(endpoint: Endpoint, text: str, union: bool) -> Result:
    from pyoxigraph import RdfFormat, parse

    answer = endpoint.answer(text, union=union, accept="application/n-triples, text/turtle;q=0.5", get=True)
    kind = answer.headers.get("content-type", "")
    try:
        format = RdfFormat.from_media_type(kind) or RdfFormat.TURTLE
        lines = sorted({f"{quad.triple} .\n" for quad in parse(answer.content, format=format)})
    except SyntaxError as error:
        raise QueryError(f"{endpoint.url}: the answer is no RDF that kg reads ({error.msg}, {kind})") from None
    return Result("graph", "".join(lines).encode())


def _rows(endpoint: Endpoint, text: str, union: bool, given: tuple[str, ...], name: str) -> Result:
    """The answer of a SELECT or ASK; one that the store cuts is asked for page by page."""
    from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

    try:
        payloads = [endpoint.results(text, union=union, get=True)]
    except CutAnswerError as cut:
        if "LIMIT" in keywords(text) or not cut.rows:
            raise
        payloads = [*_pages(endpoint, text, union, cut.rows)]
    answer = parse_query_results(payloads[0], format=QueryResultsFormat.JSON)
    result = Result.from_answer(answer, given)
    if isinstance(answer, QuerySolutions) and len(payloads) > 1:
        pages = [Result.from_answer(parse_query_results(it, format=QueryResultsFormat.JSON)).payload for it in payloads]
        tables = [json.loads(page) for page in pages]
        tables[0]["results"]["bindings"] = [row for table in tables for row in table["results"]["bindings"]]
        return Result("select", json.dumps(tables[0], ensure_ascii=False).encode(), given)
    return result


def _pages(endpoint: Endpoint, text: str, union: bool, rows: int) -> Iterable[bytes]:
    """The answer in pages of half as many rows as the store let through; saved queries have a total order."""
    size, offset = max(1, rows // 2), 0
    prologue, body = _split_prologue(text)
    while True:
        part = f"{prologue}SELECT * WHERE {{ {{ {body} }} }} LIMIT {size} OFFSET {offset}"
        page = endpoint.results(part, union=union)
        yield page
        if len(json.loads(page)["results"]["bindings"]) < size:
            return
        offset += size


def _split_prologue(text: str) -> tuple[str, str]:
    """The declarations of prefixes, and what follows them."""
    for match in TOKEN.finditer(text):
        if (match["word"] or "").upper() == "SELECT":
            return text[: match.start()], text[match.start() :]
    return "", text


# -- names and labels --------------------------------------------------------------------------------------


def labels_of(endpoint: Endpoint, result: Result) -> Store:
    """A store of the labels of all IRIs in the rows, for tables."""
    from pyoxigraph import NamedNode

    iris = sorted({str(cell) for row in result.rows for cell in row if isinstance(cell, NamedNode)})
    store = _empty()
    for start in range(0, len(iris), _BATCH):
        _add(store, endpoint, f"VALUES ?s {{ {' '.join(iris[start : start + _BATCH])} }} VALUES ?p {{ <{LABEL}> }}")
    return store


def _named(endpoint: Endpoint, names: Iterable[str]) -> Store:
    """A store of the names and classes of the entities that may be meant: enough for `bind` to choose or to refuse."""
    store = _empty()
    both = f"VALUES ?p {{ <{LABEL}> <{ALTERNATIVE}> }}"
    for name in names:
        if expand(name) is not None:
            continue
        before = len(store)
        _add(store, endpoint, f"{both} FILTER(LCASE(STR(?o)) = LCASE({_string(name)}))")
        if len(store) == before:
            _add(store, endpoint, both, f" LIMIT {COMPARED // 4}")
    subjects = " ".join(sorted({str(quad.subject) for quad in store})[:_BATCH])
    _add(store, endpoint, f"VALUES ?s {{ {subjects} }} VALUES ?p {{ <{LABEL}> <{PREFIXES['rdf']}type> }}")
    return store


def _add(store: Store, endpoint: Endpoint, condition: str, end: str = "") -> None:
    """Add the triples of a pattern, with a condition, to a local store."""
    from pyoxigraph import BlankNode, Literal, NamedNode, Quad

    for s, p, o in endpoint.select(f"SELECT DISTINCT ?s ?p ?o WHERE {{ {condition} ?s ?p ?o }}{end}", union=True):
        if isinstance(s, NamedNode) and isinstance(p, NamedNode) and isinstance(o, Literal | NamedNode | BlankNode):
            store.add(Quad(s, p, o))


def _string(text: str) -> str:
    from pyoxigraph import Literal

    return str(Literal(text))


def _empty() -> Store:
    from pyoxigraph import Store

    return Store()
