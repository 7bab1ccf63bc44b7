"""Explanations of the sample's entities."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.explain import explain, format_explanations, occurrences
from kg.store import read

GRAPHS = Path(__file__).parent / "graphs"
SOURCES = GRAPHS / "sources"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return read(GRAPHS / "sample.ttl")


def test_block_tells_place_words_and_rule(store: ox.Store) -> None:
    """One block for each assertion: statement, file:line:column, marked quote, what is known."""
    assert format_explanations(explain(store, "Zoë Lind", [SOURCES])) == """\
Zoë Lind wroteLetterTo Anna Berg
  sources/postcard.md:3:1
  «Zoë Lind» mailed a postcard to «Anna Berg» between May and July 2031.
  Actual, time 2031-05/2031-07, confidence 0.95, rule LetterWriting/mail

Zoë Lind spouse Emil Lind
  sources/postcard.md:4:1
  She is married to «Emil Lind».
  Actual, confidence 0.9, rule Marriage/marry
"""


def test_offsets_without_sources(store: ox.Store) -> None:
    """Without the sources the place is given in offsets."""
    assert "  sources/postcard.md @20-86\n" in format_explanations(explain(store, "Zoë Lind"))


def test_offsets_when_the_source_has_changed(store: ox.Store, tmp_path: Path) -> None:
    """Lines of another text would mislead: the place stays in offsets."""
    (tmp_path / "postcard.md").write_text("changed", encoding="utf-8")
    assert [e.line for e in explain(store, "Zoë Lind", [tmp_path])] == [None, None]


def test_every_part_is_found(store: ox.Store) -> None:
    """An entity is explained as subject, as object and as speaker, in order of document and offset."""
    found = explain(store, "Lena Foss", [SOURCES])
    assert [(e.property, e.factuality, e.speaker, e.document, e.line, e.column) for e in found] == [
        ("wroteLetterTo", "Actual", "Lena Foss", "sources/chronicle.txt", 1, 1),
        ("metWith", "Actual", "", "sources/chronicle.txt", 2, 1),
        ("spokeWith", "Possible", "", "sources/chronicle.txt", 2, 30),
        ("reunitedWith", "Actual", "Lena Foss", "sources/chronicle.txt", 4, 1),
        ("metWith", "Negated", "Tomas Berg", "sources/harbour.txt", 6, 1),
    ]


def test_marks_are_where_the_arguments_stand(store: ox.Store) -> None:
    """Marks are spans of the quote that hold a name of subject or object."""
    first, *_ = explain(store, "Lena Foss")
    assert [first.quote[a:b] for a, b in first.marks] == ["Mrs Berg", "Ivo Markt"]


@pytest.mark.parametrize(("quote", "names", "found"), [
    ("Anna Berg wrote.", ["Berg", "Anna Berg"], ["Anna Berg"]),
    ("Bergen and Berg", ["Berg"], ["Berg"]),
    ("EIGHT children", ["eight children"], ["EIGHT children"]),
    ("A. B. (Jr.) came", ["A. B. (Jr.)"], ["A. B. (Jr.)"]),
    ("Nobody came.", [], []),
    ("Nobody came.", [""], []),
])
def test_occurrences(quote: str, names: list[str], found: list[str]) -> None:
    """Names are found as whole words, whatever the case, the longest first."""
    assert [quote[a:b] for a, b in occurrences(quote, names)] == found


def test_color_is_for_terminals_only(store: ox.Store) -> None:
    """Escape sequences stand in the text only when asked for."""
    found = explain(store, "Zoë Lind")
    assert "\x1b" not in format_explanations(found)
    assert "\x1b[1m«Zoë Lind»\x1b[0m mailed" in format_explanations(found, color=True)


def test_quote_is_safe_for_a_terminal() -> None:
    """Line ends and control characters of a quote are taken out."""
    turtle = (GRAPHS / "sample.ttl").read_text(encoding="utf-8")
    turtle = turtle.replace("She is married to Emil", "She is \\u001b[31m\\r\\nmarried to  Emil")
    store = ox.Store()
    store.load(turtle.encode(), format=ox.RdfFormat.TURTLE)
    assert "  She is [31m married to «Emil Lind».\n" in format_explanations(explain(store, "Emil Lind"))


def test_entity_without_assertion(store: ox.Store) -> None:
    """An entity that is only mentioned has nothing to explain; an IRI that is not there is an error."""
    assert format_explanations(explain(store, "postcard")) == "no assertion\n"
    with pytest.raises(QueryError, match="no such entity"):
        explain(store, "https://kg.example/id/person/nobody")
