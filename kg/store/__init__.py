"""Read and write RDF: terms, a canonical layout, an external sort, and files that appear only when complete."""

from __future__ import annotations

from kg.store.formats import FORMATS, format_of
from kg.store.layout import Layout
from kg.store.reader import quads, read
from kg.store.terms import Quad, Term, decimal, integer, iri, is_iri, literal, parse
from kg.store.writer import Writer

__all__ = [
    "FORMATS", "Layout", "Quad", "Term", "Writer", "decimal", "format_of", "integer", "iri", "is_iri", "literal",
    "parse", "quads", "read",
]  # fmt: skip
