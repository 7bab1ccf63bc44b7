"""Calendar dates as English writes them. Numeric dates such as 10/12/2025 are ambiguous and never read."""

from __future__ import annotations

import datetime
import re

import msgspec

__all__ = ["DATE", "Day", "parse_date", "parse_day", "with_year"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day|\.)?,? )"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"\d{4}"
DATE = (
    rf"{_WEEKDAY}?(?:(?:the )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?(?!\d)"
    rf"|{_MONTH} {_DAY}(?:,? {_YEAR})?(?!\d)|{_YEAR}-\d\d-\d\d(?!\d))"
)
"""Pattern without groups (to be matched without case) of a date with or without its year, in single spaces."""

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DAY_FIRST = re.compile(rf"{_WEEKDAY}?(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})(?:,? (\d{{4}}))?", re.I)
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}?({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?", re.I)


class Day(msgspec.Struct, frozen=True):
    """A calendar date, perhaps without its year."""

    day: int
    month: int
    year: int | None

    @property
    def iso(self) -> str | None:
        """`YYYY-MM-DD`; None without a year."""
        return None if self.year is None else _iso(self.year, self.month, self.day)


def parse_date(text: str) -> str | None:
    """A whole date (`2031-05-17`, `17 May 2031`, `Saturday, May 17th, 2031`) as `YYYY-MM-DD`; None when it is none."""
    day = parse_day(" ".join(text.split()))
    return None if day is None else day.iso


def parse_day(text: str) -> Day | None:
    """A date in single spaces, with or without year; None when it is none or not in the calendar."""
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        return Day(day, month, year) if _iso(year, month, day) else None
    if match := _DAY_FIRST.fullmatch(text):
        day_text, month_text, year_text = match.groups()
    elif match := _MONTH_FIRST.fullmatch(text):
        month_text, day_text, year_text = match.groups()
    else:
        return None
    day, month = int(day_text), _MONTHS.index(month_text[:3].lower()) + 1
    known_year = int(year_text) if year_text else None
    # without its year a date is possible when some year has it: 29 February
    return Day(day, month, known_year) if _iso(known_year or 2000, month, day) else None


def with_year(day: Day, near: str) -> str | None:
    """The date `YYYY-MM-DD` of a day without year that is nearest to the date `near`."""
    anchor = datetime.date.fromisoformat(near)
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    dates = [date for year in years if (date := _iso(year, day.month, day.day))]
    return min(dates, key=lambda date: abs(datetime.date.fromisoformat(date) - anchor), default=None)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
