"""Folders that appear, or are replaced, as a whole."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError

__all__ = ["check", "swapped"]

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of renameat2(2)


def check(target: Path, is_ours: Callable[[Path], bool]) -> None:
    """Raise `StoreError` unless `target` may become such a folder: it is not there, empty, or one already."""
    if not target.parent.is_dir():
        raise StoreError(f"{target}: there is no folder {target.parent}; make it first")
    if target.exists() and not (target.is_dir() and (is_ours(target) or not any(target.iterdir()))):
        raise StoreError(f"{target}: is there already and holds something else; name another folder")


@contextmanager
def swapped(target: Path, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """An empty folder beside `target` that takes its place when the block ends, and is gone when it raises.

    Where the system can exchange two names (Linux), there is no moment without the old folder or the new one.
    """
    check(target, is_ours)
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)  # of a killed process
    try:
        part.mkdir()
        yield part
        _put(part, target)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written ({error.strerror or error}); check the path") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _put(part: Path, target: Path) -> None:
    """Move `part` to `target`; what was there goes to `part`."""
    if not target.exists():
        part.rename(target)
    elif not _exchange(part, target):
        old = target.with_name(target.name + ".old")
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
        part.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names at once; False where the system or the file system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)
