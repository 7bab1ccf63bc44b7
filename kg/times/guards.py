"""What the words around a match make of it: "May" the month or the verb, 1944 a year, a count or a life's end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Token
from kg.times.words import APPROXIMATORS, MONTHS

__all__ = ["allow", "hour_of_story", "limit", "month", "month_name", "not_compound", "ordinal_day", "preposition", "season", "span_of_time",
           "starts", "weekday", "year"]  # fmt: skip

_TIME_PREPOSITIONS = frozenset({
    "in", "on", "since", "by", "until", "till", "from", "to", "of", "before", "after", "during", "through",
    "throughout", "for", "between", "and", "or", "within", "over", "at", "-", "/", "near", "towards", "toward",
    "prior", "circa",
})  # fmt: skip
_YEAR_PREPOSITIONS = frozenset({
    "in", "since", "until", "till", "from", "during", "between", "before", "after", "by", "circa", "c.", "ca.",
    "through", "around",
})  # fmt: skip
_NUMBERED = frozenset({
    "$", "£", "€", "#", "no.", "nos.", "number", "page", "pages", "p.", "pp.", "box", "folio", "fol.", "gate",
    "room", "item", "route", "flight",
})  # fmt: skip
_FORENAMES = frozenset({"april", "may", "june", "august", "jan", "mar"})
"""Months that are also names of persons."""
_SPAN_PREPOSITIONS = frozenset({"for", "over", "during", "in", "within", "after", "under", "throughout"})

_FOUR_FIGURES = re.compile(r"\d{4}")


def allow(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Any words."""
    return True


def preposition(tokens: Sequence[Token], first: int, last: int) -> str:
    """Word that introduces the span ("since", "by"), approximators skipped.

    Empty for "after the August summit": what happened then, happened in August all the same.
    """
    i = first - 1
    while i >= 0 and tokens[i].text.lower() in APPROXIMATORS:
        i -= 1
    word = tokens[i].text.lower() if i >= 0 else ""
    return "" if word == "after" and _modifies(tokens, first, last) else word


def limit(tokens: Sequence[Token], first: int) -> str:
    """ "since" or "until" where it governs the noun that the time describes ("since his arrest in May"), else empty."""
    i = tokens[first].head
    for _ in range(6):
        if tokens[i].pos not in ("ADP", "SCONJ", "NOUN", "PROPN") or tokens[i].head == i or i > first:
            return ""
        if tokens[i].text.lower() in ("since", "until", "till"):
            return tokens[i].text.lower()
        i = tokens[i].head
    return ""


def starts(tokens: Sequence[Token], first: int) -> bool:
    """Whether "from" tells since when somebody did something ("from 1931 she taught"), not what something is of."""
    i = tokens[first].head
    while tokens[i].pos == "NUM" or (tokens[i].pos == "PROPN" and i < first):
        if tokens[i].head == i:
            return False
        i = tokens[i].head
    return tokens[i].text.lower() == "from" and tokens[tokens[i].head].pos in ("VERB", "AUX")


def month_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """The month's word is a name and not the verb "may" or "march"."""
    month = next(t for t in tokens[first:last] if t.text.lower() in MONTHS)
    return month.text[0].isupper() and (month.tag != "MD" or last - first > 1)


def month(tokens: Sequence[Token], first: int, last: int) -> bool:
    """A month with its year, or alone where it can be no other word."""
    return month_name(tokens, first, last) if last - first > 1 else _month_alone(tokens, first, last)


def _month_alone(tokens: Sequence[Token], first: int, last: int) -> bool:
    """A month without day and year: not a person ("June Carver", "Mrs May"), and introduced as a time."""
    token = tokens[last - 1]
    if not token.text[0].isupper() or token.tag[:2] in ("MD", "VB") or token.ent in ("PERSON", "ORG", "GPE"):
        return False
    follows = tokens[last] if last < len(tokens) else None
    if follows is not None and follows.pos == "PROPN" and follows.text.lower() not in MONTHS:
        before = tokens[first - 1].text.lower() if first else ""
        return before in ("in", "since", "until", "last") and token.text.lower() not in _FORENAMES
    if token.dep in ("nsubj", "nsubjpass", "dobj") or _is_habit(tokens, first):
        return False
    return token.ent == "DATE" or _introduced(tokens, first, _TIME_PREPOSITIONS)


def weekday(tokens: Sequence[Token], first: int, last: int) -> bool:
    """A single day and neither a habit ("every Friday") nor part of a name ("Sunday Mirror")."""
    token, follows = tokens[first], tokens[last] if last < len(tokens) else None
    name = follows is not None and follows.pos == "PROPN" and token.dep == "compound" and token.head == follows.i
    return token.text[0].isupper() and not name and not _is_habit(tokens, first)


