"""Where a document says when: the grammar's rules tried at the words that they can begin with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from kg.model import Token
from kg.times.grammar import EDGE, RULES, SIDES, Rule
from kg.times.readings import Edge, Found, Period
from kg.times.words import COUNTS, DAY_PARTS, MONTHS, ORDINALS, SEASONS, WEEKDAYS, WHICH

__all__ = ["recognise"]

_EDGE_WORDS = frozenset({"the", "very", "end", "close", "start", "beginning", "middle", "last", "final", "first"})
_COMMON = frozenset({"the", "that", "this", *WHICH, *COUNTS, *ORDINALS, "some", "many", "few", "several", "recent"})
"""Frequent words, seldom part of a time; they are tried only before one of these, or before a figure:"""
_AFTER_COMMON = frozenset({
    "very", "end", "close", "start", "beginning", "middle", "final", "weekend", "half", "quarter", "recent", "few",
    "couple", "more", "full", "whole", "long", "of", "minute", "hour", "day", "week", "fortnight", "month", "year",
    "decade", "century", "minutes", "hours", "days", "weeks", "fortnights", "months", "years", "decades", "centuries",
    "o'clock", "o’clock", "a.m.", "p.m.", "am", "pm", "hundred",
    *DAY_PARTS, *(f"{part}s" for part in DAY_PARTS), *COUNTS, *MONTHS, *SEASONS, *WEEKDAYS, *WHICH, *ORDINALS,
})  # fmt: skip

_CompiledRule = tuple[re.Pattern[str], Rule]


class _Words(NamedTuple):
    """A document's words in lower case, also as one string, and where in it each begins and the last one ends."""

    words: list[str]
    text: str
    starts: list[int]


def recognise(tokens: Sequence[Token]) -> list[Found]:
    """All time expressions of a document in text order, not overlapping, without a leading "the"."""
    words = [token.text.lower() for token in tokens]
    candidates = _candidates(words)
    if not candidates:
        return []
    line = _join(words)
    found: list[Found] = []
    done = 0
    for i in candidates:
        if i >= done:
            here = (_edge_at(line, tokens, i) if words[i] in _EDGE_WORDS else None) or _rule_at(line, tokens, i)
            if here is not None:
                found.append(here)
                done = here.last
    return found


def _candidates(words: list[str]) -> list[int]:
    """Words that a time can begin with; every word of a document comes through here, so nothing is called in vain."""
    rules = _rules()
    listed = [
        i for i, word in enumerate(words)
        if word in rules or (not word.isalpha() and (word[0].isdigit() or word[-1].isdigit()))
    ]  # fmt: skip
    last = len(words) - 1
    return [
        i for i in listed
        if words[i] not in _COMMON or (i < last and (words[i + 1] in _AFTER_COMMON or not words[i + 1].isalpha()))
    ]  # fmt: skip


@cache
def _rules() -> dict[str, tuple[_CompiledRule, ...]]:
    """First word -> rules that can begin with it; compiled when first needed, so that importing is quick."""
    compiled = [(re.compile(rule.pattern + "(?= )"), rule) for rule in RULES]
    first_words = sorted({word for rule in RULES for word in rule.begins} | _EDGE_WORDS)
    return {word: tuple(entry for entry in compiled if word in entry[1].begins) for word in first_words}


@cache
def _edge() -> re.Pattern[str]:
    return re.compile(EDGE)


def _join(words: list[str]) -> _Words:
    """The words as the rules see them; replaced signs keep their length."""
    text = " ".join(words) + " "
    if not text.isascii():
        for variant, plain in (("’", "'"), ("–", "-"), ("−", "-")):
            text = text.replace(variant, plain)
    return _Words(words, text, list(accumulate([len(word) + 1 for word in words], initial=0)))


def _rule_at(line: _Words, tokens: Sequence[Token], i: int) -> Found | None:
    """What the first rule that matches at token `i` says."""
    rules = _rules()
    for pattern, rule in rules.get(line.words[i]) or rules["#"]:
        match = pattern.match(line.text, line.starts[i])
        if match is None:
            continue
        first, last = _token_span(line, match.start(), match.end())
        reading = rule.read(match) if rule.holds(tokens, first, last) else None
        if reading is not None:
            return Found(first, last, reading)
    return None


def _edge_at(line: _Words, tokens: Sequence[Token], i: int) -> Found | None:
    """An edge and what it is the edge of: "the end of the year", "the last day of June"."""
    match = _edge().match(line.text, line.starts[i])
    if match is None:
        return None
    first, last = _token_span(line, match.start(), match.end())
    side, exact = match["side"].removeprefix("very "), match["side"].endswith("day")
    if match["unit"]:
        return Found(first, last, Edge(SIDES.get(side, "end"), exact, Period("the", match["unit"])))
    inner = _rule_at(line, tokens, last) if last < len(tokens) else None
    return Found(first, inner.last, Edge(SIDES.get(side, "end"), exact, inner.reading)) if inner else None


def _token_span(line: _Words, start: int, end: int) -> tuple[int, int]:
    """Tokens of a stretch of the joined text, without a leading "the"."""
    first, last = bisect_left(line.starts, start), bisect_left(line.starts, end)
    return first + (line.words[first] == "the"), last
