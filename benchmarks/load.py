"""What a load costs: memory of `kg load`, its rate, and its time beside the store's own bulk loader.

    python benchmarks/load.py                                    # 100,000 triples into every store that is here
    python benchmarks/load.py --triples 10000000 --store oxigraph

The graph is made up (`tests/stores/made.py`): documents of 653 triples, each in a named graph. The store is empty at
the start. Times are wall seconds of whole processes; with `the same again` nothing is sent, but all is read back.
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

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from stores.made import write_graph  # noqa: E402
from stores.server import Server  # noqa: E402
from stores.servers import STORES, missing  # noqa: E402

PER_DOCUMENT = 653


def load(server: Server, graph: Path, connections: int | None, verify: str) -> tuple[float, float, int]:
    """Wall seconds, CPU seconds and peak memory (bytes) of one `kg load`."""
    command = [sys.executable, "-m", "kg", "load", str(graph), "--to", server.url, "--verify", verify]
    command += ["--connections", str(connections)] if connections else []
    command += ["--user", server.user, "--password-env", "KG_BENCH_PASSWORD"] if server.user else []
    environment = {**os.environ, "KG_BENCH_PASSWORD": server.password or "", "PYTHONPATH": str(ROOT)}
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"kg load ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def bulk(name: str, graph: Path, folder: Path) -> float | None:
    """Wall seconds of the store's own offline loader; None where it needs a running server."""
    if name != "oxigraph":
        return None
    command = [str(Path(sys.executable).with_name("oxigraph")), "load", "-l", str(folder / "db"), "-f", str(graph)]
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--store", choices=list(STORES), action="append")
    parser.add_argument("--connections", type=int)
    parser.add_argument("--verify", default="counts", choices=["counts", "full", "none"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kg-load-bench-") as name:
        graph = Path(name, "graph.nq")
        triples = write_graph(graph, max(1, options.triples // PER_DOCUMENT))
        print(f"{triples:,} triples, {graph.stat().st_size / 1e6:,.0f} MB of N-Quads", flush=True)
        for store in options.store or STORES:
            if reason := missing(store):
                print(f"{store}: not measured: {reason}")
                continue
            with tempfile.TemporaryDirectory(prefix="kg-load-bench-") as place:
                server = STORES[store](Path(place))
                server.start()
                try:
                    wall, cpu, memory = load(server, graph, options.connections, options.verify)
                    rate = f"{triples / wall:,.0f} triples/s"
                    print(f"{store}: {wall:.0f} s ({rate}), client {cpu:.0f} s CPU, {memory / 1e6:.0f} MB", flush=True)
                    again, _, _ = load(server, graph, options.connections, options.verify)
                    print(f"{store}: the same again {again:.0f} s", flush=True)
                finally:
                    server.stop()
            with tempfile.TemporaryDirectory(prefix="kg-load-bench-") as place:
                if own := bulk(store, graph, Path(place)):
                    print(f"{store}: {wall / own:.1f} times its bulk loader ({own:.0f} s)", flush=True)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"all processes: {children.ru_utime + children.ru_stime:,.0f} s CPU")


if __name__ == "__main__":
    main()
