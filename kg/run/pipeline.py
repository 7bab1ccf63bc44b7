"""Which spaCy pipeline a build reads with, told without loading it."""

from __future__ import annotations

import hashlib
import json
from importlib.util import find_spec
from pathlib import Path

import msgspec

from kg import nlp

__all__ = ["Pipeline", "identify"]

_META = "meta.json"


class Pipeline(msgspec.Struct, frozen=True):
    """A spaCy pipeline by name, version and, where its files are known, content."""

    name: str
    """Language and name: `en_core_web_sm`."""
    version: str
    folder: Path | None
    """Where its files lie; None when only loading it could tell."""

    def content_hash(self) -> str | None:
        """SHA-256 over all its files, some 40 ms for a small pipeline; None without a folder. Raises OSError."""
        if self.folder is None:
            return None
        digest = hashlib.sha256()
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(self.folder).as_posix()}\0{path.stat().st_size}\0".encode())
                with path.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()


def identify(model: str | None) -> Pipeline:
    """The pipeline that `kg.nlp.load(model)` would load, from the file in which spaCy keeps name and version.

    What has no such file is loaded to tell. Raises ModelError as `kg.nlp.load`.
    """
    name = model or nlp.DEFAULT_MODEL
    folder = _package_folder(name) or Path(name)
    try:
        path = next(path for path in (folder / _META, *sorted(folder.glob(f"*/{_META}"))) if path.is_file())
        meta = json.loads(path.read_bytes())
        return Pipeline(f"{meta['lang']}_{meta['name']}", meta["version"], folder)
    except (StopIteration, OSError, ValueError, KeyError, TypeError):
        parser = nlp.load(model)
        return Pipeline(parser.name, parser.version, None)


def _package_folder(name: str) -> Path | None:
    spec = find_spec(name) if name.isidentifier() else None
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else None
