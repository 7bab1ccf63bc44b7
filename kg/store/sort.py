"""Sorting more records than memory holds: sorted runs on disk, then one merge (Knuth, TAOCP 3, section 5.4)."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import TextIO

__all__ = ["RUN_CHARS", "Sorter"]

RUN_CHARS = 16_000_000
"""Characters of records held in memory before they are written to disk as one sorted run."""
_FAN_IN = 64  # runs merged at once; several times as many are far below the limit of open files


class Sorter:
    """Takes records (texts without line end) in any order and gives them back sorted, each once.

    Memory is a function of `run_chars`, not of the number of records. The result does not depend on it. The runs have
    no names, so that a killed process leaves none behind.
    """

    def __init__(self, run_chars: int = RUN_CHARS) -> None:
        self._run_chars = run_chars
        self._held: list[str] = []
        self._chars = 0
        self._levels: list[list[TextIO]] = [[]]
        """Runs of held records; of merged runs; of runs merged from those; and so on. Each less than `_FAN_IN`."""

    def add(self, record: str) -> None:
        """Take one record."""
        self.extend((record,))

    def extend(self, records: Iterable[str]) -> None:
        """Take records."""
        for record in records:
            self._held.append(record)
            self._chars += len(record)
            if self._chars >= self._run_chars:
                self._spill(_unique(sorted(self._held)), 0)
                self._held, self._chars = [], 0

    def __iter__(self) -> Iterator[str]:
        """All records, sorted by code point."""
        self._held.sort()
        return _merge([*map(_records, chain.from_iterable(self._levels)), iter(self._held)])

    def close(self) -> None:
        """Remove the runs from disk."""
        self._held = []
        for run in chain.from_iterable(self._levels):
            run.close()
        self._levels = [[]]

    def _spill(self, records: Iterable[str], level: int) -> None:
        run = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", prefix="kg-sort-")  # noqa: SIM115
        self._levels[level].append(run)
        run.writelines(record + "\n" for record in records)
        run.flush()
        if len(self._levels[level]) == _FAN_IN:
            if level + 1 == len(self._levels):
                self._levels.append([])
            self._spill(_merge(map(_records, self._levels[level])), level + 1)
            for merged in self._levels[level]:
                merged.close()
            self._levels[level] = []


def _records(run: TextIO) -> Iterator[str]:
    run.seek(0)
    for line in run:
        yield line[:-1]


def _merge(runs: Iterable[Iterator[str]]) -> Iterator[str]:
    first, *others = runs
    return _unique(heapq.merge(first, *others) if others else first)


def _unique(records: Iterable[str]) -> Iterator[str]:
    return map(itemgetter(0), groupby(records))
