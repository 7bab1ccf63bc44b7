"""Find the source files of a graph's documents again, and read their text as it was read when the graph was built."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from kg.documents import READERS

__all__ = ["SourceText", "Sources"]


class SourceText(msgspec.Struct, frozen=True):
    """A source file that was found."""

    path: Path
    sha256: str
    """Hash of the file's bytes as they are now."""
    text: str | None
    """Decoded as the reader of its suffix does; None when that fails."""


class Sources:
    """Folders and files in which the originals lie."""

    def __init__(self, places: Sequence[Path]) -> None:
        self.places = [place.absolute() for place in places]
        self._by_hash: dict[str, Path] | None = None

    def read(self, identifier: str, sha256: str) -> SourceText | None:
        """The source of one document: by its identifier, by its hash when it was moved; None when it is not there.

        A file of the right name and another hash is given only when no file has the hash.
        """
        named = [path for path in self._candidates(identifier) if path.is_file()]
        right = next((path for path in named if file_hash(path) == sha256), None)
        path = right or self._hashes().get(sha256) or next(iter(named), None)
        if path is None:
            return None
        raw = path.read_bytes()
        return SourceText(path, hashlib.sha256(raw).hexdigest(), decoded(raw, PurePosixPath(identifier).suffix.lower()))

    def _candidates(self, identifier: str) -> Iterator[Path]:
        """Where a file of this identifier may lie; an identifier never leads out of the folders."""
        parts = PurePosixPath(identifier).parts
        if not parts or ".." in parts or parts[0] == "/":
            return
        for place in self.places:
            if place.is_file():
                if place.name == parts[-1]:
                    yield place
                continue
            yield place.joinpath(*parts)
            if len(parts) > 1:
                if place.name == parts[0]:
                    yield place.parent.joinpath(*parts)
                yield place.joinpath(*parts[1:])

    def _hashes(self) -> dict[str, Path]:
        """All files of the places by hash; read once, and only when a name leads nowhere."""
        if self._by_hash is None:
            self._by_hash = {}
            for place in self.places:
                for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
                    if path.is_file():
                        self._by_hash.setdefault(file_hash(path) or "", path)
        return self._by_hash


def file_hash(path: Path) -> str | None:
    """SHA-256 of a file's bytes in hexadecimal; None when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def decoded(raw: bytes, suffix: str) -> str | None:
    """The text of a file's bytes as the reader of its suffix gives it; None when they are no text."""
    reader = READERS.get(suffix, READERS[".txt"])
    try:
        return reader(raw).text
    except ValueError:
        return None
