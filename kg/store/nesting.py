"""A bound on how deeply a file may be nested, checked before the parser sees it.

Measured on pyoxigraph 0.5.13 with a stack of 8 MB: JSON-LD objects 4,000 deep and Turtle triple terms 20,000 deep
overflow the native stack, which ends the process. Other nesting (lists, blank nodes, XML) it reads without recursion.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from kg.errors import StoreError

__all__ = ["DEEPEST", "Bounded"]

DEEPEST = 500
"""A thread's stack may be a quarter of the main one, and a caller may stand deep itself."""

_JSON = re.compile(rb'[{}\[\]]|"[^"\\]*(?:\\.[^"\\]*)*(?P<end>"|\\?\Z)', re.DOTALL)
_TERMS = re.compile(rb"<<\(|\)>>")  # triple terms (RDF 1.2 Turtle, section 2.11)


class Bounded:
    """A binary stream that raises StoreError where its nesting exceeds `DEEPEST`.

    In Turtle and its kin the marks of triple terms count inside strings, too: 500 of them, none closed, are not
    expected there.
    """

    def __init__(self, source: BinaryIO, where: str, *, json: bool) -> None:
        self._source = source
        self._where = where
        self._check = self._count_json if json else self._count_terms
        self._depth = 0
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes of the stream."""
        chunk = self._source.read(size)
        self._check(self._rest + chunk)
        return chunk

    def _count_terms(self, text: bytes) -> None:
        end = 0
        if b"<<(" in text or self._depth:
            for match in _TERMS.finditer(text):
                self._move(1 if match[0] == b"<<(" else -1)
                end = match.end()
        self._rest = text[max(end, len(text) - 2) :]

    def _count_json(self, text: bytes) -> None:
        self._rest = b""
        for match in _JSON.finditer(text):
            end = match["end"]
            if end is None:
                self._move(1 if match[0] in b"{[" else -1)
            elif end != b'"':  # goes on in the next chunk
                self._rest = b'"' + end

    def _move(self, step: int) -> None:
        self._depth = max(0, self._depth + step)
        if self._depth > DEEPEST:
            raise StoreError(f"{self._where}: nested more than {DEEPEST} deep; write the graph flat, as N-Quads are")

