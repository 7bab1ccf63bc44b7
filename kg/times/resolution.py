"""From what an expression says to a value: years and days filled in from the document's date and the time last told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from kg.model import Record
from kg.times.edtf import (
    SEASON_MONTHS,
    WINTER,
    day_value,
    days,
    first_part,
    last_part,
    month_value,
    months_later,
    year_value,
)  # fmt: skip
from kg.times.readings import (
    Calendar,
    Distance,
    Duration,
    Edge,
    Feast,
    Fixed,
    Nth,
    Offset,
    Part,
    Period,
    Range,
    Reading,
    Weekday,
    Window,
)  # fmt: skip
from kg.times.tense import FUTURE, PLUPERFECT
from kg.times.units import moved, precision, shifted, unit_at

__all__ = ["Setting", "resolve"]

_REACH = 8
"""Years looked at for an instance of a date; eight because 29 February can be as far away."""
_WRAP = 6
"""A month told this many months before the last one told belongs to the next year ("December 1943 … In January")."""


class Setting(Record, frozen=True, gc=False):
    """What an expression is anchored on."""

    reference: date | None = None
    """The document's date."""
    told: str = ""
    """Value of the last time told in the text."""
    year: int | None = None
    """Year that the text speaks of, where it named one."""
    near: bool = False
    """Whether that year was named in this or the previous sentences."""
    tense: str = "past"
    preposition: str = ""


def resolve(reading: Reading, at: Setting) -> str:
    """The value of a reading, `--MM` or `--MM-DD` without a year, empty when it cannot be anchored."""
    try:
        return _RESOLVERS[type(reading)](reading, at)
    except (ValueError, OverflowError):  # no such day: 30 February, the year 10000
        return ""


# -- dates of the calendar ---------------------------------------------------------------------------------------


def _calendar(c: Calendar, at: Setting) -> str:
    if c.day and not c.month and c.which:
        month = _period(Period(c.which, "month"), at)
        return day_value(date(int(month[:4]), int(month[5:7]), c.day)) if month else ""
    if c.era == "before last":
        return _instance(c, int(_chosen(Calendar(month=c.month, which="last"), at)[:4]) - 1) if at.reference else ""
    if c.day and not c.month:
        return _day_of_month(c.day, at)
    if c.which:
        return _chosen(c, at)
    if c.era:
        named = first_part(_period(Period(c.era, "year"), at))
        return _instance(c, int(named)) if named else _partial(c)
    year = c.year if c.year is not None else _told_year(c, at)
    if year is not None:
        return _instance(c, year)
    if at.reference is None:
        return _partial(c)
    return _nearest(c, at.reference, ahead=at.tense == FUTURE, including=True)


def _on_weekday(c: Calendar, at: Setting) -> str:
    """A day told with its weekday but without its year: the year in which both agree, first that of the story."""
    value = _calendar(c, at)
    span = days(value)
    if c.weekday < 0 or c.year is not None or span is None or span[0].weekday() == c.weekday:
        return value
    year = span[0].year
    step = 1 if at.tense == FUTURE else -1
    years = [] if at.year is None else [at.year, at.year + 1]
    for candidate in [*years, *(year + step * n for n in range(1, _REACH))]:
        if not (c.month == 2 and c.day == 29) and date(candidate, c.month, c.day).weekday() == c.weekday:
            return _instance(c, candidate)
    return value


def _feast(f: Feast, at: Setting) -> str:
    """The feast in its year: the one told, that of the story, or the one next to the document's date."""
    if f.year is not None:
        return day_value(_easter(f.year) + timedelta(days=f.offset))
    if at.year is not None and (at.reference is None or at.near):
        return day_value(_easter(at.year) + timedelta(days=f.offset))
    if at.reference is None:
        return ""
    years = (at.reference.year + n for n in (-1, 0, 1))
    dates = [_easter(year) + timedelta(days=f.offset) for year in years]
    if at.tense == FUTURE:
        return day_value(min(d for d in dates if d >= at.reference))
    return day_value(max(d for d in dates if d <= at.reference))


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous algorithm, Nature 13, 1876, p. 487)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return date(year, month, day + 1)


def _nth(n: Nth, at: Setting) -> str:
    """The weekday in its month; the month where any of them is meant."""
    month = _calendar(n.month, at)
    span = days(month)
    if span is None or n.count == 0:
        return month
    if n.count < 0:
        return day_value(span[1] - timedelta(days=(span[1].weekday() - n.weekday) % 7))
    return day_value(span[0] + timedelta(days=(n.weekday - span[0].weekday()) % 7, weeks=n.count - 1))


def _instance(c: Calendar, year: int) -> str:
    """The date in one year; ValueError when it has none (29 February)."""
    if not c.month:
        return year_value(year)
    return day_value(date(year, c.month, c.day)) if c.day else month_value(year, c.month)


