"""Bytes to text, without touching line ends."""

from __future__ import annotations

import codecs
import re
import unicodedata

__all__ = ["DecodeError", "decode"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Marks and the codecs that take them off, so that `content.decode(encoding)` is the text for every result."""

_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX or EPUB"),
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"\xd0\xcf\x11\xe0", "old Microsoft Office"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
)

_SAMPLE = 200_000
"""Bytes that the detector sees."""
_TRUSTED = 0.3
"""chardet 7 gives 0.4 to 0.5 for a sentence in the right non-Latin encoding and below 0.2 for English with accents."""
_MOST_CONTROLS = 0.01
_MOST_ACCENTS = 0.2
"""Share of non-ASCII characters above which English text in Windows-1252 is not believed."""

_CAPITAL_INSIDE = re.compile(r"[a-z][À-ÖØ-ÞŠŽŒŸ]|[^\W\d_][¡¢¤¥¦§¨©ª¬®¯°±²³µ¶¸¹º¼½¾×÷†‡‰][^\W\d_]")
"""What Mac Roman and the code pages of DOS look like when read as Windows-1252: `cafŽ`."""


class DecodeError(ValueError):
    """The bytes are no text; the message is the reason, without the file's name."""


def decode(content: bytes) -> tuple[str, str]:
    """Text and the name of its encoding; a byte order mark is no part of the text.

    UTF-8, or what the byte order mark says, or what chardet is sure of, or Windows-1252 where that reads well.

    :raises DecodeError: for binary content, damaged UTF-8 and unknown encodings.
    """
    for magic, name in _MAGIC:
        if content.startswith(magic):
            raise DecodeError(f"looks binary ({name})")
    text, encoding = _decode_marked(content) or _decode_unmarked(content)
    if "\0" in text or _share_of_controls(text) > _MOST_CONTROLS:
        raise DecodeError("looks binary")
    return text, encoding


def _decode_marked(content: bytes) -> tuple[str, str] | None:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise DecodeError(f"is not valid {encoding} (byte {error.start})") from None
    return None


def _decode_unmarked(content: bytes) -> tuple[str, str]:
    if b"\0" in content:
        raise DecodeError("looks binary")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(content):
            raise DecodeError(f"is damaged UTF-8 (byte {error.start})") from None
    return _detect(content)


def _is_damaged_utf8(content: bytes) -> bool:
    """Whether most of the non-ASCII bytes are good UTF-8; reading such a file otherwise would garble it."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    good = sum(not char.isascii() for char in text) - broken
    return good > broken


def _detect(content: bytes) -> tuple[str, str]:
    import chardet

    guess = chardet.detect(content[:_SAMPLE])
    encoding, confidence = guess["encoding"], guess["confidence"] or 0.0
    if encoding and confidence >= _TRUSTED:
        try:
            return content.decode(encoding), codecs.lookup(encoding).name
        except (UnicodeDecodeError, LookupError):
            pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if text and _reads_well(text):
        return text, "cp1252"
    raise DecodeError("has an unknown encoding: save it as UTF-8")


def _reads_well(text: str) -> bool:
    accents = sum(not char.isascii() for char in text)
    return accents <= _MOST_ACCENTS * len(text) and not _CAPITAL_INSIDE.search(text)


def _share_of_controls(text: str) -> float:
    sample = text[:_SAMPLE]
    controls = sum(unicodedata.category(char) == "Cc" and not char.isspace() for char in set(sample))
    if not controls:
        return 0.0
    return sum(unicodedata.category(char) == "Cc" and not char.isspace() for char in sample) / len(sample)
