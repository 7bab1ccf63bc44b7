"""Times that belong together: "from May to July 1944" is one range, "in May and June 1944" share a year."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Token
from kg.times.guards import preposition
from kg.times.readings import Calendar, Distance, Duration, Found, Offset, Range, Reading, Window

__all__ = ["joined"]

_TO = frozenset({"to", "until", "till", "through", "-", "–", "—"})
_SKIPPED = frozenset({"the", "early", "late", "mid", "in"})
_FARTHEST = 4
"""Tokens between two times that belong together: "to the early 1950s"."""


def joined(tokens: Sequence[Token], found: Sequence[Found]) -> list[Found]:
    """The same times with ranges made one and shared years handed out."""
    result: list[Found] = []
    for here in reversed(found):  # from the right: the year stands last
        link = _link(tokens, here, result[-1]) if result else ""
        if not link:
            result.append(here)
            continue
        following = result[-1]
        reading = _with_year_of(here.reading, following.reading)
        if link == "range":
            result[-1] = Found(here.first, following.last, Range(reading, following.reading))
        else:
            result.append(Found(here.first, here.last, reading))
    return result[::-1]


def _link(tokens: Sequence[Token], left: Found, right: Found) -> str:
    """How two times hang together: `range`, `list` or not at all (empty)."""
    if _stands_alone(left.reading) or _stands_alone(right.reading):
        return ""
    if _until_something(tokens, left, right):
        return "range"
    if right.first - left.last > _FARTHEST:
        return ""
    between = [t.text.lower() for t in tokens[left.last : right.first]]
    words = [word for word in between if word not in _SKIPPED]
    if len(words) != 1:
        return ""
    if words[0] in _TO or (words[0] == "and" and preposition(tokens, left.first, left.last) == "between"):
        return "range"
    return "list" if words[0] in ("and", "or", ",") else ""


def _until_something(tokens: Sequence[Token], left: Found, right: Found) -> bool:
    """ "from 1903 until his dismissal in 1917": the end is told with what brought it."""
    between = tokens[left.last : right.first]
    if not 2 < len(between) <= _FARTHEST + 2 or between[0].text.lower() not in ("until", "till"):
        return False
    dated = between[-1].text.lower() in ("in", "on") and all(t.pos not in ("VERB", "AUX", "PUNCT") for t in between)
    return dated and preposition(tokens, left.first, left.last) == "from"


def _stands_alone(reading: Reading) -> bool:
    return isinstance(reading, Distance | Duration | Offset | Window | Range)


def _with_year_of(reading: Reading, following: Reading) -> Reading:
    """A month or day without its year takes that of the next one."""
    if not isinstance(reading, Calendar) or not isinstance(following, Calendar):
        return reading
    if reading.year is not None or reading.which or reading.era or not reading.month:
        return reading
    year = following.year
    if year is not None and reading.month > following.month > 0:
        year -= 1  # "from November to February 1944"
    return Calendar(year, reading.month, reading.day, era=following.era)
