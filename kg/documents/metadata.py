"""What is known of a document: YAML front matter, the sidecar `NAME.meta.json`, and what its text says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from kg.documents.dates import Day, parse_date, with_year
from kg.documents.opening import Opening
from kg.model import Metadata

__all__ = ["Fields", "complete", "merge", "read_front_matter", "read_sidecar"]

LARGEST = 65_536
"""Code points of front matter, bytes of a sidecar."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*(?:\r\n|\r|\n)(.*?)(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.DOTALL)
_URL = re.compile(r"(?:https?|ftp)://[^\s<>\"{}|\\^`]+|urn:[^\s<>\"{}|\\^`]+", re.IGNORECASE)
_YEAR = re.compile(r"(\d{4})(?:-\d{2})?")
_NOTHING = ("", "~", "null", "none")


class Fields(msgspec.Struct, frozen=True):
    """Metadata as given; `year` stands for a date without a day."""

    title: str | None = None
    date: str | None = None
    """`YYYY-MM-DD`."""
    year: int | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None


def merge(first: Fields, second: Fields) -> Fields:
    """Each field of `first`, where it has none that of `second`. A date and a year are one field."""
    taken = {name: value for name, value in msgspec.structs.asdict(first).items() if value is not None}
    if "date" in taken or "year" in taken:
        second = msgspec.structs.replace(second, date=None, year=None)
    return msgspec.structs.replace(second, **taken)


def complete(given: Fields, opening: Opening, default_date: str | None) -> Metadata:
    """The document's metadata: what was given, then what the text says of itself, then the date for all.

    A dateline without year takes the year that was given, else the one that brings it nearest to `default_date`.
    """
    date = given.date or _date_of_opening(opening.day, given.year, default_date) or default_date
    return Metadata(
        title=given.title,
        date=date,
        author=given.author or opening.author,
        publisher=given.publisher or opening.agency,
        url=given.url,
    )


def _date_of_opening(day: Day | None, year: int | None, default_date: str | None) -> str | None:
    if day is None:
        return None
    if day.year is not None:
        return day.iso
    if year is not None:
        return Day(day.day, day.month, year).iso
    return with_year(day, default_date) if default_date else None


def read_front_matter(text: str) -> tuple[Fields, int, tuple[str, ...]]:
    """Fields, the offset of the prose and warnings. Text that only looks like front matter is prose."""
    match = _FRONT_MATTER.match(text, 0, LARGEST)
    if match is None:
        return Fields(), 0, ()
    import yaml

    try:
        # BaseLoader makes plain strings, lists and mappings and nothing else: safer than safe_load, and a date that
        # is none ("2031-02-30") costs one field, not all
        value = yaml.load(match[1], Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return Fields(), 0, (f"has faulty front matter, read as text: {_first_line(error)}",)
    if not isinstance(value, dict):
        return Fields(), 0, ()
    fields, warnings = _from_mapping(value, "front matter")
    return fields, match.end(), warnings


def read_sidecar(paths: Iterable[Path]) -> tuple[Fields, tuple[str, ...]]:
    """Fields and warnings of the first of these JSON files that exists."""
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        return Fields(), ()
    try:
        if path.stat().st_size > LARGEST:
            return Fields(), (f"has a sidecar {path.name} of more than {LARGEST:,} bytes, not used",)
        value = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        return Fields(), (f"has a faulty sidecar {path.name}, not used: {_first_line(error)}",)
    if not isinstance(value, dict):
        return Fields(), (f"has a sidecar {path.name} that is no JSON object, not used",)
    return _from_mapping(value, f"sidecar {path.name}")


def _from_mapping(mapping: Mapping[object, object], where: str) -> tuple[Fields, tuple[str, ...]]:
    given = {str(key).strip().lower(): _as_text(value) for key, value in mapping.items()}
    warnings: list[str] = []
    date, year = None, None
    if said := given.get("date"):
        date = parse_date(said[:10]) or parse_date(said)
        if date is None and (match := _YEAR.fullmatch(said)):
            year = int(match[1])
        elif date is None:
            warnings.append(f"has a date in its {where} that is no calendar date: {said[:40]!r}")
    author = given.get("author") or given.get("byline")
    if author:
        author = re.sub(r"^by\s+", "", author, flags=re.IGNORECASE)
    publisher = given.get("publisher")
    url = given.get("url")
    source = given.get("source")
    if source and _URL.fullmatch(source):
        url = url or source
    else:  # "source: The Harbour Gazette"
        publisher = publisher or source
    if url and not _URL.fullmatch(url):
        warnings.append(f"has an address in its {where} that is no absolute URL: {url[:80]!r}")
        url = None
    return Fields(given.get("title"), date, year, author, publisher, url), tuple(warnings)


def _as_text(value: object) -> str | None:
    """A scalar as one line of text, a list of scalars joined by commas, else None."""
    if isinstance(value, list):
        parts = [part for item in value if not isinstance(item, list) and (part := _as_text(item))]
        return ", ".join(parts) or None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = " ".join(str(value).split())
    # JSON can smuggle in half a surrogate pair, which no UTF-8 output can hold
    text = text.encode("utf-8", "replace").decode("utf-8")
    return None if text.lower() in _NOTHING else text


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
