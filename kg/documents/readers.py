"""The registry of formats, and the way from a file to a `Document`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import msgspec

from kg.documents.encoding import DecodeError, decode
from kg.documents.metadata import Fields, complete, merge, read_front_matter, read_sidecar
from kg.documents.opening import read_opening
from kg.errors import SourceError
from kg.model import Document

__all__ = ["READERS", "SIDECAR_SUFFIX", "Content", "Reader", "SourceFile", "content_hash", "read"]

SIDECAR_SUFFIX = ".meta.json"

LARGEST_FILE = 200_000_000
"""Bytes."""
LONGEST_LINE = 1_000_000
"""Code points; a longer line is no prose."""

_LINE = re.compile(r"[^\r\n]+")
_MARKDOWN_TITLE = re.compile(r"\s*#[ \t]+([^\r\n]+?)[ \t#]*(?:[\r\n]|\Z)")

Warn = Callable[[str], None]
"""Takes a reason that does not stop the reading."""


class SourceFile(msgspec.Struct, frozen=True):
    """A file to read, under its stable name."""

    id: str
    location: str | None
    """Its path, as text, since a build holds those of all documents; None for standard input."""
    content: bytes | None = None
    """The bytes of standard input; else they are read when needed."""

    @property
    def path(self) -> Path | None:
        """Where it is; None for standard input."""
        return None if self.location is None else Path(self.location)


class Content(msgspec.Struct, frozen=True):
    """What a reader makes of a file's bytes."""

    text: str
    """All decoded text; offsets count from here."""
    media_type: str
    encoding: str
    body: int = 0
    """Offset where the prose starts."""
    fields: Fields = Fields()
    """Metadata that the format itself carries."""
    warnings: tuple[str, ...] = ()


Reader = Callable[[bytes], Content]
"""Bytes of a file to its content; raises DecodeError."""


def read_text(content: bytes) -> Content:
    """Plain text, with or without YAML front matter."""
    text, encoding = decode(content)
    fields, body, warnings = read_front_matter(text)
    return Content(text, "text/plain", encoding, body, fields, warnings)


def read_markdown(content: bytes) -> Content:
    """Markdown as its source text; a first heading is the title unless the front matter has one."""
    plain = read_text(content)
    heading = _MARKDOWN_TITLE.match(plain.text, plain.body)
    fields = merge(plain.fields, Fields(title=heading[1])) if heading else plain.fields
    return msgspec.structs.replace(plain, media_type="text/markdown", fields=fields)


READERS: dict[str, Reader] = {
    ".markdown": read_markdown,
    ".md": read_markdown,
    ".txt": read_text,
}
"""Reader by suffix, lower case."""


def read(source: SourceFile, *, date: str | None = None, warn: Warn = lambda reason: None) -> Document:
    """Read one file as a document.

    Metadata comes from the sidecar, else the front matter, else the dateline and byline of the text. `date`
    (`YYYY-MM-DD`) is for a document without a date of its own. `warn` takes what is wrong with metadata.

    :raises SourceError: when the file cannot be read, is empty, binary, of unknown encoding or no prose.
    """
    raw = _bytes(source)
    try:
        content = READERS[_suffix(source.id)](raw)
    except DecodeError as error:
        raise SourceError(source.id, str(error)) from None
    if not content.text[content.body :].strip():
        raise SourceError(source.id, "is empty" if not content.body else "is empty behind its front matter")
    if any(line.end() - line.start() > LONGEST_LINE for line in _LINE.finditer(content.text)):
        raise SourceError(source.id, f"has a line of more than {LONGEST_LINE:,} characters")
    sidecar, warnings = read_sidecar(_sidecar_paths(source.path))
    for warning in (*content.warnings, *warnings):
        warn(warning)
    given = merge(sidecar, content.fields)
    metadata = complete(given, read_opening(content.text[content.body :]), date)
    return Document(
        id=source.id,
        text=content.text,
        sha256=hashlib.sha256(raw).hexdigest(),
        media_type=content.media_type,
        encoding=content.encoding,
        body=content.body,
        metadata=metadata,
    )


def content_hash(source: SourceFile) -> bytes:
    """SHA-256 over all that `read` looks at: suffix, bytes and sidecar; but not the rest of the identifier.

    :raises SourceError: when the file cannot be read or is empty.
    """
    digest = hashlib.sha256(hashlib.sha256(_bytes(source)).digest() + _suffix(source.id).encode())
    for path in _sidecar_paths(source.path):
        if path.is_file():
            try:
                digest.update(path.name.encode(errors="surrogateescape") + b"\0" + path.read_bytes())
            except OSError as error:
                raise SourceError(source.id, f"has a sidecar that cannot be read: {error.strerror or error}") from None
            break
    return digest.digest()


def _bytes(source: SourceFile) -> bytes:
    path = source.path
    if path is None:
        raw = source.content or b""
    else:
        try:
            size = path.stat().st_size
            if size > LARGEST_FILE:
                raise SourceError(source.id, f"is larger than {LARGEST_FILE:,} bytes: split it")
            raw = path.read_bytes()
        except OSError as error:
            raise SourceError(source.id, f"cannot be read: {error.strerror or error}") from None
    if not raw.strip():
        raise SourceError(source.id, "is empty")
    return raw


def _suffix(identifier: str) -> str:
    return Path(identifier).suffix.lower()


def _sidecar_paths(path: Path | None) -> tuple[Path, ...]:
    if path is None:
        return ()
    return path.with_name(path.name + SIDECAR_SUFFIX), path.with_name(path.stem + SIDECAR_SUFFIX)
