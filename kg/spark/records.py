"""What travels between driver and executors."""

from __future__ import annotations

import msgspec

from kg.documents import Problem

__all__ = ["Block", "Extracted", "Given", "Maker"]


class Given(msgspec.Struct, frozen=True):
    """One document as Spark found it."""

    id: str
    path: str | None = None
    """A path that every machine can open; None when `content` holds the bytes."""
    content: bytes = b""
    sidecar: bytes = b""
    """The JSON object that a file `NAME.meta.json` would hold; empty for none."""
    fault: str = ""
    """Why it is no document; empty when it is one."""


class Extracted(msgspec.Struct, frozen=True):
    """What one document gave."""

    id: str
    sha256: str
    sentences: int
    facts: int
    packed: bytes
    """What resolution needs of it."""
    extraction: bytes
    """The encoded `Extraction`; empty on its way to the driver."""


class Maker(msgspec.Struct, frozen=True):
    """What read the documents; all executors must have the same."""

    kg: str
    model: str
    model_version: str
    fault: str = ""
    """Why no document can be read on this machine; empty when all is well."""


class Block(msgspec.Struct, frozen=True):
    """A run of documents of one partition: the unit that is kept, and for which a part of the entity table is made."""

    maker: Maker
    documents: tuple[Extracted, ...]
    problems: tuple[Problem, ...]

    def summary(self) -> Block:
        """The block without what only executors need."""
        return msgspec.structs.replace(
            self, documents=tuple(msgspec.structs.replace(d, extraction=b"") for d in self.documents)
        )
