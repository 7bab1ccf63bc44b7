"""Times: which words of a document say when, and what they mean.

    tokens ──recognise──> readings ──joined──> ranges ──resolve──> values ──preposition──> expressions

The grammar says what the words mean by themselves ("Friday", "three days later"); `resolve` anchors that, in text
order, on the document's date and on the story so far; prepositions make intervals of it ("since", "by").
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as calendar_date

from kg.model import Parse, Record, Token
from kg.times.edtf import compatible, days, first_part, last_part
from kg.times.guards import limit, preposition, starts
from kg.times.ranges import joined
from kg.times.readings import Distance, Duration, Found, Offset, Range
from kg.times.recognition import recognise
from kg.times.resolution import Setting, resolve
from kg.times.story import Story, is_dateline, is_lifespan
from kg.times.tense import FUTURE, PAST, clause_tense

__all__ = ["TimeExpression", "compatible", "days", "find_times"]


class TimeExpression(Record, frozen=True, gc=False):
    """Words that say when, and the time that they mean."""

    first: int
    last: int
    """Token span, end exclusive, without preposition and without a leading "the"."""
    start: int
    end: int
    """The same span in code points."""
    value: str
    """Time of what happened "on", "since" or "by" it, in the notation of `kg.times.edtf`; empty when not known."""
    kind: str
    """`point`, `interval`, `open` ("since 2024"), `duration` ("for six years", has no value), `lifespan` (behind a
    name: "(1870-1944)"), `dateline` (the date of the text itself) or `distance` ("two days after they met": the time
    of the clause behind it)."""
    named: str
    """Value of the words alone, without their preposition: `2024` in "since 2024"."""

    @property
    def anchored(self) -> bool:
        """Whether the value is known with its year."""
        return bool(self.value) and not self.value.startswith("--")


def find_times(parse: Parse, date: str | None = None) -> tuple[TimeExpression, ...]:
    """All time expressions of a document in text order, not overlapping.

    :param date: the document's date `YYYY-MM-DD`, when known; a date line in the text takes its place.
    :raises ValueError: when `date` is no date.
    """
    tokens = parse.tokens
    story = Story(calendar_date.fromisoformat(date) if date else None)
    expressions: list[TimeExpression] = []
    at = 0
    for found in joined(tokens, recognise(tokens)):
        while parse.sentences[at].last < found.last:  # a sentence may be cut inside a date
            at += 1
        if isinstance(found.reading, Distance):
            before = expressions[-1] if expressions and expressions[-1].first >= parse.sentences[at].first else None
            expressions.append(_distance(tokens, found, before))
            continue
        expression = _express(tokens, found, story, at, is_dateline(tokens, found, parse.sentences[at]))
        expressions.append(expression)
        if expression.kind == "dateline" and expression.anchored:
            story = story.dated(expression.value)
        elif expression.kind != "lifespan":
            # "Since 2024" does not move the text to 2024, but "two days later" may count from it.
            root = parse.sentences[at].root if expression.kind != "open" else -1
            story = story.after(tokens, found, expression.named, at, root, clause_tense(tokens, found.first))
    return tuple(expressions)


def _express(tokens: Sequence[Token], found: Found, story: Story, sentence: int, dateline: bool) -> TimeExpression:
    """One expression, resolved where the story stands."""
    introduced = "" if dateline else preposition(tokens, found.first, found.last)
    if introduced in ("of", "in", "on"):
        introduced = limit(tokens, found.first) or introduced
    elif introduced == "from" and not isinstance(found.reading, Range) and starts(tokens, found.first):
        introduced = "since"
    tense = PAST if introduced == "since" else clause_tense(tokens, found.first)
    near = story.year_is_near(sentence, tense)
    setting = Setting(story.reference, story.told, story.year, near, tense, introduced)
    vague = isinstance(found.reading, Offset) and _is_bounded(tokens, found.first)
    named = "" if vague else resolve(found.reading, setting)
    value = _with_preposition(named, setting, _is_negated(tokens, found.first))
    kind = "dateline" if dateline else "lifespan" if is_lifespan(tokens, found) else _kind(found, value)
    start, end = tokens[found.first].start, tokens[found.last - 1].end
    return TimeExpression(found.first, found.last, start, end, value, kind, named)


def _distance(tokens: Sequence[Token], found: Found, before: TimeExpression | None) -> TimeExpression:
    """ "On Monday, two days after they met": counted from the time that stands before it in the sentence."""
    told = before.value if before is not None and before.kind in ("point", "dateline") else ""
    vague = _is_bounded(tokens, found.first)
    value = "" if vague else resolve(found.reading, Setting(told=told))
    start, end = tokens[found.first].start, tokens[found.last - 1].end
    return TimeExpression(found.first, found.last, start, end, value, "distance" if value else "point", value)


def _is_bounded(tokens: Sequence[Token], first: int) -> bool:
    """Whether the distance is only bounded or a part: "more than two years ago", "half a century ago"."""
    return first > 0 and tokens[first - 1].text.lower() in ("than", "nearly", "almost", "over", "least", "half")


def _is_negated(tokens: Sequence[Token], first: int) -> bool:
    """Whether the clause is denied up to the time: "not until 1944", "did not see her again until 1944" are 1944."""
    if any(t.text.lower() in _NOT for t in tokens[max(0, first - 3) : first]):
        return True
    i = first
    while tokens[i].pos not in ("VERB", "AUX") and tokens[i].head != i:
        i = tokens[i].head
    return any(t.dep == "neg" and t.head == i for t in tokens[max(0, i - 4) : i])


_NOT = ("not", "n't", "n’t")


def _with_preposition(named: str, at: Setting, negated: bool) -> str:
    """The value of "since", "after", "until", "before" or "by" a time.

    In a clause that looks ahead, what happens by, before or until a time begins at the document's date.
    """
    word = at.preposition
    if word not in ("since", "after", "until", "till", "before", "by") or not named:
        return named
    if negated and word in ("until", "till"):
        return named
    if named.startswith("--") or ".." in named:
        return named if word == "by" else ""
    if word in ("since", "after"):
        return f"{first_part(named) if word == 'since' else last_part(named)}/.."
    span = days(named)
    if at.tense == FUTURE and at.reference is not None and span is not None and span[1] >= at.reference:
        first, last = at.reference.isoformat(), last_part(named)
        return f"{first}/{last}" if first != last else first
    return named if word == "by" else f"../{last_part(named)}"


def _kind(found: Found, value: str) -> str:
    if isinstance(found.reading, Duration) and not value:
        return "duration"
    return "open" if ".." in value else "interval" if "/" in value else "point"
