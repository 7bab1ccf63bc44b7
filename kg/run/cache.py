"""A file of extractions and renderings that lives longer than a build: SQLite, keyed by content, of bounded size.

Several builds may use one file at once, and a killed one leaves it whole: rows are written in short transactions to a
write-ahead log. A file that cannot be used is told once and left alone; the build goes on without it.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from kg.errors import KgError

__all__ = ["EXTRACTION", "LIMIT", "RENDERING", "Cache", "CacheInfo", "clear", "default_folder", "info"]

T = TypeVar("T")

LIMIT = 4_000_000_000
"""Bytes that a cache holds; beyond, what was not used for longest goes."""

EXTRACTION, RENDERING = b"x", b"r"
"""First byte of a key: of what a document says, and of how an output writes it."""

_FILE = "kg-extractions.sqlite"
_APPLICATION, _FORMAT = 0x6B676578, 1
"""Written into the file's header, so that a foreign file is known."""
_WAIT = 60.0
"""Seconds to wait for another build's transaction, which takes milliseconds."""
_BATCH = 256
"""Keys looked up at once."""
_HELD_ROWS, _HELD_BYTES = 64, 4_000_000
"""Most that a killed build loses."""
_LEVEL = 1
"""zlib's fastest; its checksum finds a damaged row."""

# Contents stand apart, since SQLite writes a whole row again when one of its numbers changes.
_ENTRIES = (
    "CREATE TABLE IF NOT EXISTS entries"
    " (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, size INTEGER NOT NULL, used INTEGER NOT NULL)"
)
_CONTENTS = "CREATE TABLE IF NOT EXISTS contents (id INTEGER PRIMARY KEY, content BLOB NOT NULL)"
_TOTAL = "SELECT coalesce(sum(size), 0), coalesce(max(used), 0) FROM entries"
_DOCUMENTS = "SELECT count(*) FROM entries WHERE substr(key, 1, 1) = ?"
_SURPLUS = (
    "SELECT id FROM (SELECT id, used, sum(size) OVER (ORDER BY used DESC, id) AS kept FROM entries)"
    " WHERE kept > ? AND used < ?"
)


class CacheInfo(msgspec.Struct, frozen=True):
    """What a cache holds."""

    path: Path
    documents: int
    bytes: int
    """Of the files on disk."""


