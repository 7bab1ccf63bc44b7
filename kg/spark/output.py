"""A folder of shards on any file system of Spark, and `_SUCCESS`, which is written last and says what must be there.

    part-00000.nq.gz …     quads of documents, any number of files
    part-entities.nq.gz    what resolution decided, the run, and the header's comment lines
    _problems.jsonl        documents that were skipped, and warnings: {"document", "reason", "skipped"} a line
    _SUCCESS               JSON: documents, facts, quads, and for each file its lines and the SHA-256 of its text

No quad stands in two files, so that all parts sorted together are the sorted N-Quads of a build in one process.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from kg.documents import Problem
from kg.errors import StoreError

if TYPE_CHECKING:
    from pyspark import RDD, Accumulator
    from pyspark.accumulators import AccumulatorParam
    from pyspark.sql import SparkSession

__all__ = ["Folder", "Part"]

_GZIP = "org.apache.hadoop.io.compress.GzipCodec"


class Part(msgspec.Struct, frozen=True):
    """One file of the folder."""

    name: str
    lines: int
    sha256: str
    """Of the text before compression, UTF-8."""


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
        sums: Accumulator[dict[int, tuple[int, str]]] = self._spark.sparkContext.accumulator(
            {}, cast("AccumulatorParam[dict[int, tuple[int, str]]]", _Union())
        )

        def summed(index: int, shard: Iterable[str]) -> Iterator[str]:
            total = _Sum()
            for line in shard:
                total.add(line)
                yield line
            sums.add({index: (total.lines, total.sha256())})

        lines.mapPartitionsWithIndex(summed).saveAsTextFile(self._url, _GZIP)
        self._files.delete(self._path(f"{self._url}/_SUCCESS"), False)  # Spark's own; ours says more, and later
        parts = []
        for index, (count, sha256) in sorted(sums.value.items()):
            part = Part(f"part-{index:05}.nq.gz", count, sha256)
            old, new = self._path(f"{self._url}/part-{index:05}.gz"), self._path(f"{self._url}/{part.name}")
            if not self._files.rename(old, new):
                raise StoreError(f"{self._url}/{part.name}: cannot be written; check the file system")
            parts.append(part)
        return parts

    def write_entities(self, lines: Iterable[str]) -> Part:
        """The part that no document owns."""
        name, total = "part-entities.nq.gz", _Sum()
        with tempfile.TemporaryDirectory(prefix="kg-") as scratch:
            path = Path(scratch, name)
            with path.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
                for line in lines:
                    total.add(line)
                    packed.write(line.encode() + b"\n")
            self._put(path)
        return Part(name, total.lines, total.sha256())

    def write_problems(self, problems: Iterable[Problem]) -> None:
        """The side table of problems."""
        self._put_text("_problems.jsonl", b"".join(msgspec.json.encode(p) + b"\n" for p in problems))

    def write_success(self, counts: dict[str, int], parts: Iterable[Part]) -> None:
        """The file that says what a complete folder holds; nothing may be written behind it."""
        content = {**counts, "parts": [msgspec.to_builtins(part) for part in parts]}
        self._put_text("_SUCCESS", json.dumps(content, indent=1).encode() + b"\n")

    def _put_text(self, name: str, content: bytes) -> None:
        with tempfile.TemporaryDirectory(prefix="kg-") as scratch:
            path = Path(scratch, name)
            path.write_bytes(content)
            self._put(path)

    def _put(self, path: Path) -> None:
        self._files.copyFromLocalFile(
            False, True, self._path(path.as_uri()), self._path(f"{self._url}/{path.name}")
        )


class _Sum:
    """Lines and hash of a text that passes by."""

    def __init__(self) -> None:
        self.lines = 0
        self._hash = hashlib.sha256()

    def add(self, line: str) -> None:
        self.lines += 1
        self._hash.update(line.encode() + b"\n")

    def sha256(self) -> str:
        return self._hash.hexdigest()


class _Union:
    """How Spark adds up what tasks report: by shard, so that a task that ran twice counts once."""

    def zero(self, value: dict[int, tuple[int, str]]) -> dict[int, tuple[int, str]]:
        return {}

    def addInPlace(  # noqa: N802  (Spark calls it so)
        self, one: dict[int, tuple[int, str]], other: dict[int, tuple[int, str]]
    ) -> dict[int, tuple[int, str]]:
        return {**one, **other}
