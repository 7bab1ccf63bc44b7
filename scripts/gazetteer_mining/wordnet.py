"""Read the WordNet 3.0 database files (formats: wndb(5WN), cntlist(5WN)), as far as the gazetteers need them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

__all__ = ["ARTIFACT", "LOCATION", "OBJECT", "PERSON", "TIME", "Sense", "Synset", "WordNet"]

ARTIFACT, LOCATION, OBJECT, PERSON, TIME = 6, 15, 17, 18, 28  # lexicographer files, lexnames(5WN)

POS_OF_KEY = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}  # first digit of a sense key
FILE_OF_POS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}


class Synset(NamedTuple):
    """One set of synonyms."""

    id: str
    """Part of speech and byte offset: `n09877951`."""
    topic: int
    """Number of the lexicographer file: `PERSON`, `LOCATION`, …"""
    words: tuple[str, ...]
    """Members as written, `_` for a space."""
    pointers: tuple[tuple[str, str], ...]
    """Relation symbol and target id: `@` hypernym, `@i` instance of, `#m` member of, `\\` pertains to."""
    gloss: str


class Sense(NamedTuple):
    """One meaning of a word."""

    synset: Synset
    uses: int
    """How often the annotated corpora (SemCor) use the word so."""


class WordNet:
    """Words, their meanings in WordNet's order of frequency, and the hyponym tree of nouns."""

    def __init__(self, directory: Path) -> None:
        """Read `data.*`, `index.*` and `cntlist.rev` of `directory`."""
        self.synsets: dict[str, Synset] = {}
        self._index: dict[tuple[str, str], tuple[str, ...]] = {}
        for pos, name in FILE_OF_POS.items():
            self._read_synsets(directory / f"data.{name}", pos)
            self._read_index(directory / f"index.{name}", pos)
        self._counts = _read_counts(directory / "cntlist.rev")
        self._bases = _read_exceptions(directory / f"{name}.exc" for name in FILE_OF_POS.values())
        self._hyponyms: dict[str, list[str]] = defaultdict(list)
        for synset in self.synsets.values():
            for symbol, target in synset.pointers:
                if symbol == "@":
                    self._hyponyms[target].append(synset.id)

    def _read_synsets(self, path: Path, pos: str) -> None:
        for line in _records(path):
            head, _, gloss = line.partition("|")
            fields = head.split()
            words_end = 4 + 2 * int(fields[3], 16)
            words = tuple(re.sub(r"\(\w+\)$", "", word) for word in fields[4:words_end:2])
            last = words_end + 1 + 4 * int(fields[words_end])
            pointers = tuple(
                (fields[i], fields[i + 2].replace("s", "a") + fields[i + 1]) for i in range(words_end + 1, last, 4)
            )
            synset = Synset(pos + fields[0], int(fields[1]), words, pointers, gloss.strip())
            self.synsets[synset.id] = synset

    def _read_index(self, path: Path, pos: str) -> None:
        for line in _records(path):
            fields = line.split()
            self._index[pos, fields[0]] = tuple(pos + offset for offset in fields[-int(fields[2]) :])

    def lemmas(self, pos: str) -> list[str]:
        """Return every word of a part of speech, lower case with `_` for a space."""
        return [lemma for part, lemma in self._index if part == pos]

    def senses(self, lemma: str, pos: str = "n") -> list[Sense]:
        """Return the meanings of a lower-case word, the commonest first, without those of its capitalised form."""
        ids = self._index.get((pos, lemma), ())
        numbered = [(self.synsets[id], self._counts.get((lemma, pos, i), 0)) for i, id in enumerate(ids, 1)]
        return [Sense(synset, count) for synset, count in numbered if lemma in synset.words]

    def meanings(self, name: str) -> list[Synset]:
        """Return the meanings of a noun, proper names among them, the commonest first."""
        return [self.synsets[id] for id in self._index.get(("n", name.lower().replace(" ", "_")), ())]

    def base_forms(self, word: str) -> tuple[str, ...]:
        """Return what an irregular form is a form of: `rose` -> `rise`; nothing for a regular one."""
        return self._bases.get(word, ())

    def below(self, *roots: str) -> set[str]:
        """Return the ids of the noun synsets at and below roots given as `word#sense`, WordNet's own numbers."""
        pending = [self._index["n", word][int(number) - 1] for word, number in (root.split("#") for root in roots)]
        found: set[str] = set()
        while pending:
            id = pending.pop()
            if id not in found:
                found.add(id)
                pending.extend(self._hyponyms[id])
        return found


def _records(path: Path) -> list[str]:
    """Return the lines of a database file without the licence text, whose lines begin with a space."""
    return [line for line in path.read_text(encoding="latin-1").splitlines() if not line.startswith(" ")]


def _read_exceptions(paths: Iterable[Path]) -> dict[str, tuple[str, ...]]:
    """Return the base forms of irregular forms."""
    bases: dict[str, tuple[str, ...]] = {}
    for path in paths:
        for line in path.read_text(encoding="latin-1").splitlines():
            form, *base = line.split()
            bases[form] = (*bases.get(form, ()), *base)
    return bases


def _read_counts(path: Path) -> dict[tuple[str, str, int], int]:
    """Return uses in the annotated corpora by lemma, part of speech and sense number."""
    counts: dict[tuple[str, str, int], int] = {}
    for line in path.read_text(encoding="latin-1").splitlines():
        key, number, count = line.split()
        lemma, _, rest = key.partition("%")
        counts[lemma, POS_OF_KEY[rest[0]], int(number)] = int(count)
    return counts
