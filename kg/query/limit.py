"""A query in a process of its own: it ends at its limit, and takes nothing down with it.

The engine is native code, which neither a signal handler nor a thread of Python can interrupt. A forked child shares
the graph's memory with its parent, so nothing is loaded or copied twice; it sends the result through a pipe. The kernel
ends it: at the limit by SIGALRM, at Ctrl-C by SIGINT. Unless it may ask other servers, or reads a store on disk, it can
open no file and no connection.
"""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NoReturn

from kg.errors import KgError, QueryError

__all__ = ["in_child"]

_DONE, _FAULTY = b"+", b"-"
_PR_SET_PDEATHSIG = 1  # prctl(2)


def in_child(work: Callable[[], bytes], seconds: float, *, name: str, doors: bool = False) -> bytes:
    """What `work` gives, made in a child process within so many seconds (0: no limit).

    `name` is the query's, for messages; `doors` lets the child open files and connections. Where there is no `fork`
    (Windows) the work is done here, without limit. To be called while no other thread runs.

    :raises QueryError: when `work` does, when the limit is over, or when the child dies of its query.
    """
    if not hasattr(os, "fork"):
        return work()
    source, sink = os.pipe()
    parent = os.getpid()
    # Python's hooks around a fork swallow exceptions: an interruption waits until somebody can end the child.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    child = os.fork()
    if not child:
        os.close(source)
        _end_with(parent)
        _serve(work, seconds, sink, before, doors=doors)
    os.close(sink)
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        with open(source, "rb") as pipe:  # noqa: PTH123 (a descriptor, no path)
            answer = pipe.read()
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code == -signal.SIGALRM:
        raise QueryError(f"{name}: took more than {seconds:g} seconds; narrow the query, or give more with --timeout")
    if code == -signal.SIGINT:
        raise KeyboardInterrupt
    if code or not answer:
        advice = "is it too deeply nested, or its answer too large?"
        raise QueryError(f"{name}: the query ended its process ({_ending(code)}); {advice}")
    if answer[:1] == _FAULTY:
        raise QueryError(answer[1:].decode())
    return answer[1:]


def _ending(code: int) -> str:
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit code {code}"


# -- inside the child --------------------------------------------------------------------------------------


def _serve(
    work: Callable[[], bytes], seconds: float, sink: int, mask: Iterable[int], *, doors: bool
) -> NoReturn:
    """Work, answer, and go without any of the parent's clean-up."""
    try:
        for number in (signal.SIGALRM, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        _silence()
        if not doors:
            _close_doors()
        try:
            _send(sink, _DONE, work())
        except KgError as error:
            _send(sink, _FAULTY, str(error).encode(errors="replace"))
        os._exit(0)
    finally:  # whatever went wrong, the parent's stack is not unwound here
        os._exit(1)


def _end_with(parent: int) -> None:
    """Ask the kernel (Linux) to end this process when its parent is killed, which can end nobody itself."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _silence() -> None:
    """What the engine's run time says of a stack that overflows belongs to nobody."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _close_doors() -> None:
    """From here on, nothing can be opened: a second lock behind `check_allowed`."""
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _send(sink: int, kind: bytes, payload: bytes) -> None:
    with open(sink, "wb") as pipe:
        pipe.write(kind)
        pipe.write(payload)
