"""A bound on the time of one document."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

__all__ = ["OutOfTimeError", "time_limit"]

_AGAIN = 1.0
"""Seconds after which the alarm rings again: an exception that is raised in a destructor or a callback of the garbage
collector is lost."""


class OutOfTimeError(BaseException):
    """The work took too long. Not an `Exception`, which a library may catch and go on."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError inside the block when it takes longer than so many seconds; 0 stands for no limit.

    The limit is an interval timer of the process (`signal.setitimer`), so there is none in threads other than the main
    one and on systems without such timers (Windows). Native code is interrupted when it next returns to Python, or asks
    for signals as regular expressions do.
    """
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: FrameType | None) -> NoReturn:
    raise OutOfTimeError
