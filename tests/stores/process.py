"""One server process: started in a process group of its own, waited for, stopped or killed, started again."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

__all__ = ["Process", "free_port"]

_START_SECONDS = 180.0
_STOP_SECONDS = 30.0
_PR_SET_PDEATHSIG = 1  # prctl(2)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _die_with_parent() -> None:
    """On Linux the kernel kills the server when the test run ends in any way, even by SIGKILL or `os._exit`."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class Process:
    """A server that can be started, stopped, killed and started again with the same command line.

    It is ready when `ready_url` answers at all, whatever the status. `setup` is a command that is run once, when the
    server first answers. `stale` are files that a killed server leaves behind and that would keep the next one from
    starting.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        folder: Path,
        ready_url: str,
        *,
        setup: Sequence[str] = (),
        stale: Sequence[Path] = (),
    ) -> None:
        self._command = [str(part) for part in command]
        self._folder = folder
        self._ready_url = ready_url
        self._setup = setup
        self._stale = stale
        self._popen: subprocess.Popen[bytes] | None = None
        self.log = folder / "server.log"

    @property
    def running(self) -> bool:
        """Whether the server was started and has not ended."""
        return self._popen is not None and self._popen.poll() is None

    @property
    def crashed(self) -> bool:
        """Whether the server was started and has ended by itself."""
        return self._popen is not None and self._popen.poll() is not None

    def start(self) -> None:
        """Start the server unless it runs; return when it answers. RuntimeError with its last words if it does not."""
        if self.running:
            return
        for file in self._stale:
            file.unlink(missing_ok=True)
        with self.log.open("ab") as log:
            self._popen = subprocess.Popen(
                self._command,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )
        try:
            self._wait()
            if self._setup:
                subprocess.run(self._setup, check=True, capture_output=True, timeout=_START_SECONDS)
                self._setup = ()
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """End the server as an administrator would (SIGTERM), then kill whatever of its group is left."""
        if self._popen is not None and self.running:
            self._popen.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._popen.wait(_STOP_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End the server's process group at once (SIGKILL), as a power cut would."""
        if self._popen is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.wait()
        self._popen = None

    def _wait(self) -> None:
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            if not self.running:
                raise RuntimeError(f"{self._command[0]} ended at start:\n{self._tail()}")
            try:
                with urllib.request.urlopen(self._ready_url, timeout=5):
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"{self._command[0]} does not answer after {_START_SECONDS:.0f} s:\n{self._tail()}")

    def _tail(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
