"""Run a query on a store with its parameters bound.

Parameters are bound in the text (`kg.query.substitution`), where the optimiser sees them: the engine's own
`substitutions` (SPARQL SEP-0007) come behind its plan, which took up to 400 times as long on a million triples. They
are left what a text cannot hold: a literal as a subject, or the column of a bound variable under SELECT *. A variable
that is bound

- has to be projected, and reaches FILTER, UNION and the sub-selects that project it;
- is not seen by BOUND(): a filter that must also hold without a value is written
  `COALESCE(?person = ?a || ?person = ?b, true)` (IN would be an error that not every store catches);
- must not stand in an OPTIONAL only: where the OPTIONAL does not match, the row stays and shows the value.

The union of named graphs gives a triple once for each graph that holds it: a query says SELECT DISTINCT and
COUNT(DISTINCT …).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from kg.errors import QueryError
from kg.query.limit import in_child
from kg.query.parameters import bind
from kg.query.permission import check_allowed
from kg.query.prefixes import PREFIXES
from kg.query.results import Result
from kg.query.saved import SavedQuery, parse_query
from kg.query.substitution import substituted

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

    from kg.query.parameters import Value

__all__ = ["run"]

POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_EVERYTHING = re.compile(r"\bSELECT\s*(?:(?:DISTINCT|REDUCED)\s*)?\*", re.IGNORECASE)
MESSAGE = 160
"""A parser's message is cut at this length: it may list every character that would have been legal."""


def run(
    store: Store,
    query: SavedQuery | str,
    params: Mapping[str, str] | None = None,
    *,
    seconds: float | None = None,
    allow_service: bool = False,
    opened_anew: Callable[[], Store] | None = None,
) -> Result:
    """Run a query (or SPARQL text); `params` maps parameter names to values as words.

    Named graphs and the default graph are read as one, unless the query says FROM. Nothing is changed, and nothing is
    fetched: updates are refused, and SERVICE, unless allowed. With `seconds` the query runs in a child process
    (`kg.query.limit`) for so long at most, 0 standing for no limit; there a store on disk, whose threads and locks no
    child inherits whole, is `opened_anew`. Raises QueryError.
    """
    query = parse_query(query) if isinstance(query, str) else query
    words = check_allowed(query, allow_service=allow_service)
    bound = bind(store, query, params or {})
    union = "FROM" not in words
    if seconds is None:
        return _answer(store, query, bound, union)

    def work() -> bytes:
        return msgspec.msgpack.encode(_answer(opened_anew() if opened_anew else store, query, bound, union))

    doors = allow_service or opened_anew is not None
    return msgspec.msgpack.decode(in_child(work, seconds, name=query.name, doors=doors), type=Result)


def _answer(store: Store, query: SavedQuery, bound: Mapping[str, Value], union: bool) -> Result:
    try:
        answer = _asked(store, query.text, bound, union)
        return Result.from_answer(answer, tuple(bound))
    except SyntaxError as error:
        raise QueryError(f"{query.name}: {syntax_message(str(error))}") from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(f"{query.name}: {one_line(str(error))}") from error


def _asked(
    store: Store, text: str, bound: Mapping[str, Value], union: bool
) -> QuerySolutions | QueryBoolean | QueryTriples:
    from pyoxigraph import Variable

    if bound and not _EVERYTHING.search(text):
        with suppress(SyntaxError):  # that of the text as it was given is told below
            terms = {name: str(value) for name, value in bound.items()}
            return store.query(substituted(text, terms), prefixes=PREFIXES, use_default_graph_as_union=union)
    return store.query(
        text,
        prefixes=PREFIXES,
        use_default_graph_as_union=union,
        substitutions={Variable(name): value for name, value in bound.items()},
    )


def syntax_message(message: str) -> str:
    """The engine's syntax error as one short line with its position."""
    match = POSITION.search(message)
    if not match:
        return one_line(message)
    line, column, reason = match.groups()
    if "Prefix not found" in reason:
        reason = "a prefix is not declared"
    return f"line {line}, column {column}: {one_line(reason)}"


def one_line(message: str) -> str:
    """A message without line breaks, cut to a readable length."""
    flat = " ".join(message.split())
    return flat if len(flat) <= MESSAGE else flat[:MESSAGE].rsplit(" ", 1)[0] + " …"
