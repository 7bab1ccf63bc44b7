"""How much faster a build is with two processes than with one.

Wall time tells it where nothing else runs; CPU time tells what two processes do beside the work of one, and so, on any
machine, how fast they could be: `kg build` itself takes turns with its workers for a small part only. Two cores that
share memory are never quite two: what they give to two bare pipelines, loading left out, is measured beside.

    python benchmarks/jobs.py --documents 300
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import corpus

_RATIO = 1.8
"""Least throughput with two processes, in units of that with one."""
_LOADING = 20
"""Seconds in which every machine has loaded the pipelines, so that all begin at once."""
_PROGRAM = """
import resource, sys
import kg.run
from kg.run import Options

if __name__ == "__main__":
    kg.run.build([sys.argv[1]], sys.argv[2], Options(jobs=int(sys.argv[3])))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(usage.ru_utime + usage.ru_stime)
"""
_BARE = """
import sys, time
import corpus, spacy
from kg.nlp import DEFAULT_MODEL

pipeline = spacy.load(DEFAULT_MODEL)
texts = [corpus.document(n) for n in range(int(sys.argv[1]), int(sys.argv[2]))]
sys.stdin.readline()
started = time.perf_counter()
for _ in pipeline.pipe(texts):
    pass
print(time.perf_counter() - started)
"""


def main() -> int:
    """Measure and print; 1 when two processes are too slow, or their bytes are others."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=300, metavar="N")
    documents = parser.parse_args().documents
    with tempfile.TemporaryDirectory(prefix="kg-jobs-") as name:
        folder = Path(name, "texts")
        corpus.write(folder, range(documents))
        walls, bounds, graphs = [], [], []
        for jobs in (1, 2):
            output = Path(name, f"{jobs}.nq")
            wall, own, workers = build(folder, output, jobs)
            walls.append(wall)
            bounds.append(own + workers / jobs)  # what cannot be shared, and a fair share of what can
            graphs.append(output.read_bytes())
            print(f"--jobs {jobs}: wall {wall:.1f} s, CPU {own:.1f} s in the build and {workers:.1f} s in its workers")
    print(f"two processes: {walls[0] / walls[1]:.2f} times as fast by wall, {bounds[0] / bounds[1]:.2f} times by CPU"
          f" ({os.cpu_count()} cores, load {os.getloadavg()[0]:.1f})")  # fmt: skip
    one, *_ = bare([(0, documents)])
    two = max(bare([(0, documents // 2), (documents // 2, documents)]))
    print(f"two bare pipelines: {one / two:.2f} times as fast as one")
    return 0 if graphs[0] == graphs[1] and max(walls[0] / walls[1], bounds[0] / bounds[1]) >= _RATIO else 1


def build(folder: Path, output: Path, jobs: int) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds of the building process, and CPU seconds of its workers."""
    before, started = _children(), time.perf_counter()
    command = [sys.executable, "-c", _PROGRAM, str(folder), str(output), str(jobs)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    wall, own = time.perf_counter() - started, float(done.stdout)
    return wall, own, max(0.0, _children() - before - own)


def bare(portions: list[tuple[int, int]]) -> list[float]:
    """Wall seconds of bare pipelines that read these documents of the corpus at the same time."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _BARE, str(first), str(end)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        )
        for first, end in portions
    ]  # fmt: skip
    time.sleep(_LOADING)
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return [float(process.communicate()[0]) for process in processes]


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
