"""Reading RDF files through pyoxigraph."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import StoreError
from kg.store.formats import format_of

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["quads", "read"]


def read(path: str | Path, format: str | None = None) -> pyoxigraph.Store:
    """The file's quads in an in-memory store; a file without graphs fills the default graph. `-` is stdin.

    :raises StoreError: when the file cannot be read or has a syntax error (with its line).
    """
    import pyoxigraph

    store = pyoxigraph.Store()
    with _opened(path) as source, _told(path):
        store.bulk_load(input=source, format=_rdf_format(path, format))
    return store


def quads(path: str | Path, format: str | None = None) -> Iterator[pyoxigraph.Quad]:
    """The file's quads one by one, in the file's order and with its lexical forms; memory does not grow.

    :raises StoreError: as `read`, when the faulty line is reached.
    """
    import pyoxigraph

    with _opened(path) as source, _told(path):
        yield from pyoxigraph.parse(input=source, format=_rdf_format(path, format))


def _rdf_format(path: str | Path, name: str | None) -> pyoxigraph.RdfFormat:
    import pyoxigraph

    return {
        "turtle": pyoxigraph.RdfFormat.TURTLE,
        "n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
        "n-quads": pyoxigraph.RdfFormat.N_QUADS,
        "trig": pyoxigraph.RdfFormat.TRIG,
        "xml": pyoxigraph.RdfFormat.RDF_XML,
        "json-ld": pyoxigraph.RdfFormat.JSON_LD,
    }[format_of(path, name)]


@contextmanager
def _opened(path: str | Path) -> Iterator[BinaryIO]:
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    try:
        source = Path(path).open("rb")  # noqa: SIM115 (closed below; only the opening belongs into this try)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    with source:
        yield source


@contextmanager
def _told(path: str | Path) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise StoreError(f"{path}{line}: not legal RDF: {error.msg}; mend or rebuild the file") from None
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror or error}); check the file") from None
