"""The three phases of a build, on one process or many.

    report = build(["reports/"], "graph.ttl", Options(jobs=4))

`phases` is the main path, `workers` maps files to extractions, `spool` keeps them on disk for the build and `cache` for
the next one: `keys` says what an extraction depends on, `pipeline` which model that is, `recall` asks the cache before
the workers. `report` holds the records that go in and out.
"""

from __future__ import annotations

from kg.run.phases import build
from kg.run.report import Options, Progress, Report, Silent

__all__ = ["Options", "Progress", "Report", "Silent", "build"]
