"""RDF terms as N-Triples text: the only place that escapes.

A term is `<iri>`, `"text"`, `"text"@lang` or `"text"^^<datatype>`, encoded as the W3C's canonical N-Triples does
(RDF 1.2 N-Triples, section 4): equal terms are equal strings, and no term holds a line end or another control
character, which is what the line-based sort relies on.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["MAX_LITERAL", "XSD", "Quad", "Term", "decimal", "integer", "iri", "is_iri", "literal", "parse"]

Quad = tuple[str, str, str, str]
"""Subject, predicate, object and graph, each a term."""

XSD = "http://www.w3.org/2001/XMLSchema#"
MAX_LITERAL = 60_000
"""Bytes of UTF-8 that every store keeps in a literal."""
_MAX_IRI = 1_800  # code points; a common store cuts longer ones silently

# RFC 3987: neither controls, space, <>"{}|\^`, nor private-use, surrogate and noncharacter code points; brackets are
# legal in an IPv6 host only, where no document of ours lives; # once. White space beyond ASCII is legal, but
# rdflib ends an IRI there.
_ILLEGAL = (
    "\\x00-\\x20\"#<>\\[\\\\\\]^`{|}\\x7f-\\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff"
    + "".join(f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0x10000, 0xF0000, 0x10000))
    + "\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    + "\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
_IRI = re.compile(f"[A-Za-z][A-Za-z0-9+.-]*:[^{_ILLEGAL}]+(?:#[^{_ILLEGAL}]*)?")
_AUTHORITY = re.compile(r"[^:]*://(?:[^/?#@]*@)?[^/?#@:]*(?::[0-9]*)?(?:[/?#]|\Z)")  # iuserinfo@ihost:port
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SPECIAL = re.compile('[\\x00-\\x1f"\\\\\\x7f]')
_NO_SCALAR = re.compile("[\\x00\ud800-\udfff]")  # what no RDF string can hold, or no store keeps
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_LANGUAGE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
_ESCAPE = re.compile(r"\\(?:u([0-9A-F]{4})|(.))")
_PLAIN = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


def is_iri(value: str) -> bool:
    """Whether `value` is an absolute IRI (RFC 3987) that every store keeps: under 1,800 code points, no private use."""
    if len(value) >= _MAX_IRI or not _IRI.fullmatch(value) or _BAD_PERCENT.search(value):
        return False
    _, _, rest = value.partition(":")
    return not rest.startswith("//") or bool(_AUTHORITY.match(value))


@lru_cache(maxsize=8192)
def iri(value: str) -> str:
    """The term of an absolute IRI. Raises `ValueError` when it is not legal."""
    if not is_iri(value):
        raise ValueError(f"not a legal absolute IRI: {value!r}")
    return f"<{value}>"


def literal(text: str, datatype: str = "", language: str = "") -> str:
    """The term of a literal: a plain string, or one with a datatype IRI or a lower-case language tag.

    NUL and lone surrogates become U+FFFD; text above `MAX_LITERAL` bytes is cut and ends with "…".
    """
    text = _NO_SCALAR.sub("\ufffd", text)
    if len(text) > MAX_LITERAL // 4 and len(text.encode()) > MAX_LITERAL:
        text = text.encode()[: MAX_LITERAL - 3].decode(errors="ignore") + "…"
    quoted = '"' + _SPECIAL.sub(_escape, text) + '"'
    if language:
        tag = language.lower()
        if not _LANGUAGE.fullmatch(tag):
            raise ValueError(f"not a language tag: {language!r}")
        return f"{quoted}@{tag}"
    return f"{quoted}^^{iri(datatype)}" if datatype and datatype != XSD + "string" else quoted


def integer(value: int) -> str:
    """The term of an `xsd:integer`."""
    return f'"{value}"^^<{XSD}integer>'


def decimal(text: str) -> str:
    """The term of an `xsd:decimal` without trailing zeros, from digits as written (`0.930` -> `0.93`)."""
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        raise ValueError(f"not a decimal: {text!r}")
    return f'"{text.rstrip("0").rstrip(".") if "." in text else text}"^^<{XSD}decimal>'


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _SHORT.get(char) or f"\\u{ord(char):04X}"


class Term(NamedTuple):
    """A term taken apart; `kind` is `iri` or `literal`."""

    kind: str
    value: str
    datatype: str = ""
    language: str = ""


def parse(term: str) -> Term:
    """Take apart a term that this module made."""
    if term[0] == "<":
        return Term("iri", term[1:-1])
    end = term.rindex('"')
    text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else _PLAIN[m[2]], term[1:end])
    tail = term[end + 1 :]
    return Term("literal", text, tail[3:-1] if tail.startswith("^^") else "", tail[1:] if tail.startswith("@") else "")
