"""Gold documents: what a reader found in a text, as `NAME.json` beside `NAME.txt`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from kg.errors import SourceError
from kg.evaluate.names import agree, name_words

__all__ = ["PROPERTIES", "SYMMETRIC", "Gold", "GoldEntity", "GoldFact", "gold_paths", "read_gold"]

PROPERTIES = (
    "wroteLetterTo", "deliveredLetterTo", "deliveredLetterAt", "repliedToLetterFrom", "reunitedWith",
    "separatedFrom", "metWith", "spokeWith", "spouse", "holdsPosition",
)
"""The properties that gold documents are annotated with."""
SYMMETRIC = frozenset({"reunitedWith", "separatedFrom", "metWith", "spokeWith", "spouse"})
LOOSE_TYPES = frozenset({"event", "group", "place", "organization"})
"""Types whose names also agree when the words of one are among the words of the other."""


class GoldEntity(msgspec.Struct, frozen=True):
    """One entity of a gold document."""

    id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()


class GoldFact(msgspec.Struct, frozen=True):
    """One fact of a gold document."""

    p: str
    s: str
    o: str
    status: str
    evidence: str
    said_by: str | None = None
    time: str | None = None
    optional: bool = False
    """Counts neither when found nor when missed."""


class Gold(msgspec.Struct, frozen=True):
    """A gold document; the file's stem is its name, whatever the file says."""

    entities: tuple[GoldEntity, ...]
    facts: tuple[GoldFact, ...]
    name: str = ""
    date: str | None = None
    """`YYYY-MM-DD` on which the text was published, when that is known beside the text."""
    text: str | None = None

    def resolve(self, label: str, alternatives: Sequence[str]) -> frozenset[str]:
        """The gold entities that a predicted entity may be: by its label first, by other names only if unambiguous."""
        wanted = name_words(label)
        exact = self.named([label], loosely=False)
        if exact:
            return frozenset(e.id for e in self.entities if e.id in exact and name_words(e.name) == wanted) or exact
        longer = frozenset(
            e.id for e in self.entities
            if e.type == "person" and len(words := name_words(e.name)) > 1 and set(words) <= set(wanted)
        )
        if longer:
            return longer
        by_alternative = self.named(alternatives, loosely=False)
        if len(by_alternative) == 1:
            return by_alternative
        return self.named([label], loosely=True) or by_alternative

    def named(self, names: Iterable[str], *, loosely: bool) -> frozenset[str]:
        """The entities one of whose forms agrees with one of the names."""
        wanted = [name_words(name) for name in names]
        return frozenset(
            e.id for e in self.entities for form in (e.name, *e.aliases) for words in wanted
            if agree(words, name_words(form), loosely=loosely and e.type in LOOSE_TYPES)
        )


def gold_paths(folder: Path) -> list[Path]:
    """The `NAME.json` of a folder, sorted. Raises SourceError when there is none."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise SourceError(str(folder), "holds no gold documents (NAME.json beside NAME.txt)")
    return paths


def read_gold(path: Path) -> Gold:
    """A gold document with its text. Raises SourceError when the JSON is not in the format."""
    try:
        gold = msgspec.json.decode(path.read_bytes(), type=Gold)
        source = path.with_suffix(".txt")
        text = source.read_bytes().decode("utf-8") if source.exists() else None
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
        raise SourceError(str(path), f"is no gold document: {error}") from error
    return msgspec.structs.replace(gold, name=path.stem, text=text)
