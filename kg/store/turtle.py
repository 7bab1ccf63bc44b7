"""Turtle and TriG in one canonical form (W3C RDF 1.1 Turtle, TriG): the same triples always give the same bytes.

A prefix block with the prefixes that are used, then one block a subject; `a` first, predicates in the layout's order,
objects by their text. A record of the sort is a whole block nearly as it will stand in the file, since most subjects
are met in one document only. Records of prefixes sort before all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain, groupby, islice
from operator import itemgetter

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
# No term holds a control character, so these sort before all keys, and a shorter key before a longer one.
_PREFIXES, _FIELD = "\0\x01"
_LINE, _FIRST, _NEXT = "\x02\x03\x04"  # before each predicate but the first, its first object, and any other
_AT_ONCE = 4096
"""Quads whose subjects are put together."""

_GRAPH, _SUBJECT, _BLOCK = map(itemgetter, range(3))  # of a record that is taken apart


class TurtleSyntax:
    """Encodes quads as sortable records and writes sorted records; `graphs` makes it TriG."""

    def __init__(self, layout: Layout, *, graphs: bool = False) -> None:
        self._layout = layout
        self._graphs = graphs
        self.name = "trig" if graphs else "turtle"
        self._namespaces = {namespace: prefix for prefix, namespace in reversed(layout.prefixes)}
        self._token = lru_cache(maxsize=8192)(self._shorten)
        self._ranks = {self._token(f"<{iri}>")[0]: f"{rank:03}" for rank, iri in enumerate(layout.predicates, 1)}
        self._ranks["a"] = "000"

    def records(self, quads: Iterable[Quad]) -> Iterator[str]:
        """Of each subject, in each graph, its key and its block; of all together, their prefixes."""
        rest = iter(quads)
        while some := [*islice(rest, _AT_ONCE)]:
            yield from self._records(some)

    def write(self, records: Iterable[str], header: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The text of a file piece by piece, each with its number of triples; `records` are all of them, sorted."""
        used: set[str] = set()
        rest = iter(records)
        for record in rest:
            if record[0] != _PREFIXES:
                rest = chain([record], rest)
                break
            used.update(record[1:].split(_FIELD))
        paragraphs = ["".join(f"# {line}\n" for line in comments(header))]
        paragraphs.append("".join(f"@prefix {p}: <{n}> .\n" for p, n in self._layout.prefixes if p in used))
        rows = (record.split(_FIELD) for record in rest)
        blocks = self._graph_blocks(rows) if self._graphs else self._blocks(rows, "")
        gap = ""
        for text, triples in chain(((paragraph, 0) for paragraph in paragraphs if paragraph), blocks):
            yield gap + text, triples
            gap = "\n"

    # -- encoding

    def _records(self, quads: Iterable[Quad]) -> Iterator[str]:
        used = set[str]()
        subjects: dict[tuple[str, str], dict[str, set[str]]] = {}
        for s, p, o, g in quads:
            predicate, prefix = ("a", "") if p == _TYPE else self._token(p)
            used.add(prefix)
            target, prefix = self._token(o) if o[0] == "<" else self._literal_token(o)
            used.add(prefix)
            subjects.setdefault((g if self._graphs else "", s), {}).setdefault(predicate, set()).add(target)
        for (g, s), lines in subjects.items():
            used.update(self._token(term)[1] for term in (g, s) if term)
            yield f"{self._key(g) if g else ''}{_FIELD}{self._key(s)}{_FIELD}{self._block(lines)}"
        yield _PREFIXES + _FIELD.join(sorted(used))

    def _block(self, lines: Mapping[str, Set[str]]) -> str:
        return _LINE.join(f"{p}{_FIRST}{_NEXT.join(sorted(lines[p]))}" for p in sorted(lines, key=self._ranked))

    def _ranked(self, predicate: str) -> str:
        return self._ranks.get(predicate, "999") + predicate

    def _key(self, term: str) -> str:
        iri = term[1:-1]
        rank = next((i for i, start in enumerate(self._layout.subjects) if iri.startswith(start)), 999)
        return f"{rank:03}{iri}"

    def _shorten(self, term: str) -> tuple[str, str]:
        """The token of an IRI, and its prefix; an empty one where it stands in full."""
        cut = max(term.rfind("/"), term.rfind("#")) + 1
        prefix = self._namespaces.get(term[1:cut])
        if prefix is None or not _LOCAL_NAME.fullmatch(term, cut, len(term) - 1):
            return term, ""
        return f"{prefix}:{term[cut:-1]}", prefix

    def _literal_token(self, term: str) -> tuple[str, str]:
        end = term.rindex('"')
        datatype = term[end + 3 :]
        if not datatype or term[end + 1] != "^":
            return term, ""
        bare = _BARE.get(datatype.removeprefix(f"<{XSD}")[:-1])
        if bare and bare.fullmatch(term, 1, end):
            return term[1:end], ""
        token, prefix = self._token(datatype)
        return f"{term[: end + 1]}^^{token}", prefix

    # -- writing

    def _graph_blocks(self, rows: Iterable[list[str]]) -> Iterator[tuple[str, int]]:
        for graph, members in groupby(rows, key=_GRAPH):
            if not graph:
                yield from self._blocks(members, "")
                continue
            blocks = self._blocks(members, "    ")
            text, triples = next(blocks)
            text = f"{self._key_token(graph)} {{\n{text}"
            for block in blocks:
                yield text, triples
                text, triples = block
            yield f"{text}}}\n", triples

    def _blocks(self, rows: Iterable[list[str]], indent: str) -> Iterator[tuple[str, int]]:
        line_end = f" ;\n{indent}    "
        for subject, members in groupby(rows, key=_SUBJECT):
            block, *others = map(_BLOCK, members)
            if others:
                block = self._merged([block, *others])
            triples = block.count(_FIRST) + block.count(_NEXT)
            block = block.replace(_LINE, line_end).replace(_FIRST, " ").replace(_NEXT, ", ")
            yield f"{indent}{self._key_token(subject)} {block} .\n", triples

    def _merged(self, blocks: Iterable[str]) -> str:
        """One block with what all of them say of a subject."""
        lines: dict[str, set[str]] = {}
        for line in chain.from_iterable(block.split(_LINE) for block in blocks):
            predicate, objects = line.split(_FIRST)
            lines.setdefault(predicate, set()).update(objects.split(_NEXT))
        return self._block(lines)

    def _key_token(self, key: str) -> str:
        return self._shorten(f"<{key[3:]}>")[0]
