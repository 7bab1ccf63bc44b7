"""A document read stage by stage, so that tests can look at mentions and chains and not only at the facts."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from kg.coref import Coreference
from kg.events import DraftEvent
from kg.extract import extract
from kg.mentions import Mentions
from kg.model import Document, Extraction, Mention, Metadata
from kg.nlp import Parser
from kg.ontology import Ontology
from kg.syntax import Tree

__all__ = ["Reading", "read"]

_ARTICLE = re.compile(r"(the|a|an)\s+", re.IGNORECASE)


class Reading(NamedTuple):
    """What the stages made of one text."""

    text: str
    tree: Tree
    mentions: Mentions
    coreference: Coreference
    drafts: tuple[DraftEvent, ...]
    extraction: Extraction

    def words(self, mention: Mention) -> str:
        """A mention as the text writes it."""
        tokens = self.tree.tokens
        return self.text[tokens[mention.first].start : tokens[mention.last - 1].end]

    def mention(self, start: int, end: int) -> Mention | None:
        """The mention that the phrase between two offsets is, articles aside; pronouns and heads inside it are not."""
        wanted = _bare(self.text[start:end])
        tokens = self.tree.tokens
        inside = [m for m in self.mentions.all if start <= tokens[m.head].start < end]
        return next((m for m in inside if _bare(self.words(m)) == wanted), None)

    def referring(self, start: int, end: int) -> Mention | None:
        """The mention that best covers the phrase between two offsets; None when no mention has its head there."""

        def miss(m: Mention) -> int:
            first, last = self.tree.tokens[m.first].start, self.tree.tokens[m.last - 1].end
            return abs(first - start) + abs(last - end)

        inside = [m for m in self.mentions.all if start <= self.tree.tokens[m.head].start < end]
        return min(inside, key=miss, default=None)

    def members(self, mention: Mention) -> set[int]:
        """The single chains behind a mention; empty when it was not resolved."""
        chain = self.coreference.of[mention.id]
        return set(self.coreference.members(chain)) if chain >= 0 else set()


def read(text: str, parser: Parser, ontology: Ontology, day: str | None = None) -> Reading:
    """All stages of `kg.extract` over a text; `day` is the document's date."""
    document = Document("case.txt", text, hashlib.sha256(text.encode()).hexdigest(), metadata=Metadata(date=day))
    found = extract(document, parser, ontology, minimum=0)
    return Reading(text, found.tree, found.mentions, found.coreference, found.drafts, found.extraction)


def _bare(words: str) -> str:
    return _ARTICLE.sub("", " ".join(words.split()), count=1).casefold()