def _partial(c: Calendar) -> str:
    """The date without its year."""
    if not c.month or c.month in SEASON_MONTHS:
        return ""
    return f"--{c.month:02}-{c.day:02}" if c.day else f"--{c.month:02}"


def _told_year(c: Calendar, at: Setting) -> int | None:
    """Year of a date that names none, from the year that the text speaks of; None when the document's date decides."""
    if at.year is None or not c.month:
        return None
    if at.reference is not None:
        other_side = at.year > at.reference.year if at.tense == FUTURE else at.year < at.reference.year
        if not (at.near and other_side):
            return None
    month = SEASON_MONTHS.get(c.month, c.month)
    told_month = _month_of(at.told) if at.told.startswith(year_value(at.year)) else 0
    wraps = told_month - month >= _WRAP and at.tense != PLUPERFECT
    return at.year + wraps


def _month_of(value: str) -> int:
    """Month in which a value begins, 0 for a year."""
    part = first_part(value)
    month = int(part[5:7]) if len(part) >= 7 else 0
    return SEASON_MONTHS.get(month, month)


def _chosen(c: Calendar, at: Setting) -> str:
    """One of many: "last July" counts from the document's date, "the following summer" from the time told."""
    if c.which in ("last", "this", "next"):
        if at.reference is None:
            return ""
        if c.which == "this":
            return _instance(c, _season_year(c, at.reference))
        return _nearest(c, at.reference, ahead=c.which == "next", including=False)
    span = days(at.told)
    if span is None or date.min in span or date.max in span:
        return ""
    if c.which == "that":
        return _instance(c, _season_year(c, span[0]))
    ahead = c.which == "following"
    return _nearest(c, span[1] if ahead else span[0], ahead=ahead, including=False)


def _season_year(c: Calendar, day: date) -> int:
    """Year of "this winter" and the like: in January and February, winter has begun the year before."""
    return day.year - (c.month == WINTER and day.month < 3)


def _nearest(c: Calendar, day: date, *, ahead: bool, including: bool) -> str:
    """The last instance before, or the first after `day`; one around `day` counts when `including`."""
    for year in range(day.year - 1, day.year + _REACH) if ahead else range(day.year + 1, day.year - _REACH, -1):
        try:
            value = _instance(c, year)
        except ValueError:
            continue
        span = days(value)
        if span is None:  # beyond the years that `date` knows
            continue
        begin, end = span
        if (end if including else begin) > day if ahead else (begin if including else end) < day:
            return value
        if including and begin <= day <= end:
            return value
    return ""


def _day_of_month(day: int, at: Setting) -> str:
    """The day in "on the 10th": of the month told, else of the document's."""
    told = first_part(at.told)
    if len(told) >= 7 and int(told[5:7]) <= 12:
        return day_value(date(int(told[:4]), int(told[5:7]), day))
    if told or at.reference is None:
        return ""
    for months in range(3):
        month = months_later(at.reference.replace(day=1), months if at.tense == FUTURE else -months)
        value = month.replace(day=day)
        if value >= at.reference if at.tense == FUTURE else value <= at.reference:
            return day_value(value)
    return ""


def _weekday(w: Weekday, at: Setting) -> str:
    from_story = w.which in ("that", "following", "previous")
    base = _told_at("day", at, latest=True) if from_story else at.reference
    if base is None:
        return ""
    days_ahead = (w.day - base.weekday()) % 7
    days_back = (base.weekday() - w.day) % 7
    if w.which in ("next", "following"):
        return day_value(base + timedelta(days=days_ahead or 7))
    if w.which in ("last", "previous"):
        return day_value(base - timedelta(days=days_back or 7))
    if w.which in ("this", "that"):
        return day_value(base + timedelta(days=w.day - base.weekday()))
    return day_value(base + timedelta(days=days_ahead) if at.tense == FUTURE else base - timedelta(days=days_back))


# -- units -------------------------------------------------------------------------------------------------------

_STEP = {"before last": -2, "last": -1, "previous": -1, "this": 0, "that": 0, "the": 0, "next": 1, "following": 1}


def _period(p: Period, at: Setting) -> str:
    if not p.which:  # "at the weekend"
        saturday = _weekday(Weekday("", 5), at)
        return unit_at(date.fromisoformat(saturday), "weekend", 0) if saturday else ""
    step = _STEP[p.which]
    base = at.reference if _is_of_document(p, at) else _told_at(p.unit, at, latest=step > 0)
    return unit_at(base, p.unit, step) if base else ""


def _is_of_document(p: Period, at: Setting) -> bool:
    """Whether the unit is counted from the document's date."""
    if p.which == "the":
        return at.reference is not None and not (at.near and at.year != at.reference.year)
    return p.which in ("before last", "last", "this", "next")


