"""Times as RDF: one literal an event, and OWL-Time nodes beside it for closed intervals.

One literal with the precision of the text keeps queries and sorting simple; the nodes beside it serve reasoners that
compare intervals. What XSD has no type for is an Extended Date/Time Format string (EDTF, Library of Congress 2019).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kg.store.terms import XSD, iri, literal

__all__ = ["EDTF", "interval_triples", "is_date", "time_term"]

EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
_OWL_TIME = "http://www.w3.org/2006/time#"
_RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_INSTANT = {"date": "inXSDDate", "gYearMonth": "inXSDgYearMonth", "gYear": "inXSDgYear"}
_FORMS = (
    ("date", re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")),
    ("gYearMonth", re.compile(r"([0-9]{4})-([0-9]{2})")),
    ("gYear", re.compile(r"([0-9]{4})")),
    ("gMonthDay", re.compile(r"--([0-9]{2})-([0-9]{2})")),
    ("gMonth", re.compile(r"--([0-9]{2})")),
)


def is_date(value: str) -> bool:
    """Whether `value` is a day of the calendar, `YYYY-MM-DD`."""
    return _datatype(value) == "date"


def time_term(value: str) -> str:
    """The literal of an EDTF value: a date, month, year, `--08` or `--08-14` of XSD, or the value itself as EDTF."""
    datatype = _datatype(value)
    return literal(value, f"{XSD}{datatype}" if datatype else EDTF)


def interval_triples(event: str, value: str, base: str) -> Iterator[tuple[str, str, str]]:
    """For a closed interval, `event` (a term) gets a `time:ProperInterval` with its first and last instant."""
    ends = value.split("/")
    if len(ends) != 2 or not all(_datatype(end) in _INSTANT for end in ends):
        return
    interval = iri(f"{base}time/{ends[0]}_{ends[1]}")
    yield event, _time("hasTime"), interval
    yield interval, _RDF_TYPE, _time("ProperInterval")
    for predicate, end in zip(("hasBeginning", "hasEnd"), ends, strict=True):
        instant = iri(f"{base}time/{end}")
        yield interval, _time(predicate), instant
        yield instant, _RDF_TYPE, _time("Instant")
        yield instant, _time(_INSTANT[_datatype(end)]), time_term(end)


def _time(local: str) -> str:
    return f"<{_OWL_TIME}{local}>"


def _datatype(value: str) -> str:
    """Local name of the XSD type of `value`, empty when it has none or is no day of the calendar."""
    for name, form in _FORMS:
        if found := form.fullmatch(value):
            numbers = [int(n) for n in found.groups()]
            year = numbers.pop(0) if not name.startswith("gMonth") else 2000  # a leap year: --02-29 exists
            month, day = (*numbers, 1, 1)[:2]
            try:
                date(year, month, day)
            except ValueError:
                return ""
            return name
    return ""
