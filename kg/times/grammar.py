"""The grammar of English time expressions: a table of rules, each a regular expression and what a match says.

The rules see the document's words in lower case, joined by single spaces: a pattern's space is a token border.
Each names the words that it can begin with, so that other words cost one table lookup (`kg.times.recognition`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from kg.model import Token
from kg.times import guards
from kg.times.readings import (
    Calendar,
    Distance,
    Duration,
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
from kg.times.words import COUNTS, DAY_PARTS, FEASTS, HOLIDAYS, MONTHS, ORDINALS, ROMAN, SEASONS, WEEKDAYS, WHICH

__all__ = ["EDGE", "RULES", "SIDES", "Rule"]

Match = re.Match[str]
Guard = Callable[[Sequence[Token], int, int], bool]


class Rule(NamedTuple):
    """One way to tell a time."""

    begins: frozenset[str]
    """Words that it can begin with; `#` stands for every word with a figure in it."""
    pattern: str
    """Regular expression; its match must end at a token border."""
    read: Callable[[Match], Reading | None]
    """What a match says; None when it says nothing after all."""
    holds: Guard
    """Whether the tokens around the match allow it."""


# -- pieces of patterns ------------------------------------------------------------------------------------------


def _any(words: Iterable[str]) -> str:
    """Alternation of words, longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


_FIGURE_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|d)?(?!\d)"
_OLD_DOT = "(?:(?:" + "|".join(f"(?<={end})" for end in ("octr", "novr", "decr", "eptr", "augt", "jany", "anry", "feby",
                                                          "ebry")) + r") \.(?= \d))?"  # fmt: skip
"""The dot of "Octr. 1803", a token of its own."""
_MONTH = rf"(?P<month>{_any(MONTHS)}){_OLD_DOT}"
_SEASON = rf"(?P<season>{_any(SEASONS)})"
_WEEKDAY = rf"(?P<weekday>{_any(WEEKDAYS)})"
_ON_WEEKDAY = rf"(?:{_WEEKDAY}(?: ,)? )?"
_PART_OF_DAY = rf"(?: (?:{_any(DAY_PARTS)}))?"
_DAY = rf"(?P<day>{_FIGURE_DAY}|{_any(ORDINALS)})"
_TO_DAY = rf"(?: ?(?P<link>-|to|until|through|and|or) ?(?P<to>{_FIGURE_DAY}))?"
_YEAR = r"(?P<year>1\d\d\d|20\d\d)"
_ERA = rf"(?P<era>(?:the )?(?:{_any(WHICH)}) year|the year (?:before|after)(?= (?:[,.;:)]|$)))"
_OF_YEAR = rf"(?:(?: ,)?(?: of| in)? {_YEAR}(?!\d)|(?: ,)?(?: of)? {_ERA})"
_UNIT = r"(?P<unit>minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|years?|decades?|century|centuries)"
_COUNT = rf"(?P<count>\d{{1,4}}|{_any(COUNTS)}|(?:a )?few|a couple of|several|some|many)"
_CLAUSE_END = r"(?P<end>(?= (?:[,.;:)\"”]|$)| (?:that|this) (?:[,.;:)\"”]|$)))?"
_HOURS = ("noon", "midday", "midnight", "dawn", "dusk", "nightfall")
_NOT_DATED = rf"(?! (?:on|of|,|this|that|last|yesterday|today|tomorrow|{_any([*WEEKDAYS, *MONTHS])}) )"


# -- what a match says -------------------------------------------------------------------------------------------


def _which(match: Match) -> str:
    """Choice among instances; with "the", "next" and "last" count from the time told."""
    which = WHICH[match["which"]]
    if match["the"] and match["which"] in ("next", "last"):
        return "following" if which == "next" else "previous"
    return which


def _era(match: Match) -> str:
    """Choice of a year told relatively, empty when it is not."""
    words = (match["era"] or "").split()
    if not words:
        return ""
    if words[-1] in ("before", "after"):
        return "previous" if words[-1] == "before" else "following"
    return "following" if words[:2] == ["the", "next"] else WHICH[words[-2]]


