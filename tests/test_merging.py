"""Reports of several documents on one event, from text to graph."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg

REPORT = "VIENNA, {day} (Agency) - Anna Berg, the mayor of Holm, met the painter Karl Lind in Vienna on {when}.\n"


def meetings(folder: Path, *texts: str) -> int:
    """Number of meetings in the graph of these documents."""
    for n, text in enumerate(texts):
        (folder / f"report{n}.txt").write_text(text, encoding="utf-8")
    result = kg.build(folder).query("SELECT DISTINCT ?event WHERE { GRAPH ?g { ?event a kg:Meeting } }")
    return len(result.rows)


@pytest.mark.parametrize(("texts", "expected"), [
    ((REPORT.format(day="May 5, 2031", when="Monday"), REPORT.format(day="May 6, 2031", when="5 May 2031")), 1),
    ((REPORT.format(day="May 5, 2031", when="5 May 2031"), REPORT.format(day="May 5, 2032", when="5 May 2032")), 2),
    (("Anna Berg met Karl Lind in Vienna on 5 May 2031.\n", "Anna Berg met Karl Lind in Lisbon on 5 May 2031.\n"), 2),
    ((REPORT.format(day="May 5, 2031", when="Monday"), "Anna Berg met Eva Lind in Vienna on 5 May 2031.\n"), 2),
], ids=["two reports of one meeting", "a year apart", "another place", "another person"])
def test_events_merge_only_when_that_is_safe(tmp_path: Path, texts: tuple[str, ...], expected: int) -> None:
    """The same persons, day and place make one event; another year, place or person makes another."""
    assert meetings(tmp_path, *texts) == expected
