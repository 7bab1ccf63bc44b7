"""Documents as the output wants them, remembered: the second map phase of a build that knows earlier ones.

A rendering is the sorted records of one document's graph in one syntax. It follows from the document's extraction and
from what resolution decided for its names, so that a build in which these are as before need not make it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import msgspec

from kg.model import Extraction, Source
from kg.resolve import EntityTable
from kg.run.cache import RENDERING, Cache
from kg.run.keys import code_hash
from kg.run.spool import decode_extraction

__all__ = ["Renderings"]

_AT_ONCE = 64
"""Documents whose renderings are looked up together."""


class _Head(msgspec.Struct, frozen=True):
    """The part of an extraction that says whose it is."""

    source: Source


_head = msgspec.msgpack.Decoder(_Head)


class Renderings:
    """Makes the renderings of one build, or has them from its cache."""

    def __init__(
        self, render: Callable[[Extraction], Iterable[str]], table: EntityTable, settings: object, cache: Cache | None
    ) -> None:
        """`settings`: whatever else `render` depends on, for the keys."""
        self._render = render
        self._table = table
        self._cache = cache
        self._common = hashlib.sha256(code_hash() + msgspec.msgpack.encode(settings))

    def of(self, extractions: Iterable[bytes]) -> Iterator[list[str]]:
        """The rendering of each encoded extraction, in order."""
        if self._cache is None:
            yield from (self._fresh(encoded) for encoded in extractions)
            return
        rest = iter(extractions)
        while some := [*islice(rest, _AT_ONCE)]:
            keys = [self._key(encoded) for encoded in some]
            known = self._cache.mark(keys)
            for encoded, key in zip(some, keys, strict=True):
                content = self._cache.get(key) if key in known else None
                if content is None:
                    records = self._fresh(encoded)
                    self._cache.put(key, "\n".join(records).encode())
                else:
                    records = content.decode().split("\n")
                yield records

    def _key(self, encoded: bytes) -> bytes:
        digest = self._common.copy()
        digest.update(msgspec.msgpack.encode(self._table.decided(_head.decode(encoded).source.id)))
        digest.update(encoded)
        return RENDERING + digest.digest()

    def _fresh(self, encoded: bytes) -> list[str]:
        return sorted(set(self._render(decode_extraction(encoded))))