def _year(match: Match) -> int | None:
    return int(match["year"]) if match["year"] else None


def _ordinal(word: str) -> int:
    return ORDINALS.get(word) or int(re.sub(r"\D", "", word))


def _count(match: Match) -> int | None:
    """Number of units; None when vague ("several")."""
    word = match["count"] or ""
    return int(word) if word.isdigit() else COUNTS.get(word)


def _unit(match: Match) -> str:
    """Singular of the unit; a night counts as a day."""
    unit = str(match["unit"]).replace("centuries", "century").removesuffix("s")
    return "day" if unit in DAY_PARTS else unit


def _read_iso(match: Match) -> Reading | None:
    month, day = int(match["number"]), int(match["day"])
    return Calendar(int(match["year"]), month, day) if 0 < month <= 12 and 0 < day <= 31 else None


def _read_date(match: Match) -> Reading:
    """A day or days: "2 August 1939", "August 2-4", "2 and 3 August"; of "2 and 4 August" the first."""
    weekday = WEEKDAYS[match["weekday"]] if match["weekday"] else -1
    start = Calendar(_year(match), MONTHS[match["month"]], _ordinal(match["day"]), era=_era(match), weekday=weekday)
    between = match.string.endswith("between ", 0, match.start())
    together = match["link"] == "and" and match["to"] and _ordinal(match["to"]) == start.day + 1
    if match["to"] and (between or together or match["link"] not in ("and", "or")):
        return Range(start, Calendar(start.year, start.month, _ordinal(match["to"]), era=start.era))
    return start


def _read_figures(match: Match) -> Reading | None:
    """A day in figures: "24.12.1944", "3.xi.1871"; of "03/04/1944", where day and month are unclear, the year."""
    day, month = int(match["day"]), ROMAN.get(match["number"]) or int(match["number"])
    year = int(match["year"])
    if match["sign"] == "/":
        if day <= 12 and month <= 12 and day != month:
            return Calendar(year)
        if month > 12:
            day, month = month, day
    return Calendar(year, month, day) if 0 < month <= 12 and 0 < day <= 31 else None