def _told_at(unit: str, at: Setting, *, latest: bool) -> date | None:
    """A day of the time told, when it was told as exactly as `unit` needs."""
    if unit == "day" and "/" in at.told:
        return None
    part = last_part(at.told) if latest else first_part(at.told)
    needed = {"day": 10, "week": 10, "weekend": 10, "month": 7}.get(unit, 4)
    if len(part) < needed or part.startswith("--") or (needed == 7 and int(part[5:7]) > 12):
        return None
    span = days(part)
    return span[0] if span else None


# -- distances ---------------------------------------------------------------------------------------------------


def _offset(o: Offset, at: Setting) -> str:
    if o.count is None:
        return ""
    base = _told_at(precision(o.unit), at, latest=o.count > 0) if o.narrative else at.reference
    return shifted(base, o.count, o.unit) if base else ""


def _distance(d: Distance, at: Setting) -> str:
    """When the clause behind "two days after" was, counted from the time told before; empty without that."""
    base = _told_at(precision(d.unit), at, latest=False)
    return shifted(base, d.count, d.unit) if base else ""


def _window(w: Window, at: Setting) -> str:
    if w.count is None:
        return ""
    if at.reference is not None and not w.narrative:
        base, other = at.reference, moved(at.reference, w.count, w.unit)
        return f"{min(base, other)}/{max(base, other)}" if base != other else day_value(base)
    unit = precision(w.unit)
    told = _told_at(unit, at, latest=w.count > 0) if w.narrative or w.count > 0 else None
    if told is None:
        return ""
    ends = sorted([unit_at(told, unit, 0), shifted(told, w.count, w.unit)])
    return "/".join(ends)


def _duration(d: Duration, at: Setting) -> str:
    """Looking ahead, "within 48 hours" and "in two weeks" say when; other lengths do not."""
    if d.count is None or at.reference is None or at.tense != FUTURE:
        return ""
    if at.preposition == "in":
        return shifted(at.reference, d.count, d.unit)
    return _window(Window(d.count, d.unit, narrative=False), at) if at.preposition == "within" else ""


# -- parts and ranges --------------------------------------------------------------------------------------------


def _part(p: Part, at: Setting) -> str:
    """Months of a year: "the first half of 2021" is `2021-01/2021-06`."""
    value = _calendar(p.year, at)
    if len(value) != 4:
        return ""
    year = int(value)
    return f"{month_value(year, p.first_month)}/{month_value(year, p.first_month + p.months - 1)}"


def _edge(e: Edge, at: Setting) -> str:
    """The first or last day where that is meant ("by the end of June"), else the whole."""
    value = resolve(e.inner, at)
    span = days(value)
    if span is None or e.side == "middle" or not (e.exact or at.preposition in ("by", "before", "until", "till")):
        return value
    return day_value(span[0] if e.side == "start" else span[1])


def _range(r: Range, at: Setting) -> str:
    """From the begin of one to the end of the other; a year that is not said makes them follow each other."""
    start = resolve(r.start, at)
    end = resolve(r.end, _after(start, r.start, at))
    span, other = days(start), days(end)
    if span is None or other is None:
        return ""
    if span[0] > other[1]:
        start, end = _reordered(r, start, end, at)
    return f"{first_part(start)}/{last_part(end)}" if start and end and start != end else start


def _after(start: str, reading: Reading, at: Setting) -> Setting:
    """The setting in which a range's end is read: after its start, in the same year when that was said."""
    if not isinstance(reading, Calendar) or reading.year is None:
        return at
    return Setting(None, start, reading.year, True, at.tense, at.preposition)


def _reordered(r: Range, start: str, end: str, at: Setting) -> tuple[str, str]:
    """Ends that crossed: one of them moves by a year, or by a week between weekdays."""
    if isinstance(r.start, Weekday) and isinstance(r.end, Weekday):
        week_away = timedelta(weeks=1)
        if at.tense == FUTURE:
            return start, day_value(date.fromisoformat(end) + week_away)
        return day_value(date.fromisoformat(start) - week_away), end
    if not isinstance(r.start, Calendar) or not isinstance(r.end, Calendar):
        return "", ""
    if r.start.year is not None and r.end.year is None:
        return start, _instance(r.end, r.start.year + 1)
    if r.start.year is None:
        return _instance(r.start, int(start[:4]) - 1), end
    return "", ""


_RESOLVERS: dict[type, Callable[..., str]] = {
    Calendar: _on_weekday, Distance: _distance, Duration: _duration, Edge: _edge, Feast: _feast,
    Fixed: lambda fixed, at: str(fixed.value), Nth: _nth, Offset: _offset, Part: _part, Period: _period, Range: _range, Weekday: _weekday, Window: _window,
}  # fmt: skip
