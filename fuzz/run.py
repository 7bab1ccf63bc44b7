"""Coverage-guided fuzzing with atheris (`pip install '.[fuzz]'`; CPython up to 3.13 on Linux).

    python fuzz/run.py                        every surface for ten seconds
    python fuzz/run.py --seconds 300          the full budget
    python fuzz/run.py queries headers        two surfaces

Each surface runs in a process of its own, on the seeds of fuzz/targets.py and a fixed random seed. Prints a line for
each; exit code 1 when one failed, with the input kept in the folder for temporary files as
`kg-fuzz-crash-…`, `kg-fuzz-timeout-…` or `kg-fuzz-oom-…`.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
SLOWEST, LARGEST = 20, 2_000
"""Seconds and megabytes that one input may take."""
_INSIDE = "--inside"
_DONE = re.compile(r"Done (\d+) runs in (\d+) second")
_COVERED = re.compile(r"cov: (\d+)")


def main() -> int:
    """Read the command line, fuzz, say what came of it."""
    from targets import SURFACES

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("surface", nargs="*", metavar="SURFACE", help=", ".join(SURFACES))
    parser.add_argument("--seconds", type=int, default=10, help="for each surface; 10 by default")
    parser.add_argument("--runs", type=int, default=-1, help="inputs at most for each surface; any number by default")
    arguments = parser.parse_args()
    if unknown := set(arguments.surface) - set(SURFACES):
        parser.error(f"no surface {', '.join(sorted(unknown))}")
    results = [guarded(name, arguments.seconds, arguments.runs) for name in arguments.surface or SURFACES]
    return 0 if all(results) else 1


def guarded(name: str, seconds: int, runs: int) -> bool:
    """Fuzz one surface in a process; whether it held."""
    from targets import seeds_of

    with tempfile.TemporaryDirectory(prefix="kg-fuzz-") as folder:
        corpus, scratch = Path(folder, "corpus"), Path(folder, "scratch")
        corpus.mkdir()
        scratch.mkdir()
        for number, seed in enumerate(seeds_of(name)):
            Path(corpus, f"seed-{number}").write_bytes(seed)
        limits = [f"-max_total_time={seconds}", f"-runs={runs}", f"-timeout={SLOWEST}", f"-rss_limit_mb={LARGEST}"]
        options = ["-seed=6", "-max_len=20000", f"-artifact_prefix={Path(tempfile.gettempdir(), 'kg-fuzz-')}", *limits]
        command = [sys.executable, __file__, _INSIDE, name, *options, str(corpus)]
        done = subprocess.run(
            command, env={**os.environ, "TMPDIR": str(scratch)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            errors="replace", check=False,
        )  # fmt: skip
    ended, edges = _DONE.search(done.stdout), _COVERED.findall(done.stdout)
    if done.returncode == 0 and ended is not None:
        print(f"{name}: {int(ended[1]):,} inputs in {ended[2]} s, {edges[-1]} edges, held", flush=True)
        return True
    said = "\n".join(line for line in done.stdout.splitlines() if not line.startswith("INFO: Instrumenting"))
    print(f"{name}: FAILED (exit code {done.returncode})\n{said[-4_000:]}", flush=True)
    return False


def fuzz(name: str, options: list[str]) -> None:
    """Fuzz one surface in this process; does not return."""
    import atheris

    for module in [it for it in sys.modules if it == "targets" or it.partition(".")[0] in ("kg", "yaml", "json")]:
        del sys.modules[module]  # loaded again below, with counters
    with atheris.instrument_imports(include=["kg", "yaml", "json", "targets"]):
        from targets import SURFACES

        from kg.errors import KgError

    surface = SURFACES[name]

    def one(content: bytes) -> None:
        with suppress(KgError):
            surface(content)

    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
    if sys.argv[1:2] == [_INSIDE]:
        fuzz(sys.argv[2], sys.argv[3:])
    sys.exit(main())
