"""Names of many documents to entities: the reduce of the build.

`Resolver` is a fold: its state is the set of packed documents, `add` and `merge` are unions, and every decision is
taken by `table` over the whole. Any grouping and order of documents therefore gives the same table.
Memory is a function of the names: about 2 KB for a document of 40 chains.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Extraction
from kg.resolve.iris import BASE, digest
from kg.resolve.rows import pack
from kg.resolve.table import EntityTable, build_table
from kg.resolve.user import UserEntities, UserEntity, read_entities

__all__ = [
    "BASE", "EntityTable", "Resolver", "UserEntities", "UserEntity", "digest", "pack", "read_entities", "resolve",
]  # fmt: skip


class Resolver:
    """Collects what documents name; `table` decides."""

    def __init__(
        self, *, base: str = BASE, symmetric: Iterable[str] = (), user: UserEntities | None = None
    ) -> None:
        """`symmetric`: local names of symmetric properties; `user`: entries that win over the rules."""
        self._base = base
        self._symmetric = frozenset(symmetric)
        self._user = user or UserEntities()
        self._packed: dict[str, bytes] = {}

    def add(self, extraction: Extraction) -> None:
        """Take in one document. Raises `ValueError` when another document has its identifier."""
        self.add_packed(extraction.source.id, pack(extraction))

    def merge(self, other: Resolver) -> None:
        """Take in all documents of another resolver with the same settings."""
        for document, packed in other._packed.items():
            self.add_packed(document, packed)

    def add_packed(self, document: str, packed: bytes) -> None:
        """Take in what `pack` made of a document, perhaps on another machine. Raises `ValueError` as `add`."""
        if self._packed.setdefault(document, packed) != packed:
            raise ValueError(f"two different documents have the identifier {document!r}")

    def table(self) -> EntityTable:
        """The decisions over all documents taken in so far."""
        return build_table(self._base, dict(self._packed), self._user, self._symmetric)


def resolve(
    extractions: Iterable[Extraction],
    *,
    base: str = BASE,
    symmetric: Iterable[str] = (),
    user: UserEntities | None = None,
) -> EntityTable:
    """Resolve documents in one go."""
    resolver = Resolver(base=base, symmetric=symmetric, user=user)
    for extraction in extractions:
        resolver.add(extraction)
    return resolver.table()
