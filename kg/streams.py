"""Standard streams that a caller has closed (`kg … >&-`)."""

from __future__ import annotations

import os
import sys

__all__ = ["forget_what_nobody_hears", "open_closed_streams"]

_STREAMS = (("stdin", os.O_WRONLY, "r"), ("stdout", os.O_RDONLY, "w"), ("stderr", os.O_WRONLY, "w"))


def open_closed_streams() -> None:
    """Give each closed standard stream a descriptor, so that no file of kg takes its number.

    Input and output are opened the wrong way round: using them fails as using a closed one does, and nothing written
    is lost in silence. What would be told on standard error has no listener.
    """
    for name, flags, mode in _STREAMS:
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, flags)  # the lowest free number, hence that of the stream
            setattr(sys, name, open(descriptor, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def forget_what_nobody_hears() -> None:
    """Drop what standard error holds and cannot write; at its end Python would fail on it, with a code of its own."""
    try:
        sys.stderr.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
