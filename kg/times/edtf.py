"""Time values as strings, a small part of the Extended Date/Time Format (EDTF, Library of Congress, 2019).

    1939-08-02   day            1944-23     season: 21 spring, 22 summer, 23 autumn, 24 winter
    1939-08      month          1922/1946   interval, both ends included
    1939         year           2024/..     open interval
    --08  --08-14  --08-14 without its year (XML Schema's gMonth and gMonthDay; not part of EDTF)

Seasons are the meteorological ones of the northern hemisphere; winter is named after the year it begins in.
An empty string is an unknown time.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

__all__ = [
    "SEASON_MONTHS", "WINTER", "compatible", "day_value", "days", "first_part", "last_part", "month_value",
    "months_later", "year_value",
]  # fmt: skip

WINTER = 24
SEASON_MONTHS = {21: 3, 22: 6, 23: 9, WINTER: 12}
"""Season code -> its first month."""

_PARTIAL = re.compile(r"--(\d\d)(?:-(\d\d))?")


def days(value: str) -> tuple[date, date] | None:
    """Closed interval of days that `value` covers; None when it is empty, lacks its year or is no date.

    An open end is `date.min` or `date.max`.
    """
    first, slash, last = value.partition("/")
    try:
        start = _unit_days(first)[0] if first != ".." else date.min
        if not slash:
            return start, _unit_days(first)[1]
        return start, _unit_days(last)[1] if last != ".." else date.max
    except ValueError:
        return None


def compatible(a: str, b: str) -> bool:
    """Whether the two values can be the same time: they share a day. An unknown time goes with any other."""
    if not a or not b:
        return True
    if a.startswith("--"):
        return _partial_compatible(a, b)
    if b.startswith("--"):
        return _partial_compatible(b, a)
    left, right = days(a), days(b)
    return left is None or right is None or (left[0] <= right[1] and right[0] <= left[1])


def year_value(year: int) -> str:
    """`1939`; ValueError for a year that `date` does not know."""
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    return f"{year:04}"


def month_value(year: int, month: int) -> str:
    """`1939-08`; also for a season code in place of a month."""
    return f"{year_value(year)}-{month:02}"


def day_value(day: date) -> str:
    """`1939-08-02`."""
    return day.isoformat()


def months_later(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_part(value: str) -> str:
    """Where an interval begins; the value itself when it is none. Empty for an open beginning."""
    part = value.partition("/")[0]
    return "" if part == ".." else part


def last_part(value: str) -> str:
    """Where an interval ends; the value itself when it is none. Empty for an open end."""
    part = value.rpartition("/")[2]
    return "" if part == ".." else part


def _unit_days(value: str) -> tuple[date, date]:
    """Days of a year, season, month or day; ValueError for anything else."""
    if len(value) == 4:
        year = int(value)
        return date(year, 1, 1), date(year, 12, 31)
    if len(value) == 10:
        day = date.fromisoformat(value)
        return day, day
    if len(value) != 7:
        raise ValueError(value)
    year, month = int(value[:4]), int(value[5:])
    if month in SEASON_MONTHS:
        start = date(year, SEASON_MONTHS[month], 1)
        return start, months_later(start, 3) - timedelta(days=1)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _partial_compatible(partial: str, other: str) -> bool:
    """Whether a month, or day of a month, of any year falls into `other`."""
    month, day = _partial(partial)
    if other.startswith("--"):
        other_month, other_day = _partial(other)
        return month == other_month and (not day or not other_day or day == other_day)
    span = days(other)
    if span is None or span[1].year - span[0].year > 1:
        return True
    years = range(span[0].year, span[1].year + 1)
    values = [month_value(year, month) + (f"-{day:02}" if day else "") for year in years]
    return any(days(value) is not None and compatible(value, other) for value in values)


def _partial(value: str) -> tuple[int, int]:
    """Month and day of `--MM` or `--MM-DD`; the day is 0 when not said."""
    match = _PARTIAL.fullmatch(value)
    if match is None:
        raise ValueError(f"{value!r} is no partial date: write --MM or --MM-DD")
    return int(match[1]), int(match[2] or 0)
