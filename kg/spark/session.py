"""A Spark session for one build, and what goes wrong with one as one line."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

import kg
from kg.errors import KgError

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import SparkSession

__all__ = ["Settings", "on_disk", "open_session"]

T = TypeVar("T")

_LOCAL = re.compile(r"local(\[[^,\]]+\])?")
_ATTEMPTS = 4
"""How often a task is tried; `local[N]` alone gives up at the first lost process."""


class Settings(msgspec.Struct, frozen=True):
    """Where and how Spark builds."""

    master: str | None = None
    """`spark://host:7077`, `yarn`, `k8s://…`, `local[8]`; None for what the environment says (`spark-submit`)."""
    conf: tuple[tuple[str, str], ...] = ()
    """Further properties of Spark."""
    shards: int | None = None
    """Files of documents' quads; None for one of each partition that Spark makes of the input."""
    seconds: float = 600.0
    """Longest time for one document, before its process is ended and it counts as skipped."""


@contextmanager
def open_session(settings: Settings) -> Iterator[SparkSession]:
    """A session that ends with the block.

    :raises KgError: when pyspark or Java is missing, or Spark fails; with Spark's own reason.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise KgError("--engine spark needs pyspark: run `pip install 'kg[spark]'`") from None
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise KgError("--engine spark needs Java 17 or later: install it, or set JAVA_HOME") from None
    from py4j.protocol import Py4JError

    with tempfile.TemporaryDirectory(prefix="kg-spark-") as scratch:
        try:
            builder = SparkSession.builder.appName("kg build")
            for name, value in {**_properties(settings.master, Path(scratch)), **dict(settings.conf)}.items():
                builder = builder.config(name, value)
            session = builder.getOrCreate()
            try:
                yield session
            finally:
                session.stop()
        except (PySparkException, Py4JError) as error:
            if "KG_TRACEBACK" in os.environ:
                raise
            raise KgError(f"Spark failed: {_reason(error)}; KG_TRACEBACK=1 shows all of it") from None


def on_disk(rdd: RDD[T]) -> RDD[T]:
    """Compute the RDD and keep it on the executors' disks; what a lost executor held is computed again when needed."""
    from pyspark import StorageLevel

    kept = rdd.persist(StorageLevel.DISK_ONLY)
    # Counted by the JVM: a second Python process for each core would come to load a model, too.
    kept._jrdd.count()
    return kept


def _properties(master: str | None, scratch: Path) -> dict[str, str]:
    """What kg asks of Spark unless the user says otherwise."""
    properties = {
        "spark.sql.files.maxPartitionBytes": "8m",  # some thousand documents, a few minutes of one core
        "spark.sql.files.openCostInBytes": "4k",  # else a small file counts as 4 MB, and tasks as 2 files
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",  # failures of tasks are told once, when the last attempt fails
        "spark.driver.maxResultSize": "0",  # the names of all documents come to the driver
        "spark.rdd.compress": "true",
    }
    if master is None:
        return properties
    properties["spark.master"] = _retrying(master)
    if master.startswith("local"):
        properties |= _on_this_machine(scratch)
    return properties


def _retrying(master: str) -> str:
    """`local[2]` as `local[2,4]`."""
    match = _LOCAL.fullmatch(master)
    return f"local{(match[1] or '[*]')[:-1]},{_ATTEMPTS}]" if match else master


def _on_this_machine(scratch: Path) -> dict[str, str]:
    """Executors with this Python and this kg, on the loopback interface, that leave nothing behind."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("SPARK_WORKER_DIR", str(scratch))
    return {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.local.dir": str(scratch),
        "spark.executorEnv.PYTHONPATH": str(Path(kg.__file__).parents[1]),
    }


def _reason(error: Exception) -> str:
    """The line of a Spark failure that names its cause: the last exception of Python, else the first line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    named = [line for line in lines if re.match(r"([\w.]+\.)?\w*(Error|Exception): ", line)]
    caused = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by: ")]
    return (named or caused or lines or [type(error).__name__])[-1 if named or caused else 0][:400]
