"""Reading RDF through pyoxigraph: a file, a folder of shards, the folder of a store."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from kg.errors import StoreError
from kg.store import directory
from kg.store.formats import STORE, format_of
from kg.store.nesting import Bounded
from kg.store.shards import is_shards, parts_of

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["copy", "has_graphs", "quads", "read"]

_WITH_GRAPHS = ("n-quads", "trig", "json-ld")


def read(path: str | Path, format: str | None = None) -> pyoxigraph.Store:
    """The quads of a file or of shards in an in-memory store; without graphs they fill the default graph. `-` is stdin.

    The folder of a store is opened where it is, to be read only.

    :raises StoreError: when a file cannot be read or has a syntax error (with its line), or a folder is neither.
    """
    import pyoxigraph

    if _is_database(path):
        return directory.open_store(path)
    store = pyoxigraph.Store()
    _load(store, path, format)
    return store


def quads(path: str | Path, format: str | None = None) -> Iterator[pyoxigraph.Quad]:
    """The quads one by one, in a file's order and with its lexical forms; memory does not grow.

    Shards give them part by part, a store graph by graph.

    :raises StoreError: as `read`, when the faulty line is reached.
    """
    import pyoxigraph

    if _is_database(path):
        yield from directory.quads_of(path)
        return
    for file, kind in _files(path, format):
        with _opened(file) as source, _told(file):
            yield from pyoxigraph.parse(input=_bounded(source, file, kind), format=kind)


def copy(path: str | Path, target: Path, format: str | None = None) -> int:
    """Make the store `target` of what `read` reads; an older one is replaced. Returns the number of its quads.

    :raises StoreError: as `read`, or when the target cannot be written or is something else.
    """

    def put(store: pyoxigraph.Store) -> None:
        if _is_database(path):
            store.bulk_extend(directory.quads_of(path))
        else:
            _load(store, path, format)

    directory.fill(target, put)
    return len(directory.open_store(target))


def has_graphs(path: str | Path, format: str | None = None) -> bool:
    """Whether what `quads` reads there can tell graphs apart. Raises `StoreError` for an unknown format."""
    if _is_database(path):
        return any(directory.open_store(path).named_graphs())
    return is_shards(path) or format_of(path, format) in _WITH_GRAPHS


def _is_database(path: str | Path) -> bool:
    return Path(path).is_dir() and not is_shards(path)


def _load(store: pyoxigraph.Store, path: str | Path, format: str | None) -> None:
    for file, kind in _files(path, format):
        with _opened(file) as source, _told(file):
            store.bulk_load(input=_bounded(source, file, kind), format=kind)


def _files(path: str | Path, format: str | None) -> Iterator[tuple[str | Path, pyoxigraph.RdfFormat]]:
    if is_shards(path):
        yield from ((part, _rdf_format(part, "n-quads")) for part in parts_of(path))
    else:
        yield path, _rdf_format(path, format)


def _bounded(source: BinaryIO, path: str | Path, format: pyoxigraph.RdfFormat) -> BinaryIO:
    """The source, with a bound on its nesting where the format's parser needs one."""
    import pyoxigraph

    nested = (pyoxigraph.RdfFormat.JSON_LD, pyoxigraph.RdfFormat.TURTLE, pyoxigraph.RdfFormat.TRIG)
    if format not in nested:
        return source
    return cast("BinaryIO", Bounded(source, str(path), json=format == pyoxigraph.RdfFormat.JSON_LD))


def _rdf_format(path: str | Path, name: str | None) -> pyoxigraph.RdfFormat:
    import pyoxigraph

    known = format_of(path, name)
    if known == STORE:
        raise StoreError(f"{path}: there is no such store; `kg store GRAPH -o {path}` makes one")
    return {
        "turtle": pyoxigraph.RdfFormat.TURTLE,
        "n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
        "n-quads": pyoxigraph.RdfFormat.N_QUADS,
        "trig": pyoxigraph.RdfFormat.TRIG,
        "xml": pyoxigraph.RdfFormat.RDF_XML,
        "json-ld": pyoxigraph.RdfFormat.JSON_LD,
    }[known]


@contextmanager
def _opened(path: str | Path) -> Iterator[BinaryIO]:
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    try:
        source = Path(path).open("rb")  # noqa: SIM115 (closed below; only the opening belongs into this try)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    packed = Path(path).suffix == ".gz"
    with source, gzip.open(source) if packed else nullcontext(source) as plain:
        yield cast(BinaryIO, plain)


@contextmanager
def _told(path: str | Path) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        reason = " ".join(error.msg.split())  # it quotes the file
        raise StoreError(f"{path}{line}: not legal RDF: {reason}; mend or rebuild the file") from None
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror or error}); check the file") from None
    except (EOFError, zlib.error) as error:
        raise StoreError(f"{path}: breaks off or is damaged ({error}); build it anew") from None
