"""The forms of a graph on disk that kg reads and writes, by name and by suffix."""

from __future__ import annotations

from pathlib import Path

from kg.errors import StoreError

__all__ = ["FORMATS", "STORE", "format_of"]

FORMATS = {
    "turtle": (".ttl", ".turtle"),
    "n-triples": (".nt", ".ntriples"),
    "n-quads": (".nq", ".nquads"),
    "trig": (".trig",),
    "xml": (".rdf", ".xml", ".owl"),
    "json-ld": (".jsonld", ".json"),
}
"""Format of a file -> suffixes; a suffix without its dot is a name, too."""
STORE = "store"
"""Name of the form that is a folder (`kg.store.directory`) and no file."""
_STORE_SUFFIX = ".db"


def format_of(path: str | Path, name: str | None = None) -> str:
    """The format called `name`, or that of the path's suffix; `-` is Turtle, `.db` is `STORE`.

    :raises StoreError: when neither is known.
    """
    wanted = (name or ("turtle" if str(path) == "-" else Path(path).suffix)).lower().lstrip(".")
    if f".{wanted}" == _STORE_SUFFIX:
        return STORE
    for known, suffixes in FORMATS.items():
        if wanted == known or f".{wanted}" in suffixes:
            return known
    known_suffixes = ", ".join([*(suffixes[0] for suffixes in FORMATS.values()), _STORE_SUFFIX])
    what = f"unknown format {name!r}" if name else f"no RDF format has the suffix {Path(path).suffix!r}"
    raise StoreError(f"{path}: {what}; use one of {known_suffixes}, or name the format")
