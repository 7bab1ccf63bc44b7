"""Mutation testing: change one operator, constant or call of a module at a time, and see whether its tests notice.

    pip install -e '.[test,mutate]'
    python scripts/mutants.py kg/query/parameters.py
    python scripts/mutants.py kg/resolve --sample 300 --seed 6 --show

mutmut (https://mutmut.readthedocs.io) makes the mutants and runs the tests of `TESTS` that reach the changed function.
It works in a copy of the checkout. Printed is a line for a table: module, mutants, tried, killed, share; `--show` adds
the mutants that live. A sample is drawn with the seed from the sorted names of all mutants.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPIED = ("kg", "ontology", "queries", "tests", "scripts", "fuzz", "pyproject.toml")
TESTS = {
    "kg/query/parameters.py": ["tests/test_query_parameters.py"],
    "kg/query/substitution.py": ["tests/test_query_substitution.py"],
    "kg/query/permission.py": ["tests/test_query_parameters.py"],
    "kg/graph.py": ["tests/test_graph.py"],
    "kg/resolve": ["tests/test_resolve.py", "tests/test_resolve_names.py"],
    "kg/claims.py": ["tests/test_cases.py"],
}
"""Module or package -> the tests that are to kill its mutants."""
KILLED = frozenset({1, 3, 24, -24, 36, 152, 255})
"""mutmut's exit codes of a test that failed, and of one that did not come to an end."""


def checkout(module: str, folder: Path) -> None:
    """Copy what the tests need, with the configuration of mutmut for one module."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    only = module if module.endswith(".py") else f"{module}/*.py"
    settings = {
        "source_paths": ["kg"],
        "only_mutate": [only],
        "also_copy": [name for name in COPIED if name != "kg"],
        "pytest_add_cli_args": ["-p", "mutants_pytest"],
        "pytest_add_cli_args_test_selection": TESTS[module],
    }
    lines = [f"{key} =\n    " + "\n    ".join(values) for key, values in settings.items()]
    (folder / "setup.cfg").write_text("\n".join(["[mutmut]", *lines, ""]), encoding="utf-8")


def mutmut(folder: Path, *arguments: str) -> str:
    """What a command of mutmut prints; it runs one mutant at a time."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-c", "from mutmut.__main__ import cli; cli()", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def results(folder: Path) -> dict[str, int | None]:
    """Exit code of each mutant, None for one that was not tried."""
    codes: dict[str, int | None] = {}
    for path in sorted((folder / "mutants").rglob("*.meta")):
        codes.update(json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"])
    return codes


def main() -> None:
    """Try the mutants of the modules that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("module", nargs="*", default=[*TESTS], help=", ".join(TESTS))
    parser.add_argument("--sample", type=int, metavar="N", help="try so many, drawn at random; all by default")
    parser.add_argument("--seed", type=int, default=6, help="of the sample")
    parser.add_argument("--only", metavar="PATTERN", help="mutants whose name holds this")
    parser.add_argument("--show", action="store_true", help="print what lives, as a difference")
    parser.add_argument("--least", type=float, default=0.0, metavar="SHARE", help="end with 1 when fewer are killed")
    options = parser.parse_args()
    shares = []
    for module in options.module:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            checkout(module, folder)
            told = mutmut(folder, "run", "--max-children", "1", "none")  # makes the mutants, and then finds none
            every = sorted(results(folder))
            if not every:
                sys.exit(told)
            chosen = [it for it in every if options.only is None or options.only in it]
            if options.sample is not None and options.sample < len(chosen):
                chosen = sorted(random.Random(options.seed).sample(chosen, options.sample))
            told = mutmut(folder, "run", "--max-children", "1", *chosen)
            codes = {it: code for it, code in results(folder).items() if it in set(chosen)}
            if None in codes.values():
                sys.exit(told)
            living = [it for it, code in codes.items() if code not in KILLED]
            killed = len(chosen) - len(living)
            print(f"| `{module}` | {len(every)} | {len(chosen)} | {killed} | {killed / len(chosen):.1%} |", flush=True)
            shares.append(killed / len(chosen))
            for mutant in living if options.show else ():
                print(mutmut(folder, "show", mutant), flush=True)
    sys.exit(min(shares) < options.least)


if __name__ == "__main__":
    main()
