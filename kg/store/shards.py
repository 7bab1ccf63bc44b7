"""A graph as a folder of compressed N-Quads files, and `_SUCCESS`, which says what must be there.

    part-00000.nq.gz …     quads of documents, any number of files
    part-entities.nq.gz    what no document owns, and the header's comment lines
    _problems.jsonl        documents that were skipped, and warnings: {"document", "reason", "skipped"} a line
    _SUCCESS               JSON: documents, facts, quads, problems; name, lines and SHA-256 (of the text) of each part

No quad stands in two files, so that all parts sorted together are the sorted N-Quads of one file.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

import msgspec

from kg.errors import StoreError
from kg.store import folders
from kg.store.layout import comments
from kg.store.lines import LineSyntax
from kg.store.sort import Sorter
from kg.store.terms import Quad

__all__ = [
    "ENTITIES", "PROBLEMS", "SUCCESS", "SYNTAX", "Part", "Sum", "is_shards", "part_name", "parts_of", "success",
    "write", "write_part",
]  # fmt: skip

ENTITIES = "part-entities.nq.gz"
PROBLEMS = "_problems.jsonl"
SUCCESS = "_SUCCESS"
SYNTAX = LineSyntax(graphs=True)
_LEVEL = 6


class Part(msgspec.Struct, frozen=True):
    """One file of the folder."""

    name: str
    lines: int
    sha256: str
    """Of the text before compression, UTF-8."""


class _Contents(msgspec.Struct, frozen=True):
    parts: tuple[Part, ...]


class Sum:
    """Lines and hash of a text that passes by."""

    def __init__(self) -> None:
        self.lines = 0
        self._hash = hashlib.sha256()

    def add(self, line: str) -> bytes:
        """Count a line, given without its end; returns it encoded with its end."""
        encoded = line.encode() + b"\n"
        self.lines += 1
        self._hash.update(encoded)
        return encoded

    def part(self, name: str) -> Part:
        """The file that holds what passed by."""
        return Part(name, self.lines, self._hash.hexdigest())


def part_name(number: int) -> str:
    """The name of a file of documents."""
    return f"part-{number:05}.nq.gz"


def is_shards(path: str | Path) -> bool:
    """Whether a path is a complete folder of this kind."""
    return Path(path, SUCCESS).is_file()


def write_part(folder: Path, name: str, lines: Iterable[str]) -> Part:
    """Write one file; equal lines give equal bytes."""
    total = Sum()
    with Path(folder, name).open("wb") as file, gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed:
        for line in lines:
            packed.write(total.add(line))
    return total.part(name)


def success(counts: Mapping[str, int], parts: Sequence[Part]) -> bytes:
    """The text of `_SUCCESS`."""
    return msgspec.json.format(msgspec.json.encode({**counts, "parts": parts}), indent=1) + b"\n"


def parts_of(folder: str | Path) -> list[Path]:
    """The files that `_SUCCESS` names. Raises `StoreError` when it cannot be read."""
    path = Path(folder, SUCCESS)
    try:
        contents = msgspec.json.decode(path.read_bytes(), type=_Contents)
    except (OSError, msgspec.DecodeError) as error:
        raise StoreError(f"{path}: does not say what the folder holds ({error}); build it anew") from None
    return [Path(folder, Path(part.name).name) for part in contents.parts]


def write(
    target: Path,
    documents: Iterable[Iterable[str]],
    shares: Sequence[int],
    shared: Iterable[Quad],
    header: Sequence[str],
    problems: Iterable[msgspec.Struct],
    counts: Mapping[str, int],
) -> int:
    """Write the folder `target`, replacing an older one; returns the number of its quads.

    `documents` are the records of each in `SYNTAX`; `shares` tells how many documents go to each file, in order;
    `shared` is what no document owns. `counts` are entries of `_SUCCESS` beside the number of quads. Raises
    `StoreError`.
    """
    with folders.swapped(target, is_shards) as folder:
        each = iter(documents)
        parts = [
            write_part(folder, part_name(n), _sorted(chain.from_iterable(islice(each, share))))
            for n, share in enumerate(shares)
        ]
        lines = [f"# {line}" for line in comments(header)]
        parts.append(write_part(folder, ENTITIES, [*lines, *_sorted(SYNTAX.records(shared))]))
        total = sum(part.lines for part in parts) - len(lines)
        with (folder / PROBLEMS).open("wb") as file:
            file.writelines(msgspec.json.encode(problem) + b"\n" for problem in problems)
        (folder / SUCCESS).write_bytes(success({**counts, "quads": total}, parts))
    return total


def _sorted(lines: Iterable[str]) -> Iterator[str]:
    sorter = Sorter()
    try:
        sorter.extend(lines)
        yield from sorter
    finally:
        sorter.close()
