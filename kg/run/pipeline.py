"""Which spaCy pipeline a build reads with, told without loading it."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from kg import nlp
from kg.pipelines import DEFAULT, content_hash, package_folder

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
        return None if self.folder is None else content_hash(self.folder)


def identify(model: str | None) -> Pipeline:
    """The pipeline that `kg.nlp.load(model)` would load, from the file in which spaCy keeps name and version.

    What has no such file is loaded to tell. Raises ModelError as `kg.nlp.load`.
    """
    name = model or DEFAULT
    folder = package_folder(name) or Path(name)
    try:
        path = next(path for path in (folder / _META, *sorted(folder.glob(f"*/{_META}"))) if path.is_file())
        meta = json.loads(path.read_bytes())
        return Pipeline(f"{meta['lang']}_{meta['name']}", meta["version"], folder)
    except (StopIteration, OSError, ValueError, KeyError, TypeError):
        parser = nlp.load(model)
        return Pipeline(parser.name, parser.version, None)