class Cache:
    """Bytes by key.

    Age is counted in builds, not by a clock: each marks what it uses with a number above all earlier ones, and never
    pushes out what bears its own.
    """

    def __init__(self, folder: Path, warn: Callable[[str, str], None], *, limit: int = LIMIT) -> None:
        """Open or make the cache in `folder`; `warn` takes a path and a reason, once, when it cannot be used."""
        self._path = folder / _FILE
        self._warn = warn
        self._limit = limit
        self._held: dict[bytes, bytes] = {}
        self._held_bytes = 0
        self._database: sqlite3.Connection | None = None
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # it will hold quotations of documents
            self._database = _open(self._path)
            self._bytes, newest = self._database.execute(_TOTAL).fetchone()
            self._build: int = newest + 1
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._write_held()
        self._close()

    def mark(self, keys: Sequence[bytes]) -> set[bytes]:
        """Which of these keys are there; they stay for the rest of this build."""
        known: set[bytes] = set()
        for at in range(0, len(keys), _BATCH):
            some = keys[at : at + _BATCH]
            known |= self._try(partial(self._mark, keys=some), set())
        return known

    def get(self, key: bytes) -> bytes | None:
        """The bytes of a key; None when it is unknown, pushed out or damaged."""
        row = self._try(partial(_content, key=key), None)
        try:
            return None if row is None else zlib.decompress(row)
        except zlib.error:
            return None

    def put(self, key: bytes, content: bytes) -> None:
        """Remember the bytes of a key, unless the cache is full of what this build uses."""
        if self._database is None or self._bytes > self._limit:
            return
        packed = zlib.compress(content, _LEVEL)
        self._held[key] = packed
        self._held_bytes += len(packed)
        if len(self._held) >= _HELD_ROWS or self._held_bytes >= _HELD_BYTES:
            self._write_held()

    def _mark(self, database: sqlite3.Connection, keys: Sequence[bytes]) -> set[bytes]:
        places = ",".join("?" * len(keys))
        sql = f"SELECT id, key FROM entries WHERE key IN ({places})"  # noqa: S608  # question marks only
        rows = database.execute(sql, keys).fetchall()
        if rows:
            with _transaction(database):
                marks = [(self._build, id_) for id_, _ in rows]
                database.executemany("UPDATE entries SET used = ? WHERE id = ?", marks)
        return {key for _, key in rows}

    def _write_held(self) -> None:
        held, self._held, self._held_bytes = self._held, {}, 0
        if held:
            self._try(partial(self._write, contents=held), None)

    def _write(self, database: sqlite3.Connection, contents: dict[bytes, bytes]) -> None:
        with _transaction(database):
            for key, content in contents.items():
                # there may be a damaged row, or one that another build has just written
                database.execute("DELETE FROM contents WHERE id IN (SELECT id FROM entries WHERE key = ?)", (key,))
                sql = "INSERT OR REPLACE INTO entries (key, size, used) VALUES (?, ?, ?)"
                row = database.execute(sql, (key, len(content), self._build)).lastrowid
                database.execute("INSERT INTO contents VALUES (?, ?)", (row, content))
                self._bytes += len(content)
            if self._bytes > self._limit:
                self._evict(database)

    def _evict(self, database: sqlite3.Connection) -> None:
        """Push out what was not used for longest; a tenth more, so that it is not due again at once."""
        surplus = database.execute(_SURPLUS, (self._limit * 9 // 10, self._build)).fetchall()
        database.executemany("DELETE FROM contents WHERE id = ?", surplus)
        database.executemany("DELETE FROM entries WHERE id = ?", surplus)
        self._bytes = database.execute(_TOTAL).fetchone()[0]

    def _try(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What `work` returns; `otherwise` when there is no usable file, or no longer one."""
        if self._database is None:
            return otherwise
        try:
            return work(self._database)
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)
            return otherwise

    def _give_up(self, error: Exception) -> None:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        advice = "building without; `kg cache clear` makes a new one, --cache DIR names another place"
        self._warn(str(self._path), f"cannot be used as a cache ({reason}): {advice}")
        self._close()

    def _close(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            try:
                database.close()
            except sqlite3.Error:
                return  # nothing is lost that could be saved


def default_folder() -> Path | None:
    """`kg` in the user's folder for caches (XDG Base Directory Specification); None where nothing can be written."""
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg"
    except RuntimeError:  # no home
        return None
    nearest = next((path for path in (folder, *folder.parents) if path.exists()), None)
    writable = nearest is not None and nearest.is_dir() and os.access(nearest, os.W_OK)
    return folder if folder.is_absolute() and writable else None


def info(folder: Path) -> CacheInfo:
    """What the cache in `folder` holds; nothing when there is none. Raises KgError when the file is none of kg."""
    path = folder / _FILE
    if not path.exists():
        return CacheInfo(path, 0, 0)
    try:
        with closing(_open(path)) as database:
            (documents,) = database.execute(_DOCUMENTS, (EXTRACTION,)).fetchone()
    except sqlite3.Error as error:
        raise KgError(f"{path}: cannot be read as a cache ({error}): `kg cache clear` removes it") from None
    return CacheInfo(path, documents, sum(part.stat().st_size for part in _parts(path)))


def clear(folder: Path) -> int:
    """Remove the cache in `folder`, even a damaged one; returns the bytes that this frees. Raises KgError."""
    freed = 0
    try:
        for part in _parts(folder / _FILE):
            freed += part.stat().st_size
            part.unlink()
    except OSError as error:
        raise KgError(f"{folder}: cannot be cleared ({error.strerror})") from None
    return freed


def _parts(path: Path) -> list[Path]:
    """The files of a database: itself, its log and the log's index."""
    return [part for end in ("", "-wal", "-shm") if (part := path.with_name(path.name + end)).exists()]


def _open(path: Path) -> sqlite3.Connection:
    """A connection without transactions of its own; makes the tables of a new file."""
    database = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (format_,) = database.execute("PRAGMA user_version").fetchone()
        if (application, format_) != (_APPLICATION, _FORMAT):
            _make_tables(database)
        database.execute("PRAGMA journal_mode = WAL").fetchone()
        database.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        database.close()
        raise
    return database


def _make_tables(database: sqlite3.Connection) -> None:
    with _transaction(database):
        tables = database.execute("SELECT name FROM sqlite_master WHERE name NOT IN ('entries', 'contents')").fetchall()
        if any(not name.startswith("sqlite_") for (name,) in tables):
            raise sqlite3.DatabaseError("is another program's file")
        database.execute(_ENTRIES)
        database.execute(_CONTENTS)
        database.execute(f"PRAGMA application_id = {_APPLICATION}")
        database.execute(f"PRAGMA user_version = {_FORMAT}")


def _content(database: sqlite3.Connection, key: bytes) -> bytes | None:
    row = database.execute("SELECT content FROM entries JOIN contents USING (id) WHERE key = ?", (key,)).fetchone()
    return None if row is None else bytes(row[0])


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Waits for other writers first; all or nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
