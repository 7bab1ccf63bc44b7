"""One command after the other is started and hit at a random moment; what it leaves is looked at."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from crashes.victims import COMMAND, VICTIMS, Moment, Place, Victim

__all__ = ["Hit", "hits", "processes_of_group"]

_PATIENCE = 15.0
"""Seconds in which the processes of a command have to be gone."""


@dataclass(frozen=True)
class Hit:
    """One command that was hit."""

    victim: str
    target: str
    moment: Moment
    outcome: str
    """`killed`, or `ended` when the command was faster; then what the output is: `old`, `new` or `between`."""
    failure: str = ""


def hits(place: Place, count: int, seed: int, signal_name: str, names: Sequence[str]) -> Iterator[Hit]:
    """So many hits, shared out among the named victims; the same seed gives the same plan."""
    random = Random(seed)
    with ExitStack() as stack:
        victims: dict[str, Victim] = {name: stack.enter_context(VICTIMS[name][0](place)) for name in names}
        shares = [VICTIMS[name][1] for name in names]
        for n in range(count):
            name = random.choices(names, shares)[0]
            yield _hit(name, victims[name], place, n % 2, signal.Signals[f"SIG{signal_name}"], Random(f"{seed}/{n}"))


def _hit(name: str, victim: Victim, place: Place, state: int, number: signal.Signals, random: Random) -> Hit:
    arguments, moment = victim.prepare(state, random)
    target = random.choice(victim.targets) if number == signal.SIGKILL else "group"
    outcome = "?"
    try:
        outcome = _strike(victim, place, arguments, moment, target, number)
        outcome += f", {victim.after(state)}"
        victim.again(state)
    except AssertionError as error:
        return Hit(name, target, moment, outcome, f"{error}")
    return Hit(name, target, moment, outcome)


def _strike(
    victim: Victim, place: Place, arguments: Sequence[str], moment: Moment, target: str, number: signal.Signals
) -> str:
    """Start the command and hit it. Raises AssertionError when it ends otherwise than it should."""
    spills = {"KG_TEST_SPILLS": "1"} if arguments[0] == "build" and number == signal.SIGKILL else {}
    with (place.folder / "stdout").open("wb") as out:
        process = subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=place.folder, env=place.environment | spills, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE,
        )  # fmt: skip
    assert process.stderr is not None
    told = [process.stderr.readline() for _ in range(moment.lines)]
    time.sleep(moment.seconds)
    struck = _send(victim, process, target, number)
    try:
        told += process.communicate(timeout=120)[1].splitlines(keepends=True)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise AssertionError("the command neither went on nor ended") from None
    _check_end(victim, process.returncode, told, target if struck else "", number)
    _check_gone(process.pid)
    return f"{'hit' if struck and process.returncode else 'ended'}"


def _send(victim: Victim, process: subprocess.Popen[bytes], target: str, number: signal.Signals) -> bool:
    """Whether somebody was there to be hit."""
    if process.poll() is not None:
        return False
    if target == "server":
        victim.server.kill()  # type: ignore[attr-defined]
        return True
    if target == "worker":
        workers = [pid for pid in processes_of_group(process.pid) if pid != process.pid]
        for pid in workers[-1:]:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        return bool(workers)
    with suppress(ProcessLookupError):
        (os.killpg if target == "group" else os.kill)(process.pid, number)
    return True


def _check_end(victim: Victim, code: int, told: Sequence[bytes], target: str, number: signal.Signals) -> None:
    words = [line.decode().rstrip() for line in told if line.strip() and not line.startswith(b"{")]
    assert not any("Traceback" in line for line in words), f"a traceback: {words}"
    if target in ("command", "group") and number == signal.SIGKILL:
        assert code in (-signal.SIGKILL, *victim.outcomes), f"exit code {code}: {words}"
    elif target == "group" and code != 0:
        assert (code, words) == (130, ["kg: interrupted"]), f"exit code {code}: {words}"
    else:
        assert code in victim.outcomes, f"exit code {code}: {words}"
        errors = [line for line in words if line.startswith("kg: error: ")]
        assert len(errors) == (code != 0), f"exit code {code}: {words}"


def _check_gone(group: int) -> None:
    end = time.monotonic() + _PATIENCE
    while left := processes_of_group(group):
        if time.monotonic() > end:
            os.killpg(group, signal.SIGKILL)
            raise AssertionError(f"processes left: {left}")
        time.sleep(0.02)


def processes_of_group(group: int) -> list[int]:
    """Living processes of a process group, oldest first; what only waits to be reaped is dead."""
    found: list[tuple[int, int]] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                _, _, rest = (entry / "stat").read_text().rpartition(") ")  # proc(5): state, parent, group, …
                fields = rest.split()
                if int(fields[2]) == group and fields[0] not in "ZX":
                    found.append((int(fields[19]), int(entry.name)))
    return [pid for _, pid in sorted(found)]
