"""Extractions on disk between the phases, so that memory does not grow with them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import BinaryIO, Self

import msgspec

from kg.errors import StoreError
from kg.model import Extraction

__all__ = ["Spool", "decode_extraction", "encode_extraction"]

_LENGTH_BYTES = 8

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Extraction)


def encode_extraction(extraction: Extraction) -> bytes:
    """The extraction as MessagePack."""
    return _encoder.encode(extraction)


def decode_extraction(encoded: bytes) -> Extraction:
    """The extraction that `encode_extraction` wrote."""
    return _decoder.decode(encoded)


class Spool:
    """A nameless temporary file of encoded extractions, each behind its length; gone when closed."""

    def __init__(self) -> None:
        self._file: BinaryIO = tempfile.TemporaryFile(prefix="kg-")  # noqa: SIM115

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        with suppress(OSError):  # on a full disk closing tries once more to write
            self._file.close()

    def append(self, encoded: bytes) -> None:
        """Add one encoded extraction. Raises StoreError when the disk is full."""
        try:
            self._file.write(len(encoded).to_bytes(_LENGTH_BYTES, "big"))
            self._file.write(encoded)
        except OSError as error:
            raise _full(error) from None

    def __iter__(self) -> Iterator[bytes]:
        """All encoded extractions in the order of `append`; not while appending."""
        try:
            self._file.seek(0)
        except OSError as error:  # what was held back is written only now
            raise _full(error) from None
        while prefix := self._file.read(_LENGTH_BYTES):
            yield self._file.read(int.from_bytes(prefix, "big"))


def _full(error: OSError) -> StoreError:
    return StoreError(f"{tempfile.gettempdir()}: {error.strerror}; free space or set TMPDIR")
