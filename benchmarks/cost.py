"""What `kg build` costs beside the bare language model: time as a ratio, memory as growth per document.

Time: one whole build (reading, all stages, resolving, writing; one process) runs over invented reports. After each
portion of documents it stands still while a bare `nlp.pipe` of the same model, with its defaults, reads the same
portion, so both meet the same weather of a shared machine. What counts is CPU time; the first portion of either side
holds the loading of the model. Then the same for corpora in which a fifth and a twentieth of the reports state facts.

Memory: two builds in processes of their own, over half and over all of the documents; the difference of their peak
resident sets (`ru_maxrss`) is what the second half added.

    python benchmarks/cost.py --documents 2000      # some minutes
    python benchmarks/cost.py --quick               # a look
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import corpus
import spacy
from spacy.language import Language

import kg.run
from kg.nlp import DEFAULT_MODEL
from kg.run import Options, Silent

_RATIO = 1.25
"""Most that a build may cost, in units of the bare pipeline."""
_GROWTH = 20
"""Kilobytes that a further document may add to the peak of memory."""
_SHARES = (1.0, 0.2, 0.05)
_QUICK = 200
"""Documents of a quick run."""


class _Pair(Silent):
    """Follows a build and runs the bare pipeline after each portion of documents; keeps the CPU seconds of both."""

    def __init__(self, texts: Sequence[str], portion: int) -> None:
        self._texts, self._portion = texts, portion
        self._done = 0
        self._pipeline: Language | None = None
        self.bare: list[float] = []
        """Of each portion."""
        self.build: list[float] = []
        """Of each portion, and at last of resolving and writing."""

    def run(self, folder: Path, output: Path) -> None:
        """Build the graph of `folder`, whose documents have these texts."""
        self._since = time.process_time()
        kg.run.build([folder], output, Options(jobs=1), progress=self)
        self.build.append(self._lap())

    def document(self, identifier: str, sentences: int, facts: int) -> None:
        """The build has read one more document."""
        self._done += 1
        if self._done % self._portion and self._done < len(self._texts):
            return
        self.build.append(self._lap())
        if self._pipeline is None:
            self._pipeline = spacy.load(DEFAULT_MODEL)
        for _ in self._pipeline.pipe(self._texts[len(self.bare) * self._portion : self._done]):
            pass
        self.bare.append(self._lap())

    def _lap(self) -> float:
        before, self._since = self._since, time.process_time()
        return self._since - before


def measure_time(documents: int, portion: int, share: float) -> bool:
    """Print the times for a corpus of which a share states facts; returns whether the ratio is good."""
    with tempfile.TemporaryDirectory(prefix="kg-cost-") as name:
        folder = Path(name, "reports")
        texts = [path.read_text(encoding="utf-8") for path in corpus.write(folder, range(documents), share=share)]
        pair = _Pair(texts, portion)
        pair.run(folder, Path(name, "graph.ttl"))
    *portions, rest = pair.build
    ratios = [ours / bare for ours, bare in zip(portions, pair.bare, strict=True)]
    whole = sum(pair.build) / sum(pair.bare)
    words = sum(len(text.split()) for text in texts) // documents
    print(f"{documents} documents of {words} words, {share:.0%} with facts, in {len(ratios)} portions; CPU seconds")
    print(f"  bare nlp.pipe  {sum(pair.bare):8.1f}")
    print(f"  kg build       {sum(pair.build):8.1f}, of which {rest:.1f} for resolving and writing")
    print(f"  ratio          {whole:8.3f}  (at most {_RATIO})")
    print(f"  of portions    min {min(ratios):.3f}, median {statistics.median(ratios):.3f}, max {max(ratios):.3f}")
    return whole <= _RATIO


def measure_memory(documents: int) -> bool:
    """Print peaks and growth; returns whether the growth is good."""
    few = documents // 2
    peaks = {count: _peak(count) for count in (few, documents)}
    growth = (peaks[documents] - peaks[few]) / (documents - few)
    small, large = peaks[few] // 1024, peaks[documents] // 1024
    print(f"  peak memory    {small} MB for {few} documents, {large} MB for {documents}")
    print(f"  growth         {growth:8.1f}  KB a document (at most {_GROWTH})")
    return growth <= _GROWTH


def _peak(documents: int) -> int:
    """Peak resident set, in KB, of a process that builds so many documents."""
    with tempfile.TemporaryDirectory(prefix="kg-cost-") as name:
        corpus.write(Path(name, "reports"), range(documents))
        command = ["-m", "kg", "build", f"{name}/reports", "--jobs", "1", "-q", "-o", f"{name}/graph.ttl"]
        process = os.posix_spawn(sys.executable, [sys.executable, *command], os.environ)
        _, status, usage = os.wait4(process, 0)
    if status:
        raise SystemExit(f"kg build failed with status {os.waitstatus_to_exitcode(status)}")
    return usage.ru_maxrss // 1024 if sys.platform == "darwin" else usage.ru_maxrss


def main() -> int:
    """Measure, print, and end with 1 when a figure is too high."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=2000, metavar="N", help="how many, at least 4")
    parser.add_argument("--portion", type=int, default=100, metavar="N", help="documents between two changes")
    parser.add_argument("--quick", action="store_true", help=f"only {_QUICK} documents; figures of memory mean little")
    parser.add_argument("--only", choices=("time", "memory"))
    arguments = parser.parse_args()
    documents = _QUICK if arguments.quick else arguments.documents
    portion = max(1, min(arguments.portion, documents // 4))
    # Memory first: on Linux a new process begins with the peak of the one that started it.
    good = arguments.only == "time" or measure_memory(documents)
    if arguments.only != "memory":
        for share in _SHARES:
            good &= measure_time(documents, portion, share)
    print(f"again: python benchmarks/cost.py --documents {documents} --portion {portion}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
