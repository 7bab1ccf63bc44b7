"""What a load did, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kg.load.report import Difference, Report
from kg.query import printable

__all__ = ["format_report", "report_as_json"]

_PROOF = {
    "counts": "counts of every graph and property agree",
    "full": "every triple was read back and agrees",
    "none": "nothing was compared",
}
_LISTED = 20
"""Graphs told one by one."""


def format_report(report: Report, store: str) -> str:
    """A line for the whole load, lines before it for what differs; `store` is how the store is called."""
    lines = [line for difference in report.differences[:_LISTED] for line in _difference_lines(difference)]
    if len(report.differences) > _LISTED:
        lines.append(f"and {len(report.differences) - _LISTED} more graphs")
    if report.wider:
        count = _number(len(report.wider), "graph")
        lines.append(f"{count} with other triples besides, which stay (--replace swaps graphs)")
    if report.deleted:
        lines.append(f"{_number(len(report.deleted), 'graph')} of documents that are gone: removed")
    there = report.graphs - report.sent
    counts = f"{_number(report.graphs, 'graph')}, {_number(report.triples, 'triple')}"
    done = f"{report.sent:,} sent, {there:,} there already" if there else "all sent"
    proof = _PROOF[report.verify] if report.ok else f"{_number(len(report.differences), 'graph')} differ"
    lines.append(f"{store}: {counts}: {done}; {proof}")
    return "".join(f"{line}\n" for line in lines)


def _difference_lines(difference: Difference) -> Iterator[str]:
    yield f"{difference.graph or 'default graph'}: differs"
    for name, wanted, held in difference.counts:
        yield f"  {name or 'all'}: {wanted:,} in the file, {held:,} in the store"
    for line in difference.missing:
        yield f"  sent   {printable(line)}"
    for line in difference.extra:
        yield f"  holds  {printable(line)}"


def report_as_json(report: Report) -> str:
    """The report as one JSON object."""
    encoded = msgspec.json.encode({**msgspec.structs.asdict(report), "ok": report.ok})
    return msgspec.json.format(encoded, indent=2).decode()


def _number(count: int, one: str) -> str:
    return f"{count:,} {one}{'' if count == 1 else 's'}"