def _is_habit(tokens: Sequence[Token], first: int) -> bool:
    """Whether it recurs: "every Friday", "each March"."""
    return first > 0 and tokens[first - 1].text.lower() in ("every", "each")


def season(tokens: Sequence[Token], first: int, last: int) -> bool:
    """A season without its year needs a preposition: "in the fall", not "the fall of the city" or "a spring"."""
    if last - first > 1:
        return True
    of = last < len(tokens) and tokens[last].text.lower() == "of"
    return not of and not _modifies(tokens, first, last) and _introduced(tokens, first, _TIME_PREPOSITIONS)


def hour_of_story(tokens: Sequence[Token], first: int, last: int) -> bool:
    """A part of the day that the text is in: "in the afternoon", not "in the evening of his life" or "an evening"."""
    if _modifies(tokens, first, last) or (last < len(tokens) and tokens[last].text.lower() == "of"):
        return False
    return first > 1 and tokens[first - 1].text.lower() == "the" and tokens[first - 2].text.lower() in ("in", "during")


def not_compound(tokens: Sequence[Token], first: int, last: int) -> bool:
    """No noun follows that the span only describes: "a Christmas card"."""
    return not _modifies(tokens, first, last)


def ordinal_day(tokens: Sequence[Token], first: int, last: int) -> bool:
    """A day of the month ("on the 10th") and not "the 10th floor" or "the 10th of them"."""
    follows = tokens[last] if last < len(tokens) else None
    if tokens[first].text.isalpha() and (first < 2 or tokens[first - 2].text.lower() != "on" or _ordinal_of(follows)):
        return False  # "by the second", "on the first that came"
    if follows is not None and (follows.pos in ("NOUN", "PROPN", "ADJ", "NUM") or follows.text.lower() in ("of", "-")):
        return False
    return first > 1 and tokens[first - 2].text.lower() in ("on", "by", "until", "since", "from", "before")


def _ordinal_of(follows: Token | None) -> bool:
    """Whether more follows than the end of a phrase, so that an ordinal may count something."""
    return follows is not None and follows.pos not in ("PUNCT", "ADP", "CCONJ")


def span_of_time(tokens: Sequence[Token], first: int, last: int) -> bool:
    """A length that a preposition introduces: "for six years"."""
    return _introduced(tokens, first, _SPAN_PREPOSITIONS) and not _modifies(tokens, first, last)


def year(tokens: Sequence[Token], first: int, last: int) -> bool:
    """A year and not a count, sum or number of something."""
    token, before = tokens[first], tokens[first - 1].text.lower() if first else ""
    follows = tokens[last] if last < len(tokens) else None
    if before in _NUMBERED or token.ent in ("MONEY", "QUANTITY", "PERCENT"):
        return False
    if follows is not None and (follows.text in ("%", "/") or _counts(tokens, last - 1, follows)):
        return False
    if last - first > 1 or before in _YEAR_PREPOSITIONS or token.ent == "DATE" or before in ("(", "born", "b."):
        return True
    if before in ("to", "and", "or", ",") and first > 1 and _FOUR_FIGURES.fullmatch(tokens[first - 2].text):
        return True  # "from 1919 to 1922"
    return not token.text.isdigit() or _introduced(tokens, first, _YEAR_PREPOSITIONS)


def _counts(tokens: Sequence[Token], i: int, follows: Token) -> bool:
    """Whether the figure at `i` counts the noun behind it ("1500 soldiers")."""
    return follows.tag == "NNS" or (tokens[i].dep == "nummod" and tokens[i].head >= follows.i and follows.tag == "JJ")


def _introduced(tokens: Sequence[Token], first: int, prepositions: frozenset[str]) -> bool:
    """Whether one of the prepositions introduces the span, approximators skipped."""
    i = first - 1
    while i >= 0 and tokens[i].text.lower() in APPROXIMATORS and tokens[i].text.lower() not in prepositions:
        i -= 1
    return i >= 0 and tokens[i].text.lower() in prepositions


def _modifies(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the span describes a noun behind it ("the August summit") or owns it ("Friday's talks")."""
    if last >= len(tokens):
        return False
    if tokens[last].tag == "POS":
        return True
    heads = [tokens[i].head for i in range(first, last) if not first <= tokens[i].head < last]
    return any(last <= head < last + 4 and tokens[head].pos in ("NOUN", "PROPN") for head in heads)
