"""What a build costs in which one document has changed: its CPU time as a share of a build from nothing.

Every build is a process of its own, so start-up counts; CPU time of it and its workers is what a shared machine cannot
blur. A build of one document tells the fixed part: starting, ontology, model.

    python benchmarks/incremental.py --documents 2000
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import corpus

_SHARE = 0.03
"""Most that a rebuild may cost."""


def main() -> int:
    """Measure and print; 1 when a rebuild costs more than it may or writes other bytes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=2000, metavar="N")
    documents = parser.parse_args().documents
    with tempfile.TemporaryDirectory(prefix="kg-incremental-") as name:
        folder, single, cache = Path(name, "texts"), Path(name, "single"), Path(name, "cache")
        corpus.write(folder, range(documents))
        corpus.write(single, range(1))
        fixed = build(single, Path(name, "single.ttl"), "--no-cache")
        full = build(folder, Path(name, "full.ttl"), "--cache", str(cache))
        changed = sorted(folder.iterdir())[documents // 2]
        changed.write_text(corpus.document(documents), encoding="utf-8")
        one = build(folder, Path(name, "one.ttl"), "--cache", str(cache))
        none = build(folder, Path(name, "none.ttl"), "--cache", str(cache))
        same = Path(name, "one.ttl").read_bytes() == Path(name, "none.ttl").read_bytes()
    print(f"{documents:,} documents, CPU seconds: {full:.1f} from nothing, {fixed:.1f} for a single document")
    print(f"  one changed  {one:6.1f}  {one / full:6.2%} of a build from nothing")
    print(f"  none changed {none:6.1f}  {none / full:6.2%}")
    print(f"  beyond the fixed part a document costs {1000 * (full - fixed) / documents:.1f} ms new,"
          f" {1000 * (one - fixed) / documents:.1f} ms unchanged: {(one - fixed) / (full - fixed):.2%}")  # fmt: skip
    return 0 if same and one <= _SHARE * full else 1


def build(folder: Path, output: Path, *options: str) -> float:
    """CPU seconds of `kg build` and its workers."""
    before = _children()
    command = [sys.executable, "-m", "kg", "build", str(folder), "-o", str(output), "-q", "--jobs", "1", *options]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("KG_")}
    subprocess.run(command, check=True, env=environment)
    return _children() - before


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
