"""The click group behind `kg`: commands in sections, and every failure as one line and an exit code."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click

from kg.errors import KgError

__all__ = ["CANNOT_RUN", "FOUND_WANTING", "GOOD", "MORE_SECONDS", "SECONDS", "Command", "Program"]

GOOD, FOUND_WANTING, CANNOT_RUN = 0, 1, 2
INTERRUPTED = 130  # 128 + SIGINT, as a shell reports it
BROKEN_PIPE = 141  # 128 + SIGPIPE
_NAMELESS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}
"""Errors of streams and files that are open already."""


class _Seconds(click.FloatRange):
    """A length of time that a clock can measure: `nan` and `inf` are numbers, but none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; fails above a hundred years."""
        seconds = float(super().convert(value, param, ctx))
        if not seconds <= _LONGEST:
            self.fail(f"{value} is no number of seconds", param, ctx)
        return seconds


_LONGEST = 3e9  # seconds, a hundred years; timers of a system end a little later
SECONDS = _Seconds(min=0)
MORE_SECONDS = _Seconds(min=0, min_open=True)


class Command(click.Command):
    """A command whose help ends with examples."""

    def __init__(self, *args: Any, examples: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples, a line each."""
        _write_examples(self.examples, formatter)


class Program(click.Group):
    """A group that lists its commands by section and turns what commands return or raise into an exit code."""

    def __init__(
        self, *args: Any, sections: Mapping[str, Sequence[click.Command]], examples: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples
        self._sections = sections
        for commands in sections.values():
            for command in commands:
                self.add_command(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each section with its commands, names aligned across sections."""
        width = max(map(len, self.commands))
        for title, commands in self._sections.items():
            with formatter.section(title):
                formatter.write_dl([(str(it.name).ljust(width), it.get_short_help_str(90)) for it in commands])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples, a line each."""
        _write_examples(self.examples, formatter)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the command line, which prints `--help` and `--version`."""
        try:
            return super().make_context(*args, **extra)
        except BrokenPipeError:
            _forget_output()
            sys.exit(BROKEN_PIPE)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a reader that has gone away ends it quietly."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _forget_output()
            return BROKEN_PIPE
        return code

    def main(  # type: ignore[override]  # click spells its two modes as overloads
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run and exit; with `standalone_mode` off, return the code and raise errors."""
        if not standalone_mode:
            return super().main(args, prog_name, standalone_mode=False, **extra)
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, _interrupt)  # temporary files and workers go on the way out
        try:
            sys.exit(super().main(args, prog_name, standalone_mode=False, **extra) or GOOD)
        except click.ClickException as error:
            _fail(f"error: {_explain_usage(error)}", CANNOT_RUN)
        except (click.Abort, KeyboardInterrupt):
            _fail("interrupted", INTERRUPTED)
        except Exception as error:
            if "KG_TRACEBACK" in os.environ:
                raise
            _fail(f"error: {_explain(error)}", CANNOT_RUN)


def _write_examples(examples: Sequence[str], formatter: click.HelpFormatter) -> None:
    with formatter.section("Examples"):
        for example in examples:
            formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _fail(message: str, code: int) -> NoReturn:
    from kg.query import printable

    try:
        sys.stdout.flush()
    except OSError:
        _forget_output()
    with suppress(OSError):  # a full disk or a closed pipe: the exit code still tells
        click.echo(printable(f"kg: {message}"), err=True)
    sys.exit(code)


def _forget_output() -> None:
    """Python would try once more at its end to write what could not be written, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _explain_usage(error: click.ClickException) -> str:
    message = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    return f"{message}; see `{context.command_path} --help`" if context else message


def _explain(error: Exception) -> str:
    """One line: what, where, what to do next."""
    if isinstance(error, KgError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        if error.filename is None and error.errno in _NAMELESS:
            return f"cannot read or write on ({error.strerror}); look where the input comes from and the output goes"
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    frame = traceback.extract_tb(error.__traceback__)[-1]
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return f"{what} ({Path(frame.filename).name}:{frame.lineno}); this is a fault of kg, KG_TRACEBACK=1 shows more"
