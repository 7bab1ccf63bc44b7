"""Sorting more records than memory holds: sorted runs on disk, then one merge (Knuth, TAOCP 3, section 5.4)."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

__all__ = ["RUN_CHARS", "Sorter"]

RUN_CHARS = 16_000_000
"""Characters of records held in memory before they are written to disk as one sorted run."""
_FAN_IN = 64  # runs merged at once: far below the limit of open files


class Sorter:
    """Takes records (texts without line end) in any order and gives them back sorted, each once.

    Memory is a function of `run_chars`, not of the number of records. The result does not depend on it.
    """

    def __init__(self, run_chars: int = RUN_CHARS) -> None:
        self._run_chars = run_chars
        self._held: list[str] = []
        self._chars = 0
        self._runs: list[Path] = []
        self._written = 0
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def add(self, record: str) -> None:
        """Take one record."""
        self.extend((record,))

    def extend(self, records: Iterable[str]) -> None:
        """Take records."""
        for record in records:
            self._held.append(record)
            self._chars += len(record)
            if self._chars >= self._run_chars:
                self._spill(_unique(sorted(self._held)))
                self._held, self._chars = [], 0

    def __iter__(self) -> Iterator[str]:
        """All records, sorted by code point."""
        self._held.sort()
        while len(self._runs) >= _FAN_IN:
            some, self._runs = self._runs[:_FAN_IN], self._runs[_FAN_IN:]
            self._spill(_merge(map(_records, some)))
            for run in some:
                run.unlink()
        return _merge([*map(_records, self._runs), iter(self._held)])

    def close(self) -> None:
        """Remove the runs from disk."""
        self._held = []
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _spill(self, records: Iterable[str]) -> None:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="kg-sort-")
        path = Path(self._folder.name) / f"{self._written}"
        self._written += 1
        with path.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(record + "\n" for record in records)
        self._runs.append(path)


def _records(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield line[:-1]


def _merge(runs: Iterable[Iterator[str]]) -> Iterator[str]:
    first, *others = runs
    return _unique(heapq.merge(first, *others) if others else first)


def _unique(records: Iterable[str]) -> Iterator[str]:
    return map(itemgetter(0), groupby(records))
