"""What a query may do: read the graph, and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.errors import QueryError
from kg.query.saved import SavedQuery

__all__ = ["TOKEN", "check_allowed", "keywords"]

TOKEN = re.compile(
    r"""
      \#[^\r\n]*                                            # comment
    | <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>     # IRI
    | '{3}(?:[^'\\]|\\.|'(?!''))*'{3} | "{3}(?:[^"\\]|\\.|"(?!""))*"{3}
    | '(?:[^'\\\r\n]|\\.)*' | "(?:[^"\\\r\n]|\\.)*"         # string
    | [?$@][\w\u00b7\u0300-\u036f\u203f\u2040]+             # variable, language tag
    | (?P<prefix>[\w.-]*):[\w.:%\\-]*                       # prefixed name
    | (?P<word>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE"})
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00[01][0-9A-Fa-f]{5})")


def check_allowed(query: SavedQuery, *, allow_service: bool = False) -> frozenset[str]:
    """The query's keywords. Raises QueryError when they would ask another server or change anything."""
    words = keywords(query.text)
    for text in {query.text, _unescaped(query.text)}:
        if not allow_service and any("SERVICE" in word for word in _where_keywords_may_stand(text)):
            reason = "SERVICE would ask another server; load that data into the graph, or give --allow-service"
            raise QueryError(f"{query.name}: {reason}")
        if keywords(text) & UPDATES:
            reason = "an update would change the graph; kg runs SELECT, ASK, CONSTRUCT, DESCRIBE"
            raise QueryError(f"{query.name}: {reason}")
    return words


@lru_cache(maxsize=64)
def keywords(text: str) -> frozenset[str]:
    """The bare words of SPARQL text in upper case: no comment, IRI, string, variable or prefixed name.

    >>> sorted(keywords("ASK { ?service a <http://x/FROM> }  # LOAD"))
    ['A', 'ASK']
    """
    return frozenset(match["word"].upper() for match in TOKEN.finditer(text) if match["word"])


@lru_cache(maxsize=64)
def _where_keywords_may_stand(text: str) -> frozenset[str]:
    """Bare words and prefixes in upper case. A keyword may touch what stands before and behind it: pyoxigraph reads
    `1SERVICE`, `SERVICESILENT` and `SERVICE:x` as calls (SPARQL 1.1, section 19.8, asks for no space between tokens).
    """
    return frozenset((match["word"] or match["prefix"] or "").upper() for match in TOKEN.finditer(text))


def _unescaped(text: str) -> str:
    r"""The text as a store reads it that follows SPARQL 1.1, section 19.2: code points may be written `\u0053`."""
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= 0x10FFFF else match[0]
