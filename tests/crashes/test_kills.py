"""A small budget of kills at random moments; `python -m crashes` runs a larger one."""

from __future__ import annotations

import os
import sys

import pytest
from stores.servers import missing

from crashes.hits import hits
from crashes.victims import VICTIMS, Place

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]
SEED = int(os.environ.get("KG_CRASH_SEED") or int.from_bytes(os.urandom(4), "big"))
"""Another one for each run; a failure shows it."""


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Documents in two states, and their graphs."""
    return Place(tmp_path_factory.mktemp("crashes") / "place")


@pytest.mark.parametrize("name", sorted(VICTIMS))
def test_killed_command_leaves_all_in_order(name: str, place: Place) -> None:
    """Killed (-9) at a random moment, a command leaves the old output or the new one, and the next run is right."""
    if name == "load" and (reason := missing("oxigraph")):
        pytest.skip(reason)
    done = list(hits(place, (VICTIMS[name][1] + 2) // 2, SEED, "KILL", [name]))
    assert [hit for hit in done if hit.failure] == [], f"KG_CRASH_SEED={SEED}"


def test_interrupted_command_says_one_line(place: Place) -> None:
    """Ctrl-C at a random moment is one line and exit code 130; no process stays, and the next run is right."""
    done = list(hits(place, 5, SEED, "INT", ["build", "build --jobs 2", "query"]))
    assert [hit for hit in done if hit.failure] == [], f"KG_CRASH_SEED={SEED}"
