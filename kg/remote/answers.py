"""What a store answers to a query, and whether it is all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.remote.connection import message_of

if TYPE_CHECKING:
    import httpx
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    Row = tuple[NamedNode | BlankNode | Literal | Triple | None, ...]

__all__ = ["RESULTS_JSON", "ask_answer", "checked", "row_answer"]

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
        405: "the address does not do that; check it and the store's kind (--store)",
        413: "the request is too large for the store",
        507: "the store has no space left",
    }.get(code, "")
    parts = [part for part in (said, advice) if part]
    raise StoreError(f"{_address(response)}: {code} {'; '.join(parts) or response.reason_phrase}")


def row_answer(response: httpx.Response) -> tuple[tuple[str, ...], list[Row]]:
    """Variables and rows of a SELECT. Raises StoreError when it is no such answer, or a part of one."""
    from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

    _check_kind(response)
    try:
        parsed = parse_query_results(response.content, format=QueryResultsFormat.JSON)
        assert isinstance(parsed, QuerySolutions)
        names = tuple(variable.value for variable in parsed.variables)
        rows = [tuple(row) for row in parsed]
    except (SyntaxError, ValueError, AssertionError):
        raise StoreError(_broken(response)) from None
    # A store that cuts results says so in a header only.
    most = response.headers.get("x-sparql-maxrows", "")
    if response.headers.get("x-sql-state") or (most.isdecimal() and len(rows) >= int(most)):
        raise StoreError(f"{_address(response)}: the store cut the answer at {len(rows)} rows; raise its limit")
    return names, rows


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
