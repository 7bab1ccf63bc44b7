"""The RDF formats that kg reads and writes, by name and by suffix."""

from __future__ import annotations

from pathlib import Path

from kg.errors import StoreError

__all__ = ["FORMATS", "format_of"]

FORMATS = {
    "turtle": (".ttl", ".turtle"),
    "n-triples": (".nt", ".ntriples"),
    "n-quads": (".nq", ".nquads"),
    "trig": (".trig",),
    "xml": (".rdf", ".xml", ".owl"),
    "json-ld": (".jsonld", ".json"),
}
"""Format -> suffixes; a suffix without its dot is a name, too."""


def format_of(path: str | Path, name: str | None = None) -> str:
    """The format called `name`, or that of the path's suffix; `-` is Turtle.

    :raises StoreError: when neither is known.
    """
    wanted = (name or ("turtle" if str(path) == "-" else Path(path).suffix)).lower().lstrip(".")
    for known, suffixes in FORMATS.items():
        if wanted == known or f".{wanted}" in suffixes:
            return known
    known_suffixes = ", ".join(suffixes[0] for suffixes in FORMATS.values())
    what = f"unknown format {name!r}" if name else f"no RDF format has the suffix {Path(path).suffix!r}"
    raise StoreError(f"{path}: {what}; use one of {known_suffixes}, or name the format")
