"""Paths to an RDD of documents.

A path on this machine, or below a mount that all machines share, is searched as the one-process build does and opened
by the executors. What only Spark reads (hdfs://, s3a://, …) comes as rows with its bytes, under the same identifiers:
folder `D` gives `D/relative/path`. JSON lines and Parquet hold a document a row: `id`, `text`, and what a sidecar may
say.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from kg.documents import READERS, Problem, find
from kg.documents.readers import LARGEST_FILE, SIDECAR_SUFFIX
from kg.errors import SourceError
from kg.spark.distinct import distinct
from kg.spark.records import Given

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["Sources", "open_sources"]

_PACKED = ("", ".gz", ".bz2", ".zst")
_JSON_LINES = tuple(suffix + packed for suffix in (".jsonl", ".ndjson") for packed in _PACKED)
_PARQUET = ".parquet"
_FIELDS = ("title", "date", "author", "byline", "publisher", "source", "url")
_FILES_OF_A_TASK = 200
"""Most local files of one partition."""


class Sources(NamedTuple):
    """The documents of a build, not yet read."""

    documents: RDD[Given]
    """No two with one identifier."""
    files: int
    """How many of them are files of this machine; rows are not counted before they are read."""
    problems: tuple[Problem, ...]
    ignored: int


def open_sources(spark: SparkSession, paths: Sequence[str]) -> Sources:
    """Find all documents. Raises SourceError when `-` is among the paths."""
    if "-" in paths:
        raise SourceError("-", "standard input cannot be read by many machines; name a file")
    local = [_local_path(path) for path in paths if _is_local(path) and not _is_table(path)]
    found = find(local)
    files = [Given(file.id, str(file.location)) for file in found.files]
    parallelism = spark.sparkContext.defaultParallelism
    slices = max(1, min(len(files), max(3 * parallelism, len(files) // _FILES_OF_A_TASK)))
    documents = spark.sparkContext.parallelize(files, slices)
    rows = [_rows(spark, path) for path in paths if _is_table(path) or not _is_local(path)]
    problems = found.problems
    if rows:
        documents, shared = distinct(spark.sparkContext.union([documents, *rows]))
        problems += shared
    return Sources(documents, len(files), problems, found.ignored)


def _is_local(path: str) -> bool:
    return "://" not in path or path.startswith("file:/")


def _local_path(path: str) -> str:
    return unquote(urlsplit(path).path) if path.startswith("file:/") else path


def _is_table(path: str) -> bool:
    return path.rstrip("/").endswith((*_JSON_LINES, _PARQUET))


def _rows(spark: SparkSession, path: str) -> RDD[Given]:
    # Spark takes a path without scheme for one of the cluster's own file system.
    known = Path(path).absolute().as_uri() if _is_local(path) and not path.startswith("file:/") else path
    if path.rstrip("/").endswith(_PARQUET):
        return _parquet(spark, known)
    return _json_lines(spark, known) if _is_table(path) else _files(spark, known)


# -- files -------------------------------------------------------------------------------------------------


def _files(spark: SparkSession, root: str) -> RDD[Given]:
    """Text files below a folder that only Spark can read, or one such file, with their sidecars."""
    suffixes = ",".join(_any_case(suffix[1:]) for suffix in sorted(READERS))
    frame = _binary(spark, root, f"*.{{{suffixes}}}")
    small = frame.where(frame.length <= LARGEST_FILE).select("path", "content").rdd
    large = frame.where(frame.length > LARGEST_FILE).select("path").rdd
    sidecars = {row.path: bytes(row.content) for row in _binary(spark, root, f"*{SIDECAR_SUFFIX}").collect()}
    told = spark.sparkContext.broadcast(sidecars)

    def read(row: Any) -> Given:
        return Given(_identifier(root, row.path), None, bytes(row.content), _sidecar(told.value, row.path))

    def refuse(row: Any) -> Given:
        return Given(_identifier(root, row.path), fault=f"is larger than {LARGEST_FILE:,} bytes: split it")

    return small.map(read).union(large.map(refuse))


def _binary(spark: SparkSession, root: str, glob: str) -> DataFrame:
    reader = spark.read.format("binaryFile").option("recursiveFileLookup", "true").option("pathGlobFilter", glob)
    return reader.load(root)


def _any_case(word: str) -> str:
    return "".join(f"[{c}{c.upper()}]" for c in word)


def _identifier(root: str, path: str) -> str:
    """As `documents.find` names files: from the folder that was given, or from the folder of the file."""
    base, full = _inside(root).rstrip("/"), _inside(path)
    above = base.rpartition("/")[0]
    if full == base:
        above = above.rpartition("/")[0]
    return full.removeprefix(above).lstrip("/")


def _inside(url: str) -> str:
    """The path of a Hadoop URL, which is not percent-encoded."""
    return "/" + url.partition("://")[2].partition("/")[2]


def _sidecar(sidecars: Mapping[str, bytes], path: str) -> bytes:
    """The file beside `path` that `documents.read` would take."""
    stem = path.rpartition(".")[0]
    return sidecars.get(path + SIDECAR_SUFFIX) or sidecars.get(stem + SIDECAR_SUFFIX) or b""


# -- rows --------------------------------------------------------------------------------------------------


def _json_lines(spark: SparkSession, path: str) -> RDD[Given]:
    """Lines are parsed here: Spark's JSON reader makes empty rows of very long lines and says nothing."""
    lines = spark.read.text(path).select("value", "_metadata.file_name").rdd
    return lines.mapPartitions(_parse_lines)


