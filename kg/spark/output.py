"""A folder of shards (`kg.store.shards`) on any file system of Spark; `_SUCCESS` is written last."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from kg.documents import Problem
from kg.errors import StoreError
from kg.store.shards import ENTITIES, PROBLEMS, SUCCESS, Part, Sum, part_name, success, write_part

if TYPE_CHECKING:
    from pyspark import RDD, Accumulator
    from pyspark.accumulators import AccumulatorParam
    from pyspark.sql import SparkSession

__all__ = ["Folder"]

_GZIP = "org.apache.hadoop.io.compress.GzipCodec"


class Folder:
    """The output folder of one build. Raises StoreError when there is something already."""

    def __init__(self, spark: SparkSession, url: str) -> None:
        self._spark = spark
        # Spark takes a path without scheme for one of the cluster's own file system.
        self._url = url.rstrip("/") if "://" in url or url.startswith("file:/") else Path(url).absolute().as_uri()
        jvm: Any = spark.sparkContext._jvm
        context: Any = spark.sparkContext._jsc
        self._path = jvm.org.apache.hadoop.fs.Path
        self._files = self._path(self._url).getFileSystem(context.hadoopConfiguration())
        if self._files.exists(self._path(self._url)):
            raise StoreError(f"{url}: is there already; name a new folder")

    def write_documents(self, lines: RDD[str]) -> list[Part]:
        """One part for each partition."""
        sums: Accumulator[dict[int, Part]] = self._spark.sparkContext.accumulator(
            {}, cast("AccumulatorParam[dict[int, Part]]", _Union())
        )

        def summed(index: int, shard: Iterable[str]) -> Iterator[str]:
            total = Sum()
            for line in shard:
                total.add(line)
                yield line
            sums.add({index: total.part(part_name(index))})

        lines.mapPartitionsWithIndex(summed).saveAsTextFile(self._url, _GZIP)
        self._files.delete(self._path(f"{self._url}/{SUCCESS}"), False)  # Spark's own; ours says more, and later
        parts = []
        for index, part in sorted(sums.value.items()):
            old, new = self._path(f"{self._url}/part-{index:05}.gz"), self._path(f"{self._url}/{part.name}")
            if not self._files.rename(old, new):
                raise StoreError(f"{self._url}/{part.name}: cannot be written; check the file system")
            parts.append(part)
        return parts

    def write_entities(self, lines: Iterable[str]) -> Part:
        """The part that no document owns."""
        with tempfile.TemporaryDirectory(prefix="kg-") as scratch:
            part = write_part(Path(scratch), ENTITIES, lines)
            self._put(Path(scratch, ENTITIES))
        return part

    def write_problems(self, problems: Iterable[Problem]) -> None:
        """The side table of problems."""
        self._put_text(PROBLEMS, b"".join(msgspec.json.encode(p) + b"\n" for p in problems))

    def write_success(self, counts: dict[str, int], parts: Iterable[Part]) -> None:
        """The file that says what a complete folder holds; nothing may be written behind it."""
        self._put_text(SUCCESS, success(counts, [*parts]))

    def _put_text(self, name: str, content: bytes) -> None:
        with tempfile.TemporaryDirectory(prefix="kg-") as scratch:
            path = Path(scratch, name)
            path.write_bytes(content)
            self._put(path)

    def _put(self, path: Path) -> None:
        self._files.copyFromLocalFile(
            False, True, self._path(path.as_uri()), self._path(f"{self._url}/{path.name}")
        )


class _Union:
    """How Spark adds up what tasks report: by shard, so that a task that ran twice counts once."""

    def zero(self, value: dict[int, Part]) -> dict[int, Part]:
        return {}

    def addInPlace(  # noqa: N802  (Spark calls it so)
        self, one: dict[int, Part], other: dict[int, Part]
    ) -> dict[int, Part]:
        return {**one, **other}
