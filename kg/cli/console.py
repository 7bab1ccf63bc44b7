"""What a build says on standard error: warnings, a progress bar, the closing line, or a log in JSON."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
import msgspec

from kg.cli.bars import progress_bar
from kg.query import printable
from kg.run.report import Silent

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from kg.documents import Problem
    from kg.run import Report
    from kg.why_not import Reason

__all__ = ["Console", "open_console"]

_OBEYED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What JSON leaves as it is and a terminal obeys: further control characters and marks of direction."""


@contextmanager
def open_console(*, quiet: bool, verbose: bool, log_json: bool, progress: bool) -> Iterator[Console]:
    """The console that the options ask for; a bar is drawn only on a terminal."""
    if log_json:
        yield JsonConsole()
    elif verbose:
        yield VerboseConsole()
    elif quiet:
        yield Console(quiet=True)
    elif progress and sys.stderr.isatty():
        with progress_bar() as bar:
            yield BarConsole(bar)
    else:
        yield Console()


class Console(Silent):
    """Warnings and the closing line; the other consoles add to it."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet

    def say(self, line: str) -> None:
        """One line on standard error, without anything that a terminal obeys."""
        click.echo(printable(line), err=True)

    def problem(self, problem: Problem) -> None:
        """A line for each problem, also when quiet: a graph without a document must not look whole."""
        self.say(f"kg: warning: {problem.document}: {problem.reason}")

    def close(self, report: Report) -> None:
        """The closing line."""
        if not self._quiet:
            self.say(closing_line(report))


class VerboseConsole(Console):
    """A line for each document, phase and clause that gave no fact, too."""

    def begin(self, documents: int, jobs: int, cached: int = 0) -> None:
        """Say how much is to be read."""
        known = f", {cached:,} of them from the cache" if cached else ""
        self.say(f"kg: reading {_count(documents, 'document')} with {_count(jobs, 'process', 'processes')}{known}")

    def document(self, identifier: str, sentences: int, facts: int) -> None:
        """Say what was found in a document."""
        self.say(f"kg: {identifier}: {_count(sentences, 'sentence')}, {_count(facts, 'fact')}")

    def refusal(self, identifier: str, reason: Reason) -> None:
        """Say why a clause gave no fact."""
        from kg.why_not import format_reason

        self.say(f"kg: {identifier}:{reason.line}:{reason.column}: {format_reason(reason)}")

    def phase(self, name: str) -> None:
        """Say which phase begins."""
        self.say(f"kg: {name}")

    def close(self, report: Report) -> None:
        """The closing line, after what was passed over."""
        if report.ignored:
            self.say(f"kg: passed over {_count(report.ignored, 'file')} that kg does not read")
        super().close(report)


class BarConsole(Console):
    """A progress bar above which warnings scroll."""

    def __init__(self, bar: Bar) -> None:
        super().__init__()
        self._bar = bar
        self._task = bar.add_task("reading", total=None)

    def say(self, line: str) -> None:
        """One line above the bar."""
        self._bar.console.print(printable(line), markup=False, highlight=False, soft_wrap=True)

    def begin(self, documents: int, jobs: int, cached: int = 0) -> None:
        """Set the bar's length."""
        self._bar.update(self._task, total=documents)

    def document(self, identifier: str, sentences: int, facts: int) -> None:
        """Move the bar."""
        self._bar.advance(self._task)

    def problem(self, problem: Problem) -> None:
        """A line; a skipped document is done, too."""
        super().problem(problem)
        if problem.skipped:
            self._bar.advance(self._task)

    def phase(self, name: str) -> None:
        """Rename the bar."""
        self._bar.update(self._task, description=name)

    def close(self, report: Report) -> None:
        """Take the bar away, then say the closing line."""
        self._bar.stop()
        super().close(report)


class JsonConsole(Console):
    """One JSON object a line and event."""

    def _log(self, event: str, **fields: Any) -> None:
        line = json.dumps({"event": event, **fields}, ensure_ascii=False)
        click.echo(_OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", line), err=True)

    def begin(self, documents: int, jobs: int, cached: int = 0) -> None:
        """Event `begin`."""
        self._log("begin", documents=documents, jobs=jobs, cached=cached)

    def document(self, identifier: str, sentences: int, facts: int) -> None:
        """Event `document`."""
        self._log("document", document=identifier, sentences=sentences, facts=facts)

    def refusal(self, identifier: str, reason: Reason) -> None:
        """Event `refusal`."""
        self._log("refusal", document=identifier, **msgspec.to_builtins(reason))

    def problem(self, problem: Problem) -> None:
        """Event `warning`."""
        self._log("warning", document=problem.document, reason=problem.reason, skipped=problem.skipped)

    def phase(self, name: str) -> None:
        """Event `phase`."""
        self._log("phase", phase=name)

    def close(self, report: Report) -> None:
        """Event `end`."""
        self._log(
            "end",
            documents=report.documents,
            sentences=report.sentences,
            entities=report.entities,
            facts=report.facts,
            triples=report.triples,
            ignored=report.ignored,
            cached=report.cached,
            warnings=len(report.problems),
            seconds=round(report.seconds, 3),
        )


def closing_line(report: Report) -> str:
    """`kg: 4 documents, 52 sentences, 31 entities, 40 facts in 2.1 s (1 warning)`."""
    counts = (
        _count(report.documents, "document"),
        _count(report.sentences, "sentence"),
        _count(report.entities, "entity", "entities"),
        _count(report.facts, "fact"),
    )
    warnings = f" ({_count(len(report.problems), 'warning')})" if report.problems else ""
    return f"kg: {', '.join(counts)} in {report.seconds:.1f} s{warnings}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
