"""What the text itself says of its date, author and agency: dateline, date line and byline.

The day decides how "on Friday" is read, so only unmistakable forms count, in the first lines of the text (and, for a
whole date on a line of its own, the last ones); numeric dates such as 10/12/2025 are ambiguous and never read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from kg.documents.dates import DATE, Day, parse_day

__all__ = ["Opening", "read_opening"]

_HEAD, _TAIL = 8, 3
"""Lines that are not blank."""
_LONGEST = 100
"""Code points of a line that is only a date or a byline."""

_AGENCY = r"(?:\((?P<agency>[^()]{2,40})\)|/(?P<wire>[^/]{2,40})/)"
_DATELINE = re.compile(
    rf"(?:(?P<place>[^\W\d_](?:[^\d()]{{0,60}}?[^\d()\s,])?),? ?)?(?:(?<![^\W\d_])(?P<date>(?i:{DATE})))?,? ?{_AGENCY}?"
    r" ?(?:--?-?|–|—) ?[^\s-]"
)
_DATE_LINE = re.compile(
    rf"(?:(?P<lead>\D{{1,60}}?)(?P<mark>[,:]| on|) )?(?P<date>{DATE})"
    r"(?:,? (?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?\.?",
    re.I,
)
_DATE_LABELS = frozenset({
    "date", "dated", "date of publication", "first published", "issued", "posted", "publication date", "published",
    "released", "for immediate release", "for release", "news release", "press release",
})  # fmt: skip
_NO_PLACE = frozenset({
    "after", "as", "at", "before", "born", "buried", "by", "deadline", "died", "from", "in", "killed", "last",
    "married", "modified", "next", "on", "revised", "since", "till", "until", "updated", "was",
})  # fmt: skip
"""Words before a date that is not the document's."""

_BYLINE = re.compile(r"(?:words |story |report |text )?by:? (?P<rest>.+)", re.I)
_PARTICLES = frozenset({
    "al", "af", "av", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "ibn", "la", "le", "ten", "ter", "van",
    "von", "zu",
})  # fmt: skip
_JOBS = frozenset({"chief", "correspondent", "editor", "foreign", "reporter", "senior", "staff", "writer"})
_AFTER_NAME = frozenset({"at", "for", "from", "in", "of", "on"})


class Opening(msgspec.Struct, frozen=True):
    """What the text says of itself."""

    day: Day | None = None
    """Perhaps without year."""
    author: str | None = None
    agency: str | None = None


def read_opening(text: str) -> Opening:
    """Look for dateline, date line and byline in the first and last lines of `text`."""
    head = _lines(text[:8_000])[:_HEAD]
    agency, dateline = _read_dateline(head)
    author = next((name for line in head if (name := _read_byline(line))), None)
    if dateline is not None and dateline.year is not None:
        return Opening(dateline, author, agency)
    days = _date_lines(head)
    whole = {day for day in days if day.year is not None} or _date_lines(_last_lines(text), whole=True)
    if whole:  # several that disagree tell nothing: a chronicle, or a first and a changed edition
        return Opening(whole.pop() if len(whole) == 1 else None, author, agency)
    return Opening(dateline or (days.pop() if len(days) == 1 else None), author, agency)


def _lines(text: str) -> list[str]:
    """Lines that are not blank, with single spaces and without Markdown marks."""
    lines = (" ".join(re.sub(r"^[#>\s]+|[*_]", "", line).split()) for line in text.splitlines())
    return [line for line in lines if line]


def _last_lines(text: str) -> list[str]:
    end = text.rstrip()[-2_000:]
    return _lines(end if len(end) < 2_000 else end.partition("\n")[2])[-_TAIL:]


def _read_dateline(lines: Sequence[str]) -> tuple[str | None, Day | None]:
    """Agency and day of the first "PLACE, DATE (AGENCY) -"."""
    for line in lines:
        match = _DATELINE.match(line)
        if match is None:
            continue
        place, agency = match["place"] or "", match["agency"] or match["wire"]
        day = parse_day(match["date"]) if match["date"] else None
        if agency and (said := parse_day(agency)):  # "HALDEN (May 3) -"
            agency, day = None, day or said
        if agency and not (agency[0].isupper() and len(agency.split()) <= 4):
            agency = None
        in_capitals = place.split(",")[0].isupper() and len(place) > 1
        if agency and (in_capitals or day):
            return agency, day
        if day and (in_capitals or _is_place(place)):
            return None, day
    return None, None


def _is_place(lead: str) -> bool:
    """Whether words before a date may be a place or the kind of the document: "Halden", "News release"."""
    words = lead.split()
    return bool(words) and len(words) <= 5 and words[0][0].isupper() and _NO_PLACE.isdisjoint(lead.lower().split())


def _date_lines(lines: Sequence[str], *, whole: bool = False) -> set[Day]:
    """The days of the lines that are only a date, or a place and a date; with `whole`, of those with a year."""
    days = {day for line in lines if (day := _read_date_line(line))}
    return {day for day in days if day.year is not None} if whole else days


def _read_date_line(line: str) -> Day | None:
    match = _DATE_LINE.fullmatch(line) if len(line) <= _LONGEST else None
    if match is None:
        return None
    lead, mark = match["lead"], match["mark"]
    if lead is None or lead.lower() in _DATE_LABELS or (mark == "," and (_is_place(lead) or _read_byline(lead))):
        return parse_day(match["date"])
    return None


def _read_byline(line: str) -> str | None:
    """The author of a line such as "By Jane Doe and John Roe in Halden"; None when the line is something else."""
    match = _BYLINE.fullmatch(line) if len(line) <= _LONGEST else None
    if match is None or (line[-1] in ".!?:;" and not line.endswith("Jr.")):
        return None
    names: list[list[str]] = [[]]
    for word in re.split(r"[,|(;]| [-–—] ", match["rest"])[0].split():
        if word.lower() in ("and", "&") and names[-1]:
            names.append([])
        elif word.lower() in _AFTER_NAME or word.lower() in _JOBS:
            break
        elif word[0].isupper() or (word in _PARTICLES and names[-1]):
            names[-1].append(word.title() if word.isupper() and len(word) > 2 else word)
        else:
            return None  # a sentence that begins with "By"
    if all(2 <= len(name) <= 4 for name in names):
        return " and ".join(" ".join(name) for name in names)
    return None
