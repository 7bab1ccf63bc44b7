"""Parameters of a query: their terms in the text, by its tokens.

The values are RDF terms that pyoxigraph has written, so that a string cannot end early and an IRI holds no bracket:
whatever a user gives stays one token. What a substituted variable would do in the engine is done in the text: it is
replaced wherever a value may stand; the outermost SELECT binds its name; a SELECT inside leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from kg.query.permission import TOKEN
from kg.query.prefixes import PREFIXES

__all__ = ["substituted", "with_prefixes"]

_PIECE = re.compile(rf"(?P<token>{TOKEN.pattern})|(?P<other>\s+|.)", re.VERBOSE | re.DOTALL)
_VARIABLE = re.compile(r"[?$](\w+)")
_CLAUSES = frozenset({"SELECT", "WHERE", "FROM", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "VALUES"})


def substituted(text: str, values: Mapping[str, str]) -> str:
    """The query with the terms of `values` (variable without its mark -> N-Triples term) in place of variables.

    BOUND(?x), `AS ?x` and VALUES ?x are left as they are.
    """
    return "".join(_rewritten(text, values))


def _rewritten(text: str, values: Mapping[str, str]) -> Iterator[str]:
    parens = 0
    inside = False  # of the first braces, behind which each SELECT is an inner one
    clause, before = "", ""
    for piece, word in _pieces(text):
        if piece in ("{", "}"):
            inside, clause = True, ""
        elif piece in ("(", ")"):
            parens += 1 if piece == "(" else -1
        if word in _CLAUSES and not parens:
            clause = word
        variable = _VARIABLE.fullmatch(piece) if piece[0] in "?$" else None
        if variable and variable[1] in values:
            yield _replaced(variable[1], values[variable[1]], clause if not parens else "", before, outer=not inside)
        else:
            yield piece
        if not piece.isspace() and piece != "(":
            before = word or piece


@lru_cache(maxsize=64)
def _pieces(text: str) -> tuple[tuple[str, str], ...]:
    """Tokens and what stands between them, each with its keyword in capitals if it is one."""
    return tuple((match.group(), (match["word"] or "").upper()) for match in _PIECE.finditer(text))


def _replaced(name: str, term: str, clause: str, before: str, *, outer: bool) -> str:
    """What stands for a variable: in a clause of a SELECT, or elsewhere behind the token `before`."""
    if before in ("AS", "BOUND") or clause in ("VALUES", "ORDER"):
        return f"?{name}"
    if clause == "SELECT":
        return f"({term} AS ?{name})" if outer else ""
    if clause == "GROUP":
        return f"({term} AS ?{name}_given)"
    return term


def with_prefixes(text: str) -> str:
    """The query with declarations of the prefixes that kg knows and that the text uses without declaring them."""
    tokens = [match.group() for match in TOKEN.finditer(text)]
    used = {token.partition(":")[0] for token in tokens if ":" in token and token[0] not in "<\"'#"}
    declared = {token[:-1] for word, token in pairwise(tokens) if word.upper() == "PREFIX"}
    missing = sorted((used - declared) & PREFIXES.keys())
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in missing) + text
