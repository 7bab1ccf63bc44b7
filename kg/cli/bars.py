"""Progress bars on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import ProgressColumn

__all__ = ["TripleBar", "open_bar", "progress_bar"]


@contextmanager
def open_bar(*, silent: bool) -> Iterator[TripleBar | None]:
    """A bar that counts triples, with their rate; None when silent or not on a terminal."""
    if silent or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import TextColumn

    with progress_bar(TextColumn("{task.completed:,.0f}"), TextColumn("{task.fields[rate]}")) as bar:
        yield TripleBar(bar)


class TripleBar:
    """Tells a bar how a load goes."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=None, rate="")

    def phase(self, name: str, triples: int) -> None:
        """Begin again, with another name and length; 0 when that is not known."""
        self._bar.reset(self._task, description=name, total=triples or None, rate="")

    def advance(self, triples: int) -> None:
        """Move the bar."""
        speed = self._bar.tasks[self._task].speed
        self._bar.update(self._task, advance=triples, rate=f"{speed:,.0f} triples/s" if speed else "")


def progress_bar(*columns: ProgressColumn) -> Bar:
    """A bar that is gone when it is done; `columns` stand behind it, by default the count."""
    from rich.console import Console as RichConsole
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("kg: {task.description}"),
        BarColumn(),
        *(columns or (MofNCompleteColumn(),)),
        TimeRemainingColumn(),
        console=RichConsole(stderr=True),
        transient=True,
    )
