"""What a time expression says before it is anchored: the grammar's output, the resolver's input."""

from __future__ import annotations

from typing import TypeAlias

from kg.model import Record

__all__ = [
    "Calendar", "Distance", "Duration", "Edge", "Feast", "Fixed", "Found", "Nth", "Offset", "Part", "Period", "Range", "Reading", "Weekday",
    "Window",
]  # fmt: skip

# `which` in these records says how to choose among the instances of something that recurs:
#   last this next            counted from the document's date ("last July")
#   that following previous   counted from the time last told ("the following summer")
#   the                       the one that the text is in ("later in the year")
#   ""                        not said; tense decides ("in July", "on Friday")


class Calendar(Record, frozen=True, gc=False):
    """A year, month or day of the calendar, perhaps without its year: "2 August 1939", "in June", "that spring"."""

    year: int | None = None
    month: int = 0
    """1 to 12, or a season code 21 to 24; 0 when not said."""
    day: int = 0
    which: str = ""
    """Choice among years: "last July"."""
    era: str = ""
    """The year named relatively, as `which`: "June of that year" is `that`."""
    weekday: int = -1
    """Day of the week told with the day, 0 is Monday; it helps to find the year."""


class Feast(Record, frozen=True, gc=False):
    """A feast that moves with Easter: "Easter Monday 1916"."""

    offset: int
    """Days from Easter Sunday."""
    year: int | None = None


class Nth(Record, frozen=True, gc=False):
    """One of a month's weekdays: "the first Sunday in May", "the last Friday of October 1931"."""

    count: int
    """From 1; -1 is the last, 0 any ("a Sunday in May")."""
    weekday: int
    month: Calendar


class Fixed(Record, frozen=True, gc=False):
    """A decade or century, already a value."""

    value: str


class Period(Record, frozen=True, gc=False):
    """A unit of the calendar: "last week", "the same day", "this morning"."""

    which: str
    unit: str
    """day week weekend month year decade century."""


class Weekday(Record, frozen=True, gc=False):
    """A day of the week: "Friday", "last Tuesday"."""

    which: str
    day: int
    """0 is Monday."""


class Offset(Record, frozen=True, gc=False):
    """A distance: "two weeks ago", "three days later"."""

    count: int | None
    """Signed; None when the text is vague ("years later")."""
    unit: str
    narrative: bool
    """Counted from the time last told, else from the document's date."""


class Distance(Record, frozen=True, gc=False):
    """How far a time told just before lies from what the clause behind tells: "on Monday, two days after they met"."""

    count: int
    """Signed: from the time told to the clause; minus two in "two days after"."""
    unit: str


class Window(Record, frozen=True, gc=False):
    """A stretch up to or from a date: "the past three months", "the next 24 hours"."""

    count: int | None
    """Signed; None when vague ("the coming weeks")."""
    unit: str
    narrative: bool


class Duration(Record, frozen=True, gc=False):
    """A length of time: "six years"; its preposition decides whether it says when."""

    count: int | None
    unit: str


class Part(Record, frozen=True, gc=False):
    """A quarter or half of a year."""

    first_month: int
    months: int
    year: Calendar


class Edge(Record, frozen=True, gc=False):
    """The begin, end or middle of something: "the end of the year", "the last day of June"."""

    side: str
    """start, middle or end."""
    exact: bool
    """Whether the very day is meant."""
    inner: Reading


class Range(Record, frozen=True, gc=False):
    """From one time to another, both included."""

    start: Reading
    end: Reading


Reading: TypeAlias = Calendar | Distance | Feast | Nth | Fixed | Period | Weekday | Offset | Window | Duration | Part | Edge | Range


class Found(Record, frozen=True, gc=False):
    """A reading and the tokens that say it, end exclusive."""

    first: int
    last: int
    reading: Reading
