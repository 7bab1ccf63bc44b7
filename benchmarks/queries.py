"""What `kg query` adds to the engine, and what a store saves: saved queries on a large graph.

The graph is a real build of invented reports, copied under other IRIs as often as needed. In one process each saved
query runs in turn through `kg.query.run` and through pyoxigraph called directly with the same text, in which its terms
stand already, and the same prefixes, both up to the result as JSON. Then whole processes answer one question on a
smaller graph: `kg query` on its store, and rdflib on its N-Quads.

    python benchmarks/queries.py --one                                       # questions about somebody, 10 million
    python benchmarks/queries.py --triples 1000000 --budget 1                # whole lists
    python benchmarks/queries.py --triples 500000 --rdflib-triples 100000    # a look
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import corpus
import pyoxigraph

from kg import store
from kg.query import SavedQuery, run, saved_queries
from kg.query.parameters import bind
from kg.query.permission import keywords
from kg.query.prefixes import PREFIXES
from kg.query.substitution import substituted
from kg.resolve import BASE
from kg.run import Options, build

_REPORTS = 100
_WITHIN, _BESIDE = 1.1, 0.001
"""Most that a query may take, in units of the engine alone, and seconds beside."""
_FASTER = 10
"""Least that a whole process must gain on rdflib."""
_ASKED = "who-wrote-to-whom"
_RDFLIB = """
import sys
import rdflib
from kg.query.prefixes import PREFIXES
from kg.query.substitution import substituted
dataset = rdflib.Dataset(default_union=True)
dataset.parse(sys.argv[1], format="nquads")
print(len(list(dataset.query(open(sys.argv[2]).read(), initNs=PREFIXES))))
"""


def copies(lines: list[str], triples: int) -> Iterator[str]:
    """Lines of N-Quads, again and again, each time about other documents and people."""
    for n in range(max(1, round(triples / len(lines)))):
        for line in lines:
            yield line.replace(BASE, f"{BASE}{n}/")


def median_pair(one: Callable[[], Any], other: Callable[[], Any], budget: float) -> tuple[float, float]:
    """Median seconds of two functions that take turns, once or as often as it takes `budget` seconds."""
    found: tuple[list[float], list[float]] = ([], [])
    started = time.perf_counter()
    while not found[0] or (time.perf_counter() - started < budget and len(found[0]) < 50):
        for times, work in zip(found, (one, other), strict=True):
            begun = time.perf_counter()
            work()
            times.append(time.perf_counter() - begun)
    return statistics.median(found[0]), statistics.median(found[1])


def values(query: SavedQuery, graph: pyoxigraph.Store, *, one: bool) -> dict[str, str]:
    """Somebody of whom a fact is told, for each parameter that needs a value; with `one` for the first that can be
    somebody.
    """
    someone = "SELECT ?p { [] a kg:Assertion ; rdf:subject ?p . ?p a kg:Person } LIMIT 1"
    needed = [it.name for it in query.parameters if not it.optional and it.default is None]
    if one:
        needed = [it.name for it in query.parameters if it.type == "entity"][:1]
    return {name: run(graph, someone).rows[0][0].value for name in needed}


def compare(graph: pyoxigraph.Store, budget: float, *, one: bool) -> float:
    """Print a line for each saved query, with `one` for each that asks about somebody; returns the largest ratio."""
    worst = 0.0
    for query in saved_queries():
        given = values(query, graph, one=one)
        if one and not given:
            continue
        text = substituted(query.text, {name: str(value) for name, value in bind(graph, query, given).items()})
        union = "FROM" not in keywords(query.text)

        def direct(text: str = text, union: bool = union) -> bytes:
            answer = graph.query(text, prefixes=PREFIXES, use_default_graph_as_union=union)
            return answer.serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b""

        ours, engine = median_pair(lambda query=query, given=given: run(graph, query, given), direct, budget)  # type: ignore[misc]
        worst = max(worst, (ours - _BESIDE) / engine)
        print(f"  {query.name:<24} engine {1000 * engine:9.1f} ms  kg {ours / engine:5.3f}", flush=True)
    return worst


def main() -> int:
    """Measure and print; 1 when a ratio is not reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=10_000_000)
    parser.add_argument("--rdflib-triples", type=int, default=1_000_000)
    parser.add_argument("--one", action="store_true", help="only queries about somebody, with somebody")
    parser.add_argument("--budget", type=float, default=10.0, help="seconds for each query")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kg-queries-") as name:
        folder = Path(name)
        corpus.write(folder / "texts", range(_REPORTS))
        build([folder / "texts"], folder / "graph.nq", Options(jobs=1))
        lines = [it for it in (folder / "graph.nq").read_text(encoding="utf-8").splitlines(True) if it[0] != "#"]
        started = time.perf_counter()
        store.directory.write_lines(folder / "graph.db", copies(lines, arguments.triples))
        took = time.perf_counter() - started
        graph = store.read(folder / "graph.db")
        print(f"{len(graph):,} triples, a store in {took:.0f} s; kg.query.run in units of the engine", flush=True)
        worst = compare(graph, arguments.budget, one=arguments.one)
        del graph
        print(f"largest, without {1000 * _BESIDE:.0f} ms of our own: {worst:.3f}  (at most {_WITHIN})")
        gain = against_rdflib(folder, lines, arguments.rdflib_triples)
    return 0 if worst <= _WITHIN and gain >= _FASTER else 1


def against_rdflib(folder: Path, lines: list[str], triples: int) -> float:
    """Print and return how many times faster a whole process is."""
    with (folder / "less.nq").open("w", encoding="utf-8") as file:
        file.writelines(copies(lines, triples))
    count = store.copy(folder / "less.nq", folder / "less.db")
    query = next(it for it in saved_queries() if it.name == _ASKED)
    (folder / "asked.rq").write_text(query.text, encoding="utf-8")
    ours = seconds([sys.executable, "-m", "kg", "query", _ASKED, str(folder / "less.db"), "--format", "csv"])
    theirs = seconds([sys.executable, "-c", _RDFLIB, str(folder / "less.nq"), str(folder / "asked.rq")])
    print(f"{_ASKED} on {count:,} triples, whole processes: kg query on the store {ours:.2f} s, rdflib on the N-Quads"
          f" {theirs:.1f} s: {theirs / ours:.0f} times  (at least {_FASTER})")  # fmt: skip
    return theirs / ours


def seconds(command: list[str]) -> float:
    """Wall seconds of a process."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    raise SystemExit(main())
