"""Turtle and TriG in one canonical form (W3C RDF 1.1 Turtle, TriG): the same triples always give the same bytes.

A prefix block with the prefixes that are used, then one block a subject; `a` first, predicates in the layout's order,
objects by their text. A record of the sort holds the keys and the tokens, so that writing is joining.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter, methodcaller

from kg.store.layout import Layout, comments
from kg.store.terms import XSD, Quad

__all__ = ["TurtleSyntax"]

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
# A part of PN_LOCAL that needs no escapes and ends in no dot; whatever else is written in full.
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
# Productions INTEGER, DECIMAL and BooleanLiteral: the forms that Turtle reads back as just this literal.
_BARE = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    "boolean": re.compile(r"true|false"),
}
_SEPARATOR = "\x01"  # below every character of a term, so that a shorter key sorts first
_GRAPH, _SUBJECT, _PREDICATE, _OBJECT = map(itemgetter, range(4))  # of a record that is taken apart


class TurtleSyntax:
    """Encodes quads as sortable records and writes sorted records; `graphs` makes it TriG."""

    def __init__(self, layout: Layout, *, graphs: bool = False) -> None:
        self._layout = layout
        self._graphs = graphs
        self._namespaces = {namespace: prefix for prefix, namespace in reversed(layout.prefixes)}
        self._predicates = {f"<{iri}>": f"{rank:03}" for rank, iri in enumerate(layout.predicates, 1)}
        self._used: set[str] = set()
        self._subject_key = lru_cache(maxsize=1024)(self._key)
        self._predicate_key = lru_cache(maxsize=1024)(self._ranked_predicate)
        self._token = lru_cache(maxsize=8192)(self._iri_token)

    def encode(self, quad: Quad) -> str:
        """The record of a quad: keys of graph and subject, predicate, object."""
        s, p, o, g = quad
        graph = self._subject_key(g) if self._graphs and g else ""
        target = self._token(o) if o[0] == "<" else self._literal_token(o)
        return f"{graph}{_SEPARATOR}{self._subject_key(s)}{_SEPARATOR}{self._predicate_key(p)}{_SEPARATOR}{target}"

    def write(self, records: Iterable[str], header: Sequence[str]) -> Iterator[str]:
        """The text of a file, piece by piece; `records` are all that were encoded, sorted."""
        paragraphs = ["".join(f"# {line}\n" for line in comments(header))]
        paragraphs.append("".join(f"@prefix {p}: <{n}> .\n" for p, n in self._layout.prefixes if p in self._used))
        rows = map(methodcaller("split", _SEPARATOR), records)
        blocks = self._graph_blocks(rows) if self._graphs else self._blocks(rows, "")
        gap = ""
        for paragraph in chain(filter(None, paragraphs), blocks):
            yield gap + paragraph
            gap = "\n"

    def _graph_blocks(self, rows: Iterable[list[str]]) -> Iterator[str]:
        for graph, members in groupby(rows, key=_GRAPH):
            if not graph:
                yield from self._blocks(members, "")
                continue
            blocks = self._blocks(members, "    ")
            last = f"{self._key_token(graph)} {{\n{next(blocks)}"
            for block in blocks:
                yield last
                last = block
            yield f"{last}}}\n"

    def _blocks(self, rows: Iterable[list[str]], indent: str) -> Iterator[str]:
        for subject, members in groupby(rows, key=_SUBJECT):
            lines = [
                f"{predicate[3:]} {', '.join(map(_OBJECT, objects))}"
                for predicate, objects in groupby(members, key=_PREDICATE)
            ]
            yield f"{indent}{self._key_token(subject)} {f' ;{chr(10)}{indent}    '.join(lines)} .\n"

    def _key(self, term: str) -> str:
        iri = term[1:-1]
        self._token(term)  # notes the prefix
        rank = next((i for i, start in enumerate(self._layout.subjects) if iri.startswith(start)), 999)
        return f"{rank:03}{iri}"

    def _ranked_predicate(self, term: str) -> str:
        return "000a" if term == _TYPE else self._predicates.get(term, "999") + self._token(term)

    def _key_token(self, key: str) -> str:
        return self._iri_token(f"<{key[3:]}>")

    def _iri_token(self, term: str) -> str:
        cut = max(term.rfind("/"), term.rfind("#")) + 1
        prefix = self._namespaces.get(term[1:cut])
        if prefix is None or not _LOCAL_NAME.fullmatch(term, cut, len(term) - 1):
            return term
        self._used.add(prefix)
        return f"{prefix}:{term[cut:-1]}"

    def _literal_token(self, term: str) -> str:
        end = term.rindex('"')
        datatype = term[end + 3 :]
        if not datatype or term[end + 1] != "^":
            return term
        bare = _BARE.get(datatype.removeprefix(f"<{XSD}")[:-1])
        if bare and bare.fullmatch(term, 1, end):
            return term[1:end]
        return f"{term[: end + 1]}^^{self._token(datatype)}"
