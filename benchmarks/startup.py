"""How long a person waits for a command that has little to do: whole processes, the fastest of several.

python benchmarks/startup.py
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import corpus

_TRIPLES = 10_000
_LIMITS = {"kg --help": 0.3, "kg query": 0.6, "kg build": 3.0}
"""Seconds."""


def main() -> int:
    """Measure and print; 1 when a command takes longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=7, metavar="N", help="processes of each kind")
    times = parser.parse_args().times
    kg = [sys.executable, "-m", "kg"]
    with tempfile.TemporaryDirectory(prefix="kg-startup-") as name:
        folder, graph = Path(name), Path(name, "graph.ttl")
        triples = graph_of(folder / "texts", graph)
        (single,) = corpus.write(folder / "single", range(1))
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "import spacy": [sys.executable, "-c", "import spacy"],
            "kg --help": [*kg, "--help"],
            "kg query": [*kg, "query", "who-wrote-to-whom", str(graph)],
            "kg build": [*kg, "build", str(single), "-o", f"{name}/single.ttl", "--no-cache", "-q"],
        }
        seconds = {what: fastest(command, times) for what, command in commands.items()}
    nothing, spacy = seconds["python -c pass"], seconds["import spacy"]
    print(f"wall seconds of the fastest of {times} processes; load {os.getloadavg()[0]:.1f}")
    for what, took in seconds.items():
        print(f"  {what:<15} {took:5.2f}   {took / nothing:5.1f} x python -c pass   {took / spacy:4.1f} x import spacy")
    print(f"kg query reads {triples:,} triples, kg build one report with the model")
    return 0 if all(seconds[what] < limit for what, limit in _LIMITS.items()) else 1


def graph_of(texts: Path, graph: Path) -> int:
    """Build a Turtle file of about so many triples; returns their number."""
    from kg.run import Options, build

    corpus.write(texts, range(8))
    each = build([texts], graph, Options(jobs=1)).triples / 8
    corpus.write(texts, range(round(_TRIPLES / each)))
    return build([texts], graph, Options(jobs=1)).triples


def fastest(command: list[str], times: int) -> float:
    """Wall seconds of the fastest process."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        found.append(time.perf_counter() - started)
    return min(found)


if __name__ == "__main__":
    raise SystemExit(main())
