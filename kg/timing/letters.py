"""Dates of letters: a letter is written once, so what is told of its writing shares one time."""

from __future__ import annotations

from collections.abc import Sequence

from kg.coref import Coreference
from kg.events import DraftEvent
from kg.mentions import Mentions
from kg.timing.attachment import Attached, TimeMap

__all__ = ["LetterDates"]

_WRITING = ("LetterWriting", "LetterReply")
_Told = dict[tuple[str, int, tuple[int, ...]], set[str]]
"""Frame, letter and receivers -> the times told of it."""
_HEADING_REACH = 4
"""Sentences for which a heading ("Letters, 1911-1915") holds."""


class LetterDates:
    """When each letter of a document was written, as far as its own words say ("a letter of 2 May")."""

    def __init__(self, map: TimeMap, mentions: Mentions, coreference: Coreference) -> None:
        self.map, self.mentions, self.coreference = map, mentions, coreference
        self.dates: dict[int, str] = {}
        """Chain of a letter -> its date."""
        self.headings: dict[int, str] = {}
        """Sentence without a verb that heads letters ("Early letters, 1911-1915") -> its time."""
        for sentence, attached in sorted(map.by_sentence.items()):
            for a in attached:
                if a.letter >= 0:
                    self.dates.setdefault(self._chain(a.letter), a.time.value)
                self._note_heading(sentence, a)
        self.dates.pop(-1, None)

    def _note_heading(self, sentence: int, a: Attached) -> None:
        root = self.map.tree.sentences[sentence].root
        token = self.map.tree.tokens[root]
        many = token.tag in ("NNS", "NNPS") or token.lemma.lower() == "correspondence"
        if many and a.top == root and "/" in a.time.value and self.map.is_letter(root):
            self.headings[sentence] = a.time.value

    def _chain(self, token: int) -> int:
        mention = self.mentions.at(token)
        return self.coreference.of[mention.id] if mention is not None else -1

    def dating(self, draft: DraftEvent, near: Sequence[Attached]) -> list[Attached]:
        """The dates of a letter that the draft's own verb writes: "wrote to him in a letter of 2 May"."""
        if draft.frame not in _WRITING or draft.carrier < 0:
            return []
        tree = self.map.tree
        written = [a for a in near if a.letter >= 0]
        return [
            a for a in written
            if tree.governing_verb(a.letter) == draft.carrier or tree.tokens[draft.carrier].head == a.letter
        ]  # fmt: skip

    def completed(self, drafts: Sequence[DraftEvent], values: Sequence[str]) -> list[str]:
        """The values, with those of other tellings of the same letter's writing or delivery."""
        told: _Told = {}
        for draft, value in zip(drafts, values, strict=True):
            if value and draft.claim.factuality == "Actual":
                for chain in self._letters(draft):
                    told.setdefault((draft.frame, chain, self._receivers(draft)), set()).add(value)
        return [value or self._elsewhere(d, told) for d, value in zip(drafts, values, strict=True)]

    def _letters(self, draft: DraftEvent) -> list[int]:
        """Chains of the letters that the draft tells of."""
        return draft.chains("letter") or [c for c in (self._chain(draft.token),) if c >= 0 and self._is_letter(c)]

    def _receivers(self, draft: DraftEvent) -> tuple[int, ...]:
        """Who gets the letter: it is written once, but handed on from one to the next."""
        return () if draft.frame == "LetterWriting" else tuple(sorted(draft.chains("recipient")))

    def _is_letter(self, chain: int) -> bool:
        return self.coreference.chains[chain].kind == "Letter"

    def _elsewhere(self, draft: DraftEvent, told: _Told) -> str:
        if draft.claim.factuality != "Actual" or not draft.frame.startswith("Letter"):
            return ""
        for chain in self._letters(draft):
            if draft.frame == "LetterWriting" and chain in self.dates:
                return self.dates[chain]
            values = told.get((draft.frame, chain, self._receivers(draft)), set())
            if len(values) == 1:
                return min(values)
        return self._headed(draft) if draft.frame == "LetterWriting" else ""

    def _headed(self, draft: DraftEvent) -> str:
        """The time of a heading shortly before the letters that it heads."""
        here = self.map.tree.sentence_of[draft.token]
        reach = range(here - 1, here - 1 - _HEADING_REACH, -1)
        return next((self.headings[n] for n in reach if n in self.headings), "")
