"""Read and write RDF: terms, a canonical layout, an external sort, and outputs that appear only when complete.

A graph is a file, a folder with a database (`directory`) or a folder of compressed files (`shards`).
"""

from __future__ import annotations

from kg.store.directory import is_store
from kg.store.formats import FORMATS, STORE, format_of
from kg.store.layout import Layout
from kg.store.reader import copy, has_graphs, quads, read
from kg.store.terms import Quad, Term, decimal, integer, iri, is_iri, literal, parse
from kg.store.writer import Syntax, Writer

__all__ = [
    "FORMATS", "STORE", "Layout", "Quad", "Syntax", "Term", "Writer", "copy", "decimal", "format_of", "has_graphs",
    "integer", "iri", "is_iri", "is_store", "literal", "parse", "quads", "read",
]  # fmt: skip
