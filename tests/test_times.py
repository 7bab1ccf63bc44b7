"""Time expressions: the cases are text, in `cases/times/*.md`.

A case is its title, and between lines with a single dot the document and what is expected. The document may begin
with its date (`date: 2031-05-04`). Each expected line is an expression in text order:

    words = value (kind) [named]

where `none` is an empty value, `(kind)` stands where the value does not show it (an interval has `/`, an open one
`..`, all else is a point), and `[named]` gives the value of the words alone where a preposition changes it; as
`[first day..last day]` it gives the days that they cover. A document without times expects `nothing`.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Parse
from kg.nlp import Parser, load
from kg.times import TimeExpression, compatible, days, find_times

CASES = Path(__file__).parent / "cases" / "times"


class Case(NamedTuple):
    """One case and where it stands."""

    where: str
    date: str | None
    text: str
    expected: list[str]


def read_cases(path: Path) -> list[Case]:
    """The cases of a file; a file that is not in the format fails here and not silently."""
    lines = path.read_text(encoding="utf-8").splitlines()
    dots = [n for n, line in enumerate(lines) if line == "."]
    assert dots and len(dots) % 3 == 0, f"{path.name}: a case has three lines with a dot"
    cases = []
    for start, middle, end in zip(dots[::3], dots[1::3], dots[2::3], strict=True):
        text, expected = lines[start + 1 : middle], lines[middle + 1 : end]
        dated = text[0].startswith("date: ")
        cases.append(
            Case(
                f"{path.name}:{start}",
                text[0].removeprefix("date: ") if dated else None,
                "\n".join(text[dated:]),
                [] if expected == ["nothing"] else expected,
            )
        )
    return cases


ALL_CASES = [case for path in sorted(CASES.glob("*.md")) for case in read_cases(path)]


@cache
def parser() -> Parser:
    """The default pipeline, loaded once."""
    return load()


def times_of(text: str, day: str | None = None) -> list[tuple[str, str]]:
    """Words and value of each expression."""
    return [(text[e.start : e.end], e.value) for e in find_times(parser().parse(text), day)]


def in_words(text: str, e: TimeExpression, named_as_days: bool) -> str:
    """An expression as the case files write it."""
    shown = "open" if ".." in e.value else "interval" if "/" in e.value else "point"
    kind = "" if e.kind == shown else f" ({e.kind})"
    named = "" if e.named == e.value else f" [{e.named}]"
    if named_as_days:
        covered = days(e.named)
        named = f" [{covered[0]}..{covered[1]}]" if covered else ""
    return f"{' '.join(text[e.start : e.end].split())} = {e.value or 'none'}{kind}{named}"


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case.where)
def test_case(case: Case) -> None:
    """Every document of the case files gives exactly the expected expressions."""
    as_days = any(re.search(r"\[\d{4}-\d\d-\d\d\.\.", line) for line in case.expected)
    found = [in_words(case.text, e, as_days) for e in find_times(parser().parse(case.text), case.date)]
    assert found == case.expected, f"{CASES.name}/{case.where}"


def test_there_are_forty_expressions_and_many_more() -> None:
    """The case files are found and hold what they are said to hold."""
    assert sum(case.where.startswith("expressions.md") for case in ALL_CASES) == 40
    assert len(ALL_CASES) >= 120


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case.where)
def test_spans_are_exact(case: Case) -> None:
    """Spans follow each other without overlap, and code points agree with tokens."""
    parse = parser().parse(case.text)
    at = 0
    for e in find_times(parse, case.date):
        assert at <= e.first < e.last <= len(parse.tokens)
        assert (e.start, e.end) == (parse.tokens[e.first].start, parse.tokens[e.last - 1].end)
        at = e.last


def test_empty_document() -> None:
    """A document without tokens has no times."""
    assert find_times(Parse((), ())) == ()


def test_document_date_must_be_a_date() -> None:
    """A malformed document date is refused."""
    with pytest.raises(ValueError, match="month"):
        find_times(Parse((), ()), "2031-13-01")


def test_anchored() -> None:
    """A value without its year is not anchored, nor is an empty one."""
    anchored = [e.anchored for e in find_times(parser().parse("He wrote in May 1931. He wrote on Monday."))]
    assert anchored == [True, False]
    assert [e.anchored for e in find_times(parser().parse("He wrote in May."))] == [False]


def test_offsets_count_from_the_start_of_the_text() -> None:
    """Front matter that is not parsed still counts in the offsets."""
    text = "title: 1999\n\nHe wrote in May 1931."
    (found,) = find_times(parser().parse(text, body=13))
    assert text[found.start : found.end] == "May 1931"


def test_typographic_signs() -> None:
    """Typographic apostrophes and dashes read like plain ones."""
    assert times_of("On New Year’s Eve 1943 he wrote; in 1919–22 he did not.") == [
        ("New Year’s Eve 1943", "1943-12-31"), ("1919–22", "1919/1922"),
    ]  # fmt: skip


def test_letters_that_change_length_in_lower_case() -> None:
    """A letter whose lower case is longer than itself does not shift what follows."""
    assert times_of("İİİ wrote on 2 May 1931.") == [("2 May 1931", "1931-05-02")]


# -- values --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("1939-08-02", "1939-08-02", "1939-08-02"),
        ("1939-08", "1939-08-01", "1939-08-31"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("1939", "1939-01-01", "1939-12-31"),
        ("1944-21", "1944-03-01", "1944-05-31"),
        ("1944-24", "1944-12-01", "1945-02-28"),
        ("1922/1946", "1922-01-01", "1946-12-31"),
        ("2031-05/2031-06-03", "2031-05-01", "2031-06-03"),
        ("2024/..", "2024-01-01", "9999-12-31"),
        ("../2024-02", "0001-01-01", "2024-02-29"),
    ],
)
def test_days(value: str, first: str, last: str) -> None:
    """A value covers the days from its first to its last."""
    assert days(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("value", ["", "--08", "--08-14", "1939-02-30", "1939-13", "soon", "1939-8"])
def test_no_days(value: str) -> None:
    """Values without a year, and strings that are no values, cover no days."""
    assert days(value) is None


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("", "1939", True),
        ("2025", "2025-08", True),
        ("2025-08", "2025-08-15", True),
        ("2025-08", "2025-09", False),
        ("2025-08-15", "2025-08-16", False),
        ("1944-23", "1944-10-02", True),
        ("1944-23", "1944-12-02", False),
        ("1922/1946", "1944-08", True),
        ("2024/..", "2031", True),
        ("2024/..", "2023-12-31", False),
        ("--08", "2025-08-15", True),
        ("--08", "2025", True),
        ("--08", "2025-09", False),
        ("--08", "--08-14", True),
        ("--08-14", "--08-15", False),
        ("--08-14", "2025-08", True),
        ("--08-14", "2025-08-15", False),
        ("--01", "2025-12-20/2026-01-03", True),
        ("--03", "2025-12-20/2026-01-03", False),
        ("--02-29", "2027", False),
        ("--08", "2024/..", True),
    ],
)
def test_compatible(a: str, b: str, expected: bool) -> None:
    """Two values can be the same time when they share a day."""
    assert compatible(a, b) is expected
    assert compatible(b, a) is expected


DATES = st.dates(date(1000, 1, 1), date(2999, 12, 31))


@given(DATES)
def test_a_day_lies_in_its_month_and_year(day: date) -> None:
    """A day is compatible with its month, its year and itself without the year, and not with the year before."""
    value = day.isoformat()
    assert all(compatible(value, wider) for wider in (value[:7], value[:4], f"--{value[5:]}", f"--{value[5:7]}"))
    assert not compatible(value, f"{day.year - 1:04}")


@given(DATES)
def test_weekday_of_a_past_clause_is_at_most_a_week_back(day: date) -> None:
    """Whatever the document's date, "on Tuesday" in a past clause is a Tuesday of the seven days up to it."""
    ((_, value),) = times_of("They met on Tuesday.", day.isoformat())
    found = date.fromisoformat(value)
    assert found.weekday() == 1
    assert 0 <= (day - found).days < 7
