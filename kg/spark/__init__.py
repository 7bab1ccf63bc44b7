"""A build on a Spark cluster: the same pure functions on many machines, the same quads.

    build(["s3a://archive/reports"], "s3a://archive/graph", Options(), Settings(master="yarn"))

`engine` is the main path; `sources` makes Spark's rows of documents, `extraction` runs on the executors with a model in
a process of its own (`guard`), `output` writes the shards and the file that says they are complete. Only this package
knows pyspark, and only when a build runs.
"""

from __future__ import annotations

from kg.spark.engine import build
from kg.spark.session import Settings

__all__ = ["Settings", "build"]
