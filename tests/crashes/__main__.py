"""Kill or interrupt commands of kg at random moments, many times; after each, everything must still be in order.

    PYTHONPATH=tests python -m crashes --kills 200
    PYTHONPATH=tests python -m crashes --kills 50 --signal INT --seed 7
    PYTHONPATH=tests python -m crashes --kills 50 --only load

The seed is printed; with the same seed the same commands are hit at the same moments, as far as a machine repeats
itself. Exit code 1 when something did not hold, with a line for each such hit.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from crashes.hits import hits
from crashes.victims import VICTIMS, Place


def _main() -> int:
    parser = argparse.ArgumentParser(prog="crashes", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=200, metavar="N", help="how many hits; by default 200")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"), metavar="N")
    parser.add_argument("--signal", choices=["KILL", "INT", "TERM"], default="KILL")
    parser.add_argument("--only", choices=sorted(VICTIMS), action="append", help="this command only; repeatable")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    failures = 0
    tally: dict[tuple[str, str, str], int] = {}
    with tempfile.TemporaryDirectory(prefix="kg-crashes-") as folder:
        place = Place(Path(folder, "place"))
        for hit in hits(place, options.kills, options.seed, options.signal, options.only or list(VICTIMS)):
            key = (hit.victim, hit.target, hit.outcome)
            tally[key] = tally.get(key, 0) + 1
            if hit.failure:
                failures += 1
                print(f"FAILED {hit}", flush=True)
    for (victim, target, outcome), count in sorted(tally.items()):
        print(f"{count:5}  {victim:15} {target:8} {outcome}")
    print(f"{sum(tally.values())} hits with SIG{options.signal}, {failures} failures, seed {options.seed}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(_main())
