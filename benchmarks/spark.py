"""What a build on Spark costs, measured on this machine, and what that makes for many documents.

Rates come from invented reports (`corpus.py`, about 500 words each). CPU: builds of a quarter and of all of them in
`local[N]`, all processes below them added up; the slope is the cost of a document, the rest the fixed cost of Spark.
Sizes: what one document sends where, counted in this process. Memory of the driver: peak of Python's allocations while
the entity table is made (`tracemalloc`). The last table multiplies; it measures nothing.

    python benchmarks/spark.py --documents 400          # some minutes; needs kg[spark] and Java
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
import tracemalloc
import zlib
from pathlib import Path
from typing import NamedTuple

import corpus

import kg
from kg import graph, ontology
from kg.documents import find
from kg.graph import Run
from kg.resolve import pack
from kg.run import Options
from kg.run.phases import open_resolver
from kg.run.pipeline import identify
from kg.run.spool import decode_extraction
from kg.run.workers import Worker
from kg.spark.quads import lines_of, pack_share

_BLOCK = 50


class Sizes(NamedTuple):
    """Means of one document."""

    characters: float
    mentions: float
    extraction: float
    """Bytes of what stays on the executor's disk, compressed as Spark does by default or nearly so."""
    names: float
    """Bytes that go to the driver and stay in its memory."""
    share: float
    """Bytes of the entity table that go back."""
    quads: float
    text: float
    """Bytes of N-Quads."""
    packed: float
    """The same after gzip."""
    peak: float
    """Bytes that the driver's Python needs while it makes the entity table, names included."""
    resolve: float
    """Seconds of one core of the driver, table and shares."""


def measure_sizes(folder: Path) -> Sizes:
    """Read all documents here and count."""
    vocabulary, options = ontology.load(), Options(jobs=1)
    worker = Worker(options, vocabulary)
    encoded = [outcome.extraction for outcome in worker.outcomes(find([folder]).files) if outcome.extraction]
    extractions = [decode_extraction(one) for one in encoded]
    rows = [(x.source.id, pack(x)) for x in extractions]
    resolver = open_resolver(options, vocabulary)
    since = time.process_time()
    for identifier, packed in rows:
        resolver.add_packed(identifier, packed)
    table = resolver.table()
    names = [x.source.id for x in extractions]
    shares = [pack_share(names[at : at + _BLOCK], table) for at in range(0, len(names), _BLOCK)]
    seconds = time.process_time() - since
    pipeline = identify(options.model)
    run = graph.run_iri(options.base, Run(kg.__version__, pipeline.name, pipeline.version, vocabulary.fingerprint, ""))
    lines = [line for x in extractions for line in lines_of(graph.document_quads(x, table, vocabulary, run))]
    lines += lines_of(graph.entity_quads(table, vocabulary))
    text = "\n".join(lines).encode()
    n = len(extractions)
    return Sizes(
        characters=sum(path.stat().st_size for path in folder.iterdir()) / n,
        mentions=sum(chain.mentions for x in extractions for chain in x.chains) / n,
        extraction=sum(len(zlib.compress(one, 1)) for one in encoded) / n,
        names=sum(len(packed) for _, packed in rows) / n,
        share=sum(map(len, shares)) / n,
        quads=len(lines) / n,
        text=len(text) / n,
        packed=len(zlib.compress(text)) / n,
        peak=_peak_of_table(rows, vocabulary) / n,
        resolve=seconds / n,
    )


def _peak_of_table(rows: list[tuple[str, bytes]], vocabulary: ontology.Ontology) -> int:
    tracemalloc.start()
    resolver = open_resolver(Options(), vocabulary)
    for identifier, packed in rows:
        resolver.add_packed(identifier, bytes(bytearray(packed)))  # a copy, which counts as in the driver
    resolver.table()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def measure_cpu(folder: Path, *arguments: str) -> tuple[float, float]:
    """CPU seconds of a build with all processes below it, and its wall time."""
    with tempfile.TemporaryDirectory() as scratch:
        since = time.monotonic()
        command = [sys.executable, "-m", "kg", "build", "-q", str(folder), *arguments]
        build = subprocess.Popen([*command, "-o", f"{scratch}/graph.nq"])
        seen: dict[int, float] = {}
        watcher = threading.Thread(target=_watch, args=(build, seen))
        watcher.start()
        code = build.wait()
        watcher.join()
        if code:
            raise SystemExit(f"{' '.join(command)} failed")
        return sum(seen.values()), time.monotonic() - since


def _watch(build: subprocess.Popen[bytes], seen: dict[int, float]) -> None:
    """Keep the CPU seconds of each process below a build, also of those that Spark orphans."""
    while build.poll() is None:
        parents, seconds = {}, {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            process = int(path.parent.name)
            parents[process] = int(fields[1])
            seconds[process] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        ours = {build.pid, *seen}
        grown = True
        while grown:
            below = {process for process, parent in parents.items() if parent in ours} - ours
            ours |= below
            grown = bool(below)
        seen.update({process: seconds[process] for process in ours if process in seconds})
        time.sleep(0.2)


def report(sizes: Sizes, small: tuple[int, float], all_: tuple[int, float], here: float, total: int) -> None:
    """Print what was measured, and what it makes."""
    per_document = (all_[1] - small[1]) / (all_[0] - small[0])
    fixed = max(0.0, small[1] - small[0] * per_document)
    print(f"CPU seconds of a document: {per_document:.4f} on Spark, {here:.4f} in one process")
    print(f"fixed CPU seconds of Spark: {fixed:.0f}")
    for name, value in sizes._asdict().items():
        print(f"{name:12}{value:14,.6f}" if name == "resolve" else f"{name:12}{value:14,.0f}")
    hours = total * per_document / 3600
    print(f"\n{total:,} documents")
    print(f"core hours: {hours:,.0f}; on 100 cores {hours / 100:,.1f} h, on 500 cores {hours / 500:,.1f} h")
    rows = (("kept on executors' disks", sizes.extraction), ("names to the driver", sizes.names),
            ("table to executors", sizes.share), ("N-Quads", sizes.text), ("N-Quads, gzip", sizes.packed),
            ("driver's memory", sizes.peak))  # fmt: skip
    for name, size in rows:
        print(f"{name}: {total * size / 1e9:,.0f} GB")
    print(f"quads: {total * sizes.quads / 1e9:,.1f} billion")
    print(f"resolution: {total * sizes.resolve / 3600:,.1f} h of one core")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=400, metavar="N")
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--total", type=int, default=100_000_000, metavar="N", help="documents to reckon with")
    arguments = parser.parse_args()
    n, spark = arguments.documents, ("--engine", "spark", "--master", arguments.master)
    with tempfile.TemporaryDirectory() as scratch:
        some, every = Path(scratch, "some"), Path(scratch, "every")
        corpus.write(some, range(n // 4))
        corpus.write(every, range(n))
        small, small_wall = measure_cpu(some, *spark)
        all_, wall = measure_cpu(every, *spark)
        here_small, _ = measure_cpu(some, "--jobs", "1", "--no-cache")
        here, here_wall = measure_cpu(every, "--jobs", "1", "--no-cache")
        for count, there, seconds in ((n // 4, small, small_wall), (n, all_, wall)):
            print(f"{count} documents on Spark: {there:.0f} CPU s in {seconds:.0f} s")
        print(f"{n} documents in one process: {here:.0f} CPU s in {here_wall:.0f} s")
        report(measure_sizes(every), (n // 4, small), (n, all_), (here - here_small) / (n - n // 4), arguments.total)


if __name__ == "__main__":
    main()
