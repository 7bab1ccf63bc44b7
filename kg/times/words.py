"""The words of English time expressions, in lower case and as spaCy splits them ("twenty - first")."""

from __future__ import annotations

__all__ = [
    "APPROXIMATORS", "COUNTS", "DAY_PARTS", "FEASTS", "HOLIDAYS", "MONTHS", "ORDINALS", "ROMAN", "SEASONS", "WEEKDAYS", "WHICH",
]  # fmt: skip

_MONTH_NAMES = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
]  # fmt: skip
MONTHS = {
    **{name: i for i, name in enumerate(_MONTH_NAMES, 1)},
    **{name[:3] + dot: i for i, name in enumerate(_MONTH_NAMES, 1) for dot in ("", ".") if name != "may"},
    "sept": 9, "sept.": 9,
    **{short + dot: i for short, i in (
        ("jany", 1), ("janry", 1), ("feby", 2), ("febry", 2), ("apl", 4), ("augt", 8), ("septr", 9), ("octr", 10),
        ("novr", 11), ("decr", 12),
    ) for dot in ("", ".")},  # as letters and diaries were dated until about 1900
}  # fmt: skip

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""Codes of EDTF."""

_WEEKDAY_NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS = {
    **{name: i for i, name in enumerate(_WEEKDAY_NAMES)},
    "mon.": 0, "tue.": 1, "tues.": 1, "wed.": 2, "thu.": 3, "thur.": 3, "thurs.": 3, "fri.": 4, "sat.": 5, "sun.": 6,
}  # fmt: skip

HOLIDAYS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year 's day": (1, 1), "new year 's eve": (12, 31), "halloween": (10, 31), "valentine 's day": (2, 14),
    "may day": (5, 1), "armistice day": (11, 11), "bastille day": (7, 14), "midsummer day": (6, 24),
    "michaelmas": (9, 29), "martinmas": (11, 11), "candlemas": (2, 2), "lady day": (3, 25), "twelfth night": (1, 5),
    "all saints ' day": (11, 1), "all souls ' day": (11, 2), "st patrick 's day": (3, 17),
}  # fmt: skip
"""Holidays with a fixed date: month and day."""

FEASTS = {
    "shrove tuesday": -47, "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "good friday": -2,
    "easter saturday": -1, "easter eve": -1, "easter sunday": 0, "easter day": 0, "easter monday": 1, "easter": 0,
    "ascension day": 39, "whit sunday": 49, "whitsun": 49, "whitsunday": 49, "pentecost": 49, "whit monday": 50,
}
"""Movable feasts: days from Easter Sunday."""

_ORDINALS_TO_19 = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
]  # fmt: skip
ORDINALS = {
    **{word: i for i, word in enumerate(_ORDINALS_TO_19, 1)},
    "twentieth": 20, "thirtieth": 30, "thirty - first": 31,
    **{f"twenty - {word}": 20 + i for i, word in enumerate(_ORDINALS_TO_19[:9], 1)},
}  # fmt: skip
"""Ordinals from 1 to 31."""

_COUNTS_TO_19 = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
COUNTS = {
    "a": 1, "an": 1, "another": 1, **{word: i for i, word in enumerate(_COUNTS_TO_19, 1)},
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "a hundred": 100,
}  # fmt: skip

ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip
"""Roman months, as in 3.xi.1871."""

DAY_PARTS = ("morning", "afternoon", "evening", "night")

WHICH = {
    "last": "last", "past": "last", "this": "this", "next": "next", "coming": "next", "that": "that", "same": "that",
    "following": "following", "previous": "previous", "preceding": "previous",
}  # fmt: skip
"""Word -> how it chooses; see `kg.times.readings`."""

APPROXIMATORS = frozenset({
    "the", "a", "about", "around", "roughly", "nearly", "almost", "some", "more", "less", "than", "over", "under",
    "at", "least", "most", "only", "just", "early", "late", "mid", "-", "mid-", "later", "earlier", "as", "another",
    "circa", "c.", "ca.", "sometime", "shortly", "back", "on",
})  # fmt: skip
"""Words that may stand between a preposition and its time."""
