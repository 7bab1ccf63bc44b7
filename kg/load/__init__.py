"""Bring a graph file into a triple store, graph by graph, and prove that it arrived.

    with open_endpoint("http://localhost:3030/dataset") as store:
        report = load("graph.nq", store, Options(replace=True))

`spool` checks and sorts the file, `split` finds the graph of each triple where the file names none, `transfer` sends,
`readback` compares, `report` holds the records that go in and out.
"""

from __future__ import annotations

from kg.load.output import format_report, report_as_json
from kg.load.report import Difference, LoadError, Options, Progress, Report, Silent
from kg.load.steps import load, unload

__all__ = [
    "Difference", "LoadError", "Options", "Progress", "Report", "Silent", "format_report", "load", "report_as_json",
    "unload",
]  # fmt: skip
