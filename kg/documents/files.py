"""Find the files to read and give each its identifier.

An identifier is stable across machines: it holds no absolute path, always `/`, and characters as the file system gives
them (no Unicode normalisation). It does not depend on the order in which paths are given.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from kg.documents.readers import READERS, SIDECAR_SUFFIX, SourceFile

__all__ = ["Found", "Problem", "SourceFile", "find"]

STDIN_ID = "stdin.txt"


class Problem(msgspec.Struct, frozen=True, order=True):
    """Something about one document that a user should know."""

    document: str
    """Identifier, or the path as given when there is none."""
    reason: str
    skipped: bool = True
    """Whether the document is missing from the result because of it."""


class Found(msgspec.Struct, frozen=True):
    """The outcome of a search."""

    files: tuple[SourceFile, ...]
    """Sorted by identifier; no two share one, no file stands twice."""
    problems: tuple[Problem, ...]
    """Sorted."""
    ignored: int
    """Hidden files and files of unknown suffix that were passed over in folders."""


def find(paths: Iterable[str | os.PathLike[str]]) -> Found:
    """Find the documents under files and folders; `-` reads standard input.

    Folder `D` gives `D.name/relative/path`, file `F` gives `parent.name/F.name`, standard input gives `stdin.txt`.
    Two different files with one identifier both get a piece of their hash (`reports/a~9c1f2a3b.txt`).
    """
    search = _Search()
    for path in paths:
        search.add(os.fspath(path))
    files, problems = _distinct_identifiers(search.files.values())
    problems.extend(search.problems)
    return Found(tuple(sorted(files, key=lambda file: file.id)), tuple(sorted(set(problems))), search.ignored)


class _Search:
    """What was met so far; a file reached by two ways keeps the lesser identifier."""

    def __init__(self) -> None:
        self.files: dict[tuple[int, int], SourceFile] = {}
        self.problems: list[Problem] = []
        self.ignored = 0

    def add(self, path: str) -> None:
        if path == "-":
            content = sys.stdin.buffer.read()
            self.files.setdefault((-1, -1), SourceFile(STDIN_ID, None, content))
            return
        # not resolved: a link keeps the name that its user gave it
        absolute = Path(os.path.abspath(path))  # noqa: PTH100
        try:
            is_folder = stat.S_ISDIR(absolute.stat().st_mode)
        except OSError as error:
            self.problems.append(Problem(_printable(path), _reason(error)))
            return
        if is_folder:
            self._walk(absolute, _join(absolute.name), ())
        elif absolute.suffix.lower() in READERS:
            self._add_file(absolute, _join(absolute.parent.name, absolute.name))
        else:
            known = " ".join(sorted(READERS))
            self.problems.append(Problem(_printable(path), f"has an unknown suffix (kg reads {known})"))

    def _walk(self, folder: Path, identifier: str, above: tuple[tuple[int, int], ...]) -> None:
        """Add what a folder holds; `above` are the folders around it, by device and inode."""
        try:
            key = _key(folder.stat())
            if key in above:
                self.problems.append(Problem(identifier, "is a link to a folder around it", skipped=False))
                return
            names = sorted(entry.name for entry in os.scandir(folder))
        except OSError as error:
            self.problems.append(Problem(identifier, _reason(error)))
            return
        for name in names:
            path = folder / name
            if name.startswith("."):
                self.ignored += 1
            elif path.is_dir():
                self._walk(path, _join(identifier, name), (*above, key))
            elif path.suffix.lower() in READERS:
                self._add_file(path, _join(identifier, name))
            elif not name.endswith(SIDECAR_SUFFIX):
                self.ignored += 1

    def _add_file(self, path: Path, identifier: str) -> None:
        try:
            status = path.stat()
        except OSError as error:
            self.problems.append(Problem(identifier, _reason(error)))
            return
        if not stat.S_ISREG(status.st_mode):
            self.problems.append(Problem(identifier, "is not a regular file"))
            return
        key = _key(status)
        known = self.files.get(key)
        if known is None or identifier < known.id:
            self.files[key] = SourceFile(identifier, str(path))


def _distinct_identifiers(files: Iterable[SourceFile]) -> tuple[list[SourceFile], list[Problem]]:
    """Files with identifiers of their own, and a problem for each identifier that several claimed."""
    claims: defaultdict[str, list[SourceFile]] = defaultdict(list)
    for file in files:
        claims[file.id].append(file)
    distinct: list[SourceFile] = []
    problems: list[Problem] = []
    for identifier, claimants in claims.items():
        if len(claimants) == 1:
            distinct += claimants
            continue
        renamed = dict(_renamed(claimants))  # the same bytes twice are one document
        distinct += renamed.values()
        if len(renamed) > 1:
            names = ", ".join(sorted(renamed))
            problems.append(Problem(identifier, f"names {len(renamed)} different files: {names}", skipped=False))
    return distinct, problems


def _renamed(files: Sequence[SourceFile]) -> Iterator[tuple[str, SourceFile]]:
    """Files under identifiers made of their content, so that neither path nor order decides."""
    for file in files:
        try:
            content = file.content if file.path is None else file.path.read_bytes()
        except OSError:
            content = b""  # reading it again as a document tells why
        stem, dot, suffix = file.id.rpartition(".")
        identifier = f"{stem}~{hashlib.sha256(content or b'').hexdigest()[:8]}{dot}{suffix}"
        yield identifier, SourceFile(identifier, file.location, file.content)


def _key(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _join(*names: str) -> str:
    return "/".join(_printable(name) for name in names if name)


def _printable(name: str) -> str:
    """The name as text that UTF-8 can hold: undecodable bytes of a file name become U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")


def _reason(error: OSError) -> str:
    return f"cannot be read: {error.strerror or error}"
