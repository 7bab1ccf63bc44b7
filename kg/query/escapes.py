"""Texts of a graph in formats that would take some of them for something else."""

from __future__ import annotations

import re

import msgspec

__all__ = ["as_xml_text", "without_formulas"]

_FORMULA = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""What makes a spreadsheet read a cell as a formula (OWASP, "CSV Injection"), full-width forms included."""
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NO_XML = re.compile("[^\t\n\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_formulas(results: bytes) -> bytes:
    """SPARQL results in JSON with an apostrophe before each text that a spreadsheet would run; numbers stay."""
    document = msgspec.json.decode(results)
    for row in document.get("results", {}).get("bindings", ()):
        for term in row.values():
            value = term["value"]
            if term["type"] == "literal" and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
                term["value"] = f"'{value}"
    return msgspec.json.encode(document)


def as_xml_text(document: str) -> str:
    """An XML document in which every character is legal (XML 1.0, production Char): others become U+FFFD, and a
    carriage return its reference, since a parser would read a line feed (section 2.11).
    """
    return _NO_XML.sub("\ufffd", document).replace("\r", "&#13;")
