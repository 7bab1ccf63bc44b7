"""Finding quoted words in a text, whatever its line breaks and quotation marks."""

from __future__ import annotations

import re

__all__ = ["find_words", "nearest_line", "place"]

_LINE = re.compile(r"[^\r\n]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"\w+")
_MARKS = {mark: f"[{marks}]" for marks in ("'’‘`", '"“”„«»', "\\-–—‑") for mark in marks}
"""Marks that are typed for one another."""
_SHOWN = 80
"""Code points of a line that are shown."""


def find_words(text: str, words: str, start: int = 0) -> list[tuple[int, int]]:
    r"""Where the words stand behind offset `start`: code points, end exclusive, in order.

    White space matches any white space, a typewriter's mark any mark of its kind. Whole words in the same case come
    before whole words, and these before parts of words.

    >>> find_words("She wrote\nto Karl’s son.", "wrote to  Karl's")
    [(4, 19)]
    """
    pattern = r"\s+".join("".join(_MARKS.get(c, re.escape(c)) for c in word) for word in words.split())
    if not pattern:
        return []
    whole = rf"(?<!\w){pattern}(?!\w)"
    for wanted in (whole, f"(?i:{whole})", f"(?i:{pattern})"):
        found = [match.span() for match in re.compile(wanted).finditer(text, start)]
        if found:
            return found
    return []


def nearest_line(text: str, words: str) -> tuple[int, str] | None:
    """Number (from 1) and start of the line with most of the words, by their length; None when it has none of them."""
    wanted = set(_WORD.findall(words.casefold()))
    best, line = 0, None
    for match in _LINE.finditer(text):
        shared = sum(map(len, wanted & set(_WORD.findall(match[0].casefold()))))
        if shared > best:
            best, line = shared, match
    if line is None:
        return None
    shown = " ".join(line[0].split())
    return place(text, line.start())[0], shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1].rstrip() + "…"


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    ends = [match.end() for match in _LINE_END.finditer(text, 0, offset)]
    return len(ends) + 1, offset - (ends[-1] if ends else 0) + 1
