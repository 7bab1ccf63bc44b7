"""Portions: some of the letters just named, with parties of their own.

"received three letters, one from her brother and two from the dean", "forty letters, most of them to Ann": the word for
the portion has no noun; what is said of the whole holds for it as well, but for the parties that it names itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.mentions import Mentions
from kg.syntax import Arguments, Tree

__all__ = ["Portions"]

_PARTS = frozenset(
    """most some several many few other others another rest remainder half majority all both bulk""".split()
)
"""Words for some of several things, beside numbers."""
_PARTIES = ("from", "to", "by")
_LETTER = "Letter"


class Portions:
    """Finds the portions of letters in one document."""

    def __init__(self, tree: Tree, mentions: Mentions) -> None:
        self.tree, self.mentions = tree, mentions

    def of(self, whole: int) -> Iterator[tuple[int, Arguments]]:
        """Heads of the portions of the letters that token `whole` names, in its sentence, each with its parties."""
        mention = self.mentions.at(whole)
        if mention is None or mention.kind != _LETTER or mention.head != whole or not mention.plural:
            return
        for p in range(whole + 1, self.tree.sentences[self.tree.sentence_of[whole]].last):
            other = self.mentions.at(p)
            if self.tree.is_verb(p) or (other is not None and other.kind == _LETTER and not self.is_portion(p)):
                return
            if self.is_portion(p):
                yield p, self._parties(p)

    def is_portion(self, i: int) -> bool:
        """Whether a word means some of the things named before, and says from whom or to whom they are."""
        token = self.tree.tokens[i]
        number = token.pos == "NUM" and token.ent not in ("DATE", "TIME", "MONEY", "PERCENT")
        modifies = token.dep in ("nummod", "det", "amod", "compound") and self.tree.tokens[token.head].pos != "PRON"
        if not (number or token.lemma.lower() in _PARTS) or modifies:
            return False
        return any(self._parties(i).values())

    def _parties(self, i: int) -> Arguments:
        """Phrases with "from", "to" and "by" right behind the word, but for other portions in their lists."""
        row, around = self.tree.phrases_behind(i), self.tree.arguments(i)
        found: Arguments = {}
        for position in _PARTIES:
            heads = row.get(position) or around.get(position, [])
            kept = [h for h in heads if self.tree.tokens[h].pos != "NUM" and self.tree.tokens[h].lemma not in _PARTS]
            if kept:
                found[position] = kept
        return found
