"""The key of a document's extraction: a hash over everything that can change it, and nothing else.

Identifiers are left out, so that a renamed document is known again; so are labels, properties' names for people and
examples of the ontology, which no stage reads. The stages count by their source files, so that nobody has to remember a
version number.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Set
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

import kg
from kg.documents import SourceFile, content_hash
from kg.errors import SourceError
from kg.ontology import Ontology
from kg.run.cache import EXTRACTION
from kg.run.pipeline import Pipeline
from kg.run.report import Options

__all__ = ["NOT_FOR_EXTRACTION", "Keys", "code_hash"]

NOT_FOR_EXTRACTION = frozenset(
    """__main__.py api.py cli evaluate explain.py graph.py load ontology_files places.py portability.py query
    query_files remote resolve sources.py spark store streams.py timenodes.py
    validate.py verify.py""".split()
)
"""What stands in the package `kg` and reaches no extraction; anything new counts until it is named here."""
_PACKAGES = ("chardet", "msgspec", "numpy", "pyyaml", "spacy", "thinc")
"""What the stages compute with."""


class Keys:
    """Makes the keys of one build."""

    def __init__(self, options: Options, ontology: Ontology, pipeline: Pipeline, content: str) -> None:
        """`content` is the hash of the pipeline's files."""
        self._date = options.date or ""
        common = (
            stages_hash(),
            (sys.version, platform.machine(), *map(_version, _PACKAGES)),
            (pipeline.name, pipeline.version, content),
            ontology_hash(ontology, labels=options.reasons),
            (options.mentions, options.min_confidence, options.reasons, self._date),
        )
        self._common = hashlib.sha256(msgspec.msgpack.encode(common))

    def key(self, source: SourceFile) -> bytes | None:
        """The key of a file's extraction; None when the file cannot be read."""
        try:
            content = content_hash(source)
        except SourceError:
            return None
        digest = self._common.copy()
        digest.update(content)
        return EXTRACTION + digest.digest()


def stages_hash(package: Path | None = None) -> bytes:
    """SHA-256 over all files of the package `kg`, word lists included, that can change an extraction."""
    return code_hash(package, without=NOT_FOR_EXTRACTION)


def code_hash(package: Path | None = None, *, without: Set[str] = frozenset()) -> bytes:
    """SHA-256 over all files of the package `kg`, but those at or below some names at its top."""
    package = package or Path(kg.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        parts = path.relative_to(package).parts
        if parts[0] not in without and "__pycache__" not in parts and path.is_file():
            digest.update("/".join(parts).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()


def ontology_hash(ontology: Ontology, *, labels: bool) -> bytes:
    """SHA-256 over what stages read of an ontology; with `labels` also over what only reasons in words need."""
    if not labels:
        replace = msgspec.structs.replace
        ontology = replace(
            ontology,
            labels={},
            triggers=tuple(replace(trigger, examples=()) for trigger in ontology.triggers),
            properties={name: replace(known, label="") for name, known in ontology.properties.items()},
        )
    return hashlib.sha256(msgspec.msgpack.encode(msgspec.structs.replace(ontology, fingerprint=""))).digest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
