"""What a store answers to a query, and whether it is all of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import StoreError
from kg.remote.connection import message_of

if TYPE_CHECKING:
    import httpx
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    Row = tuple[NamedNode | BlankNode | Literal | Triple | "OddTerm" | None, ...]

__all__ = ["RESULTS_JSON", "CutAnswerError", "ask_answer", "checked", "row_answer"]

RESULTS_JSON = "application/sparql-results+json"


def checked(response: httpx.Response) -> httpx.Response:
    """The answer when its status says success. Raises StoreError with the store's own words and what to do."""
    code = response.status_code
    if code < 300:
        return response
    said = message_of(response)
    advice = {
        301: f"the store has moved to {response.headers.get('location', 'another address')}; use that",
        302: f"the store has moved to {response.headers.get('location', 'another address')}; use that",
        401: "user or password are missing or wrong; give --user with --password-env, or --token-env",
        403: "the store forbids it; is it read-only, or the user without the right to write?",
        404: "nothing stands there; check the address and the store's kind (--store)",
        405: "the address does not do that; is the store read-only, the address or its kind (--store) wrong?",
        413: "the request is too large for the store",
        507: "the store has no space left",
    }.get(code, "")
    parts = [part for part in (said, advice) if part]
    raise StoreError(f"{_address(response)}: {code} {'; '.join(parts) or response.reason_phrase}")


class CutAnswerError(StoreError):
    """A store gave the first `rows` rows only, 0 when it ran out of time."""

    def __init__(self, where: str, rows: int) -> None:
        cut = f"cut the answer at {rows} rows" if rows else "ran out of time and gave a part of the answer"
        super().__init__(f"{where}: the store {cut}; raise its limit")
        self.rows = rows


def row_answer(response: httpx.Response) -> list[Row]:
    """The rows of a SELECT; none for an ASK. Raises StoreError when it is no such answer, or a part of one."""
    from pyoxigraph import QueryBoolean, QueryResultsFormat, parse_query_results

    _check_kind(response)
    rows: list[Row]
    try:
        parsed = parse_query_results(response.content, format=QueryResultsFormat.JSON)
        rows = [] if isinstance(parsed, QueryBoolean) else [tuple(row) for row in parsed]
    except (SyntaxError, ValueError):
        rows = _rows_with_odd_terms(response)
    # A store that gives less than all says so in a header only.
    most = response.headers.get("x-sparql-maxrows", "")
    if response.headers.get("x-sql-state"):
        raise CutAnswerError(_address(response), 0)
    if most.isdecimal() and len(rows) >= int(most):
        raise CutAnswerError(_address(response), len(rows))
    return rows


class OddTerm(NamedTuple):
    """A term that is not legal RDF and yet in a store: an IRI with characters of private use, `nodeID://b1`."""

    value: str
    """As it would stand in N-Triples, were it legal."""

    def __str__(self) -> str:
        return self.value


def _rows_with_odd_terms(response: httpx.Response) -> list[Row]:
    """The rows of JSON that a strict reader refuses for a term of its. Raises StoreError when it is no whole JSON."""
    from pyoxigraph import Literal, NamedNode

    def term(cell: dict[str, str] | None) -> Literal | OddTerm | None:
        if cell is None:
            return None
        if "literal" not in cell["type"]:
            return OddTerm(cell["value"] if cell["type"] == "bnode" else f"<{cell['value']}>")
        datatype = NamedNode(cell["datatype"]) if "datatype" in cell else None
        return Literal(cell["value"], datatype=datatype, language=cell.get("xml:lang"))

    try:
        table = json.loads(response.content)
        names = table["head"]["vars"]
        return [tuple(term(row.get(name)) for name in names) for row in table["results"]["bindings"]]
    except (ValueError, KeyError, TypeError):
        raise StoreError(_broken(response)) from None


def ask_answer(response: httpx.Response) -> bool:
    """The answer of an ASK. Raises StoreError when it is none."""
    from pyoxigraph import QueryBoolean, QueryResultsFormat, parse_query_results

    _check_kind(response)
    try:
        parsed = parse_query_results(response.content, format=QueryResultsFormat.JSON)
    except (SyntaxError, ValueError):
        raise StoreError(_broken(response)) from None
    return isinstance(parsed, QueryBoolean) and bool(parsed)


def _check_kind(response: httpx.Response) -> None:
    """Raise StoreError unless the answer says that it is JSON: a proxy's page may come with status 200, too."""
    kind = checked(response).headers.get("content-type", "nothing").partition(";")[0]
    if "json" not in kind:
        raise StoreError(
            f"{_address(response)}: {kind} instead of SPARQL results ({message_of(response)[:80]}); "
            "does this address answer SPARQL, or does a proxy stand in front?"
        )


def _broken(response: httpx.Response) -> str:
    end = " ".join(response.text[-100:].split())
    return f"{_address(response)}: the answer breaks off (…{end}); the store's time limit may be too short"


def _address(response: httpx.Response) -> str:
    """The URL that was asked, without parameters."""
    return str(response.url.copy_with(query=None, fragment=None))
