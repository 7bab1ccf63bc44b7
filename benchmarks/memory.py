"""Peak memory of builds of more and more documents, and what of it is the table of names.

The documents are notes of two sentences, one with a fact, since memory follows their number and not their length. Each
build is a process of its own. Then, in this process, the names of the smaller corpus are resolved once more under
tracemalloc, which tells what `Resolver` and `EntityTable` hold.

    python benchmarks/memory.py --documents 10000        # and 100,000: about an hour
    python benchmarks/memory.py --documents 1000
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import tracemalloc
from pathlib import Path

import corpus

from kg import ontology
from kg.documents import find
from kg.run import Options
from kg.run.phases import open_resolver
from kg.run.spool import decode_extraction
from kg.run.workers import Worker

_TIMES = 10
_RATIO = 1.5
"""Most that ten times as many documents may need, beside their table."""
_RESOLVED = 2_000
"""Documents whose names are resolved under tracemalloc, at most."""


def main() -> int:
    """Measure and print; 1 when memory grows too much."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=10_000, metavar="N", help="of the smaller corpus")
    documents = parser.parse_args().documents
    with tempfile.TemporaryDirectory(prefix="kg-memory-") as name:
        folder, peaks = Path(name, "notes"), []
        for count in (documents, documents * _TIMES):
            write(folder, range(len(peaks) and documents, count))
            peaks.append(peak(folder, Path(name, "graph.nq")))
            print(f"{count:>9,} documents: peak {peaks[-1] / 1e6:7.1f} MB", flush=True)
        resolved = min(documents, _RESOLVED)
        sample = Path(name, "sample")
        write(sample, range(resolved))
        table, names = table_bytes(sample)
    each = table / resolved
    beside = peaks[1] - each * documents * (_TIMES - 1)
    growth = (peaks[1] - peaks[0]) / (documents * (_TIMES - 1))
    print(f"a further document adds {growth / 1000:.1f} KB, of which the table {each / 1000:.1f} KB")
    print(f"the table holds {table / names:,.0f} bytes for each of {names:,} names of {resolved:,} documents")
    print(f"{_TIMES} times the documents: {peaks[1] / peaks[0]:.2f} times the memory, {beside / peaks[0]:.2f} beside"
          f" the table (at most {_RATIO})")  # fmt: skip
    return 0 if beside <= _RATIO * peaks[0] else 1


def write(folder: Path, numbers: range) -> None:
    """Write notes, a thousand in a folder: the first and the fifth sentence of a report."""
    for number in numbers:
        below = folder / f"{number // 1000:04}"
        below.mkdir(parents=True, exist_ok=True)
        paragraphs = corpus.document(number).split("\n\n")[2:]
        sentences = " ".join(paragraphs).partition(" - ")[2].split(". ")
        (below / f"{number:06}.txt").write_text(f"{sentences[0]}. {sentences[5]}.\n", encoding="utf-8")


def peak(folder: Path, output: Path) -> int:
    """Peak resident set, in bytes, of a process that builds a folder, with one worker."""
    command = ["-m", "kg", "build", str(folder), "--jobs", "1", "--no-cache", "-q", "-o", str(output)]
    process = os.posix_spawn(sys.executable, [sys.executable, *command], os.environ)
    _, status, usage = os.wait4(process, 0)
    if status:
        raise SystemExit(f"kg build failed with status {os.waitstatus_to_exitcode(status)}")
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def table_bytes(folder: Path) -> tuple[int, int]:
    """Bytes that resolver and table of a folder's documents hold, and the number of their entities."""
    options, vocabulary = Options(jobs=1), ontology.load()
    outcomes = [it.extraction for it in Worker(options, vocabulary).outcomes(find([folder]).files)]
    resolver = open_resolver(options, vocabulary)
    tracemalloc.start()
    for encoded in outcomes:
        assert encoded is not None
        resolver.add(decode_extraction(encoded))
    table = resolver.table()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held, len(table.entities)


if __name__ == "__main__":
    raise SystemExit(main())