def _parse_lines(rows: Iterable[Any]) -> Iterator[Given]:
    for row in rows:
        if not row.value.strip():
            continue
        try:
            value = json.loads(row.value)
        except (ValueError, RecursionError) as error:
            value = f"is no JSON ({' '.join(str(error).split())[:100]})"
        if isinstance(value, dict):
            yield _given(value, row.file_name, row.value)
        else:
            reason = value if isinstance(value, str) and value.startswith("is no JSON") else "is no JSON object"
            yield Given(_name_of_row(row.file_name, row.value), fault=reason)


def _parquet(spark: SparkSession, path: str) -> RDD[Given]:
    frame = spark.read.parquet(path)
    missing = [name for name in ("id", "text") if name not in frame.columns]
    if missing:
        raise SourceError(path, f"has no column {' or '.join(missing)}; kg reads id, text, {', '.join(_FIELDS)}")
    name = path.rstrip("/").rpartition("/")[2]
    known = [column for column in ("id", "text", *_FIELDS) if column in frame.columns]
    return frame.select(*known).rdd.map(lambda row: _given(row.asDict(), name, repr(row)))


def _given(row: Mapping[str, Any], table: str, source: str) -> Given:
    """A document from a row; an identifier without a suffix that kg reads is plain text."""
    identifier, text = row.get("id"), row.get("text")
    if isinstance(identifier, bool) or not isinstance(identifier, str | int) or identifier == "":
        return Given(_name_of_row(table, source), fault="has no id")
    name = str(identifier).encode(errors="replace").decode()
    if Path(name).suffix.lower() not in READERS:
        name += ".txt"
    if not isinstance(text, str):
        return Given(name, fault="has no text")
    told = {field: _scalar(row[field]) for field in _FIELDS if row.get(field) is not None}
    return Given(name, None, text.encode(errors="replace"), json.dumps(told).encode() if told else b"")


def _scalar(value: object) -> object:
    return value if isinstance(value, str | int | float | list) else str(value)


def _name_of_row(table: str, source: str) -> str:
    """A name for a row without one that neither order nor partition decides."""
    return f"{table}~{hashlib.sha256(source.encode(errors='replace')).hexdigest()[:8]}"