def _read_years(match: Match) -> Reading:
    """A year or years: "1944", "1861-1879", "1919-22"; "2026-11" is a month, because 11 is before 26."""
    year, to = int(match["year"]), match["to"] or ""
    if len(to) == 4:
        return Range(Calendar(year), Calendar(int(to)))
    if to and int(to) > year % 100:
        return Range(Calendar(year), Calendar(year // 100 * 100 + int(to)))
    return Calendar(year, int(to)) if to and 0 < int(to) <= 12 else Calendar(year)


def _read_month(match: Match) -> Reading:
    return Calendar(_year(match), MONTHS[match["month"]], era=_era(match))


def _read_season(match: Match) -> Reading:
    return Calendar(_year(match), SEASONS[match["season"]], era=_era(match))


def _read_holiday(match: Match) -> Reading:
    month, day = HOLIDAYS[match["holiday"]]
    return Calendar(_year(match), month, day, era=_era(match))


def _read_feast(match: Match) -> Reading:
    return Feast(FEASTS[match["feast"]], _year(match))


def _read_nth(match: Match) -> Reading:
    """ "the first Sunday in May", "a Sunday in May 1931"."""
    word = match["nth"]
    count = -1 if word == "last" else ORDINALS.get(word, 0)
    return Nth(count, WEEKDAYS[match["weekday"]], Calendar(_year(match), MONTHS[match["month"]], era=_era(match)))


def _read_before_last(match: Match) -> Reading:
    """ "the night before last", "the summer before last", "the year before last"."""
    unit = match["unit"]
    if unit in SEASONS:
        return Calendar(month=SEASONS[unit], era="before last")
    return Period("before last", unit) if unit not in DAY_PARTS else Offset(-2, "day", narrative=False)


def _read_old_month(match: Match) -> Reading:
    """ "the 3rd inst.", "the 14th ult.": of this month or the last one."""
    return Calendar(day=_ordinal(match["day"]), which={"i": "this", "u": "last", "p": "next"}[match["which"][0]])


def _read_decade(match: Match) -> Reading:
    """A decade: "the 1990s", "the '90s", "the 2000s"; but "the 1800s" are a century."""
    tens = int(match["tens"])
    year = tens * 10 if tens >= 100 else 1900 + tens * 10
    length = 100 if year % 100 == 0 and year < 2000 else 10
    return Fixed(f"{year}/{year + length - 1}")


def _read_century(match: Match) -> Reading:
    nth = _ordinal(match["nth"])
    return Fixed(f"{nth * 100 - 99:04}/{nth * 100:04}")


def _read_part(match: Match) -> Reading:
    """Part of a year: "the third quarter", "Q2 2024", "the first half of 2021"."""
    months = 6 if match["part"] == "half" else 3
    nth = 12 // months if match["nth"] in ("last", "final") else _ordinal(match["nth"])
    era = _era(match) or ("" if match["year"] else "the")
    return Part((nth - 1) * months + 1, months, Calendar(_year(match), era=era))


def _read_period(match: Match) -> Reading | None:
    """A unit: "last week", "the same evening"; but "the past week" is a window."""
    which, unit = _which(match), _unit(match)
    backward = match["which"] == "past" or (match["the"] and match["which"] == "last")
    if backward:
        return None if unit == "day" else Window(-1, unit, narrative=False)
    if unit == "day" and which == "next":
        which = "following"
    if match["unit"] == "day" and which in ("this", "last"):
        return None
    return Period(which, unit)


def _read_pick(match: Match) -> Reading:
    """One of many: "last July", "the following summer", "next Monday"."""
    if match["weekday"]:
        return Weekday(_which(match), WEEKDAYS[match["weekday"]])
    month = MONTHS[match["month"]] if match["month"] else SEASONS[match["season"]]
    return Calendar(month=month, which=_which(match))


def _read_offset(match: Match) -> Reading:
    """A distance: "two weeks ago", "three days later"; before an event ("two days after the vote") from there."""
    count, unit, way = _count(match), _unit(match), match["way"]
    if count is not None and way in ("before", "after") and match["end"] is None:
        return Distance(count if way == "before" else -count, unit)
    if count is None:
        return Offset(None, unit, narrative=way not in ("ago", "from now"))
    back = way in ("ago", "earlier", "before", "previously")
    return Offset(-count if back else count, unit, narrative=way not in ("ago", "from now"))


def _read_neighbour(match: Match) -> Reading:
    """The unit next to the time told: "the day before"; before an event ("the day after the vote") from there."""
    unit = match["unit"]
    if match["end"] is None:
        vague = unit in SEASONS
        return Offset(None, unit, narrative=True) if vague else Distance(1 if match["way"] == "before" else -1, _unit(match))
    which = "following" if match["way"] == "after" else "previous"
    return Calendar(month=SEASONS[unit], which=which) if unit in SEASONS else Period(which, _unit(match))


def _read_window(match: Match) -> Reading:
    """A stretch: "the past three months", "the next 24 hours"; vague in "the coming days"."""
    count, which = _count(match), match["which"]
    back = which in ("last", "past", "previous", "preceding", "recent")
    signed = None if count is None else -count if back else count
    return Window(signed, _unit(match), narrative=which in ("following", "previous", "preceding"))


def _read_day(match: Match) -> Reading:
    """A day next to the document's: "yesterday", "the day after tomorrow", "tonight"."""
    days = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[match["word"]]
    return Offset(days * 2 if match["twice"] else days, "day", narrative=False)


# -- the table ---------------------------------------------------------------------------------------------------


def _rule(
    begins: Iterable[str], pattern: str, read: Callable[[Match], Reading | None], holds: Guard = guards.allow
) -> Rule:
    return Rule(frozenset(word.split()[0] for word in begins), pattern, read, holds)


_WHICH_WORDS = ["the", "very", *WHICH]
_WHICH_ONE = rf"(?P<the>the )?(?:very )?(?P<which>{_any(WHICH)})"

RULES = (
    _rule("#", r"(?P<year>\d{4}) ?- ?(?P<number>\d\d) ?- ?(?P<day>\d\d)(?:t\S+)?", _read_iso),
    _rule("#", r"(?P<day>\d{1,2})(?P<sign>[./])(?P<number>\d{1,2}|[ivx]+)(?P=sign)(?P<year>\d{4})", _read_figures),
    _rule(["#", *ORDINALS, *WEEKDAYS],
          rf"{_ON_WEEKDAY}(?:the )?{_DAY}{_TO_DAY} (?:of )?{_MONTH}{_OF_YEAR}?",
          _read_date, guards.month_name),
    _rule([*MONTHS, *WEEKDAYS],
          rf"{_ON_WEEKDAY}{_MONTH} (?:the )?{_DAY}{_TO_DAY}{_OF_YEAR}?",
          _read_date, guards.month_name),
    _rule(MONTHS, rf"{_MONTH}{_OF_YEAR}?", _read_month, guards.month),
    _rule(SEASONS, rf"{_SEASON}(?:{_OF_YEAR}(?:/\d\d(?:\d\d)?| ?- ?\d\d(?:\d\d)?)?)?", _read_season, guards.season),
    _rule(HOLIDAYS, rf"(?P<holiday>{_any(HOLIDAYS)}){_PART_OF_DAY}{_OF_YEAR}?", _read_holiday, guards.not_compound),
    _rule(FEASTS, rf"(?P<feast>{_any(FEASTS)})(?: {_YEAR}(?!\d))?", _read_feast, guards.not_compound),
    _rule(["the", "a", "one", "last", *[*ORDINALS][:4]],
          rf"(?:the )?(?P<nth>a|one|last|{_any([*ORDINALS][:4])}) {_WEEKDAY}{_PART_OF_DAY} (?:of|in) (?:the month of )?"
          rf"(?:early |late |mid-?)?{_MONTH}{_OF_YEAR}?", _read_nth, guards.month_name),
    _rule(["the"], r"the (?P<unit>night|week|month|year|spring|summer|autumn|winter) before last", _read_before_last),
    _rule(["#"], rf"(?P<day>{_FIGURE_DAY}) (?:of )?(?P<which>inst(?:ant)?|ult(?:imo)?|prox(?:imo)?)(?: ?\.)?",
          _read_old_month),
    _rule("#", r"(?:mid-|')?(?P<tens>1[1-9]\d|20\d|(?<=')[2-9]|(?<=' )[2-9]|(?<=the )[2-9])0s", _read_decade),
    _rule(["#", *ORDINALS], rf"(?P<nth>\d{{1,2}}(?:st|nd|rd|th)|{_any(ORDINALS)}) century(?! b\.?c)", _read_century),
    _rule(["the", *ORDINALS, "last", "final"],
          rf"(?:the )?(?P<nth>{_any([*[*ORDINALS][:4], 'last', 'final'])}) (?P<part>quarter)"
          rf"(?:{_OF_YEAR}| of the year)?(?! -)", _read_part, guards.not_compound),
    _rule(["the", "first", "second"],
          rf"(?:the )?(?P<nth>first|second) (?P<part>half)(?:{_OF_YEAR}| of the year)", _read_part),
    _rule("#", rf"(?P<part>q)(?P<nth>[1-4]){_OF_YEAR}?", _read_part),
    _rule(["the", "day", "yesterday", "today", "tonight", "tomorrow"],
          rf"(?P<twice>(?:the )?day (?:before|after) )?(?P<word>yesterday|today|tonight|tomorrow){_PART_OF_DAY}",
          _read_day),
    _rule(_WHICH_WORDS, rf"{_WHICH_ONE} (?P<unit>day|week|weekend|month|year|decade|century|{_any(DAY_PARTS)})",
          _read_period),
    _rule(_WHICH_WORDS, rf"{_WHICH_ONE} (?:{_MONTH}|{_SEASON}|{_WEEKDAY}{_PART_OF_DAY})", _read_pick),
    _rule(["the", "recent", *WHICH],
          rf"(?:the )?(?P<which>last|past|next|coming|following|previous|preceding|recent) (?:{_COUNT} )?{_UNIT}",
          _read_window),
    _rule(["later", "earlier", "early", "late"],
          r"(?:later|earlier|early|late) (?:on )?in the (?P<unit>day|week|month|year|decade|century)",
          lambda m: Period("the", m["unit"])),
    _rule(["the"], "the weekend", lambda m: Period("", "weekend")),
    _rule(["the"], r"the (?P<unit>day|night|evening|morning|week|month|year|decade|spring|summer|autumn|winter) "
          r"(?P<way>before|after)" + _CLAUSE_END, _read_neighbour),
    _rule(["#", *COUNTS, "few", "several", "some", "many", "minutes", "hours", "days", "weeks", "months", "years",
           "decades", "centuries"],
          rf"(?:{_COUNT} )?(?:more )?{_UNIT} "
          r"(?P<way>ago|later|earlier|before|after|afterwards?|previously|from now)" + _CLAUSE_END, _read_offset),
    _rule(["#", *COUNTS, "few", "several", "many"], rf"{_COUNT} (?:more |full |whole |long )?{_UNIT}(?! (?:old|-|of) )",
          lambda m: Duration(_count(m), _unit(m)), guards.span_of_time),
    _rule(["#", *COUNTS, *_HOURS],
          rf"(?:(?:\d{{1,2}}|{_any(COUNTS)})(?: ?[:.] ?\d\d)? ?(?:[ap]\.?m\.?|o'clock)|{_any(_HOURS)}){_NOT_DATED}",
          lambda m: Period("that", "day")),
    _rule(["early", "late", "mid", "morning", "afternoon", "evening", "midmorning", "mid-morning", "mid-afternoon"],
          r"(?:(?:early|late|mid) (?:- )?)?(?:mid-?)?(?:morning|afternoon|evening)" + _NOT_DATED,
          lambda m: Period("that", "day"), guards.hour_of_story),
    _rule(WEEKDAYS, rf"(?<=the ){_WEEKDAY} (?P<way>before|after)(?= (?:[,.;:)]|$))",
          lambda m: Weekday("following" if m["way"] == "after" else "previous", WEEKDAYS[m["weekday"]])),
    _rule(WEEKDAYS, _WEEKDAY + _PART_OF_DAY, lambda m: Weekday("", WEEKDAYS[m["weekday"]]), guards.weekday),
    _rule(["#", *ORDINALS], rf"(?<=the )(?P<day>\d{{1,2}}(?:st|nd|rd|th)|{_any(ORDINALS)})",
          lambda m: Calendar(day=_ordinal(m["day"])), guards.ordinal_day),
    _rule("#", rf"(?:mid-)?{_YEAR}(?: ?[-/] ?(?P<to>\d{{4}}|\d\d))?", _read_years, guards.year),
)  # fmt: skip
"""In order of precedence: the first rule that matches at a word is taken."""

EDGE = (
    r"(?:the )?(?P<side>(?:very )?(?:end|close|start|beginning|middle)|(?:last|final|first) day) of "
    r"(?:the )?(?:(?<=the )(?P<unit>week|month|year|decade|century)(?= ))?"
)
"""Introduces an edge; what it is the edge of follows, unless it is `unit`."""
SIDES = {"start": "start", "beginning": "start", "first day": "start", "middle": "middle"}
"""Words of `EDGE` -> side; all others mean the end."""
