"""A graph as a folder of Oxigraph's database, which answers at once however large it is.

The content is that of the N-Quads; its files are RocksDB's and not the same bytes each time.
"""

from __future__ import annotations

import gc
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.store.folders import swapped

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

__all__ = ["fill", "is_store", "open_store", "quads_of", "write_lines"]

_MARK = "CURRENT"
"""The file by which RocksDB knows a database."""
_BUFFER = 1 << 20


def is_store(path: str | Path) -> bool:
    """Whether a path is a folder with such a database."""
    return Path(path, _MARK).is_file()


def open_store(path: str | Path) -> Store:
    """The database, to be read only. Raises `StoreError` when the folder is none."""
    from pyoxigraph import Store

    if not is_store(path):
        raise StoreError(f"{path}: is a folder without a graph: neither a store nor shards with their _SUCCESS")
    try:
        return Store.read_only(str(path))
    except OSError as error:
        raise StoreError(f"{path}: cannot be opened as a store ({error}); make it anew with `kg store`") from None


def quads_of(path: str | Path) -> Iterator[Quad]:
    """All quads, graph after graph by IRI, those of the default graph first. Raises `StoreError`, as above."""
    from pyoxigraph import DefaultGraph

    store = open_store(path)
    for graph in (DefaultGraph(), *sorted(store.named_graphs(), key=str)):
        yield from store.quads_for_pattern(None, None, None, graph)


def write_lines(target: Path, pieces: Iterable[str]) -> None:
    """Make the store `target` from the pieces of an N-Quads text. Raises `StoreError`."""
    from pyoxigraph import RdfFormat

    text = io.BufferedReader(_Pieces(pieces), _BUFFER)
    fill(target, lambda store: store.bulk_load(text, RdfFormat.N_QUADS))


def fill(target: Path, put: Callable[[Store], None]) -> None:
    """Make the store `target` from what `put` puts into it; an older one is replaced when all is in.

    Raises `StoreError` when `target` cannot be written or is something else, and whatever `put` raises.
    """
    from pyoxigraph import Store

    with swapped(target, is_store) as part:
        store = Store(str(part))
        put(store)
        store.flush()
        del store
        gc.collect()  # the database is closed when its last reference goes


class _Pieces(io.RawIOBase):
    """Texts as a binary file."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._left = b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with what comes next; 0 at the end."""
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece.encode()
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size
