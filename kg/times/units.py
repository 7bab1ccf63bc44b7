"""Arithmetic with the units of the calendar: the week around a day, three months later. Weeks begin on Monday."""

from __future__ import annotations

from datetime import date, timedelta

from kg.times.edtf import day_value, months_later, year_value

__all__ = ["easter", "moved", "precision", "shifted", "unit_at"]

_IN_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_IN_YEARS = {"year": 1, "decade": 10, "century": 100}


def unit_at(base: date, unit: str, step: int) -> str:
    """The unit around `base`, or `step` units away."""
    if unit == "day":
        return day_value(base + timedelta(days=step))
    if unit == "week":
        monday = base + timedelta(days=-base.weekday(), weeks=step)
        return f"{monday}/{monday + timedelta(days=6)}"
    if unit == "weekend":
        saturday = base + timedelta(days=5 - base.weekday(), weeks=step)
        return f"{saturday}/{saturday + timedelta(days=1)}"
    if unit == "month":
        return day_value(months_later(base, step))[:7]
    if unit == "year":
        return year_value(base.year + step)
    length = {"decade": 10, "century": 100}[unit]
    first = base.year // length * length + step * length + (unit == "century")
    return f"{year_value(first)}/{year_value(first + length - 1)}"


def precision(unit: str) -> str:
    """Unit in which a distance is told: "two weeks later" is a day, "a decade ago" a year."""
    return unit if unit == "month" else "year" if unit in _IN_YEARS else "day"


def shifted(base: date, count: int, unit: str) -> str:
    """The time `count` units from `base`, as exact as the unit."""
    return unit_at(moved(base, count, unit), precision(unit), 0)


def moved(base: date, count: int, unit: str) -> date:
    """The day `count` units from `base`; hours and minutes count by full days."""
    if unit in _IN_DAYS:
        return base + timedelta(days=count * _IN_DAYS[unit])
    if unit in _IN_YEARS:
        return months_later(base, 12 * count * _IN_YEARS[unit])
    if unit == "month":
        return months_later(base, count)
    return base + timedelta(days=int(count / 24) if unit == "hour" else 0)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous algorithm, Nature 13, 1876, p. 487)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return date(year, month, day + 1)
