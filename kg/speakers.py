"""Speakers: whom the text makes responsible for a statement."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from kg import cues
from kg.mentions import Mentions
from kg.model import Mention
from kg.quotes import Quote
from kg.syntax import Tree

__all__ = ["SpeakerReader"]

_CLIMB = 12
"""Governors above a clause that are asked for a speaker."""
_CONTINUED = 3
"""Sentences that reported words may go on for."""
_DOCUMENT_NOUNS = frozenset(
    """statement note letter report memoir memoirs diary book article release communique memo journal interview
    account testimony announcement biography autobiography entry daybook log logbook register record document paper
    affidavit deposition dispatch despatch telegram postcard message file minutes inscription caption card""".split()
)
_OWN_WORDS = frozenset(
    "account estimate admission reckoning telling confession calculation version recollection".split()
)
"""Whose they are speaks: "by her own estimate", "in his account"."""


class SpeakerReader:
    """Finds speakers in the trees of one document; all answers are mention ids, -1 for the document itself."""

    def __init__(self, tree: Tree, mentions: Mentions, quotes: Sequence[Quote]) -> None:
        self.tree, self.mentions = tree, mentions
        self.quote_at: dict[int, Quote] = {i: q for q in quotes for i in range(q.first, q.last)}

    def quoted(self, token: int) -> int:
        """Who speaks the quotation that the token stands in, -1 for none."""
        quote = self.quote_at.get(token)
        return quote.speaker if quote is not None else -1

    def of_verb(self, verb: int) -> int:
        """The subject of a verb of speech, or whoever wrote the document that is its subject; -1 for none."""
        for head in self.tree.arguments(verb).get("subject", [])[:1]:
            mention = self.mentions.at(head)
            if mention is not None and self.tree.tokens[head].lemma.lower() not in cues.HEARSAY_NOUNS:
                return self._author(mention)
        return -1

    def of_noun(self, noun: int) -> int:
        """Whoever made the announcement that a noun names, -1 for none."""
        for position in ("possessor", "by"):
            for head in self.tree.arguments(noun).get(position, []):
                mention = self.mentions.at(head)
                if mention is not None:
                    return mention.id
        return -1

    def _author(self, mention: Mention) -> int:
        """Who answers for a statement: the speaker himself, or whoever wrote the document that states it."""
        if mention.noun not in _DOCUMENT_NOUNS or mention.form != "description" or mention.kind == "Person":
            return mention.id
        arguments = self.tree.arguments(mention.head)
        for position in ("by", "possessor", "from", "of"):
            for head in arguments.get(position, []):
                other = self.mentions.at(head)
                if other is not None:
                    return other.id
        for c in self.tree.children[mention.head]:
            if self.tree.tokens[c].dep == "acl":
                for head in self.tree.arguments(c).get("subject", []):
                    other = self.mentions.at(head)
                    if other is not None and other.id != mention.id:
                        return other.id
        return -1

    def beside(self, verb: int) -> int:
        """ "according to a lawyer" at the clause, or "…, a lawyer said" beside it."""
        for c in (*self.tree.children[verb], *self._closing(verb)):
            token = self.tree.tokens[c]
            if token.lemma.lower() == "accord":
                for head in self._below(c):
                    mention = self.mentions.at(head)
                    hearsay = self.tree.tokens[head].lemma.lower() in cues.HEARSAY_NOUNS
                    if mention is not None and mention.first <= head < mention.last and not hearsay:
                        return self._author(mention)
            if token.dep == "prep" and (teller := self._own_words(c)) >= 0:
                return teller
            aside = token.dep == "parataxis" or (token.dep == "ccomp" and c > verb)
            if aside and token.lemma in cues.SPEECH_VERBS:
                subject = self.tree.child(c, "nsubj")
                mention = self.mentions.at(subject) if subject >= 0 else None
                if mention is not None and self.tree.child(c, "ccomp", "dobj", "mark") < 0:
                    return self._author(mention)
        return -1

    def _closing(self, verb: int) -> list[int]:
        """ "They met and signed it, according to the ministry": what closes a sentence holds for all its verbs."""
        tree = self.tree
        found: list[int] = []
        for c in tree.children[verb]:
            if tree.tokens[c].dep == "conj" and tree.is_verb(c) and c > verb:
                last = [p for p in tree.children[c] if tree.tokens[p].lemma.lower() == "accord" and p > c]
                found.extend(p for p in last if tree.tokens[p - 1].text == ",")
                found.extend(self._closing(c))
        return found

    def _own_words(self, preposition: int) -> int:
        """ "by her own estimate", "in the clerk's account": whose words they are, -1 when it is none of these."""
        if self.tree.tokens[preposition].lemma.lower() not in ("by", "on", "in"):
            return -1
        noun = self.tree.child(preposition, "pobj")
        if noun < 0 or self.tree.tokens[noun].lemma.lower() not in _OWN_WORDS:
            return -1
        return self.of_noun(noun)

    def around(self, token: int) -> int:
        """Who reports the sentence that the token stands in a part of: "The girl, who wrote to him, fled, he said"."""
        node = token
        for up in islice(self.tree.ancestors(token), _CLIMB):
            reports = self.tree.tokens[node].dep in ("ccomp", "parataxis")
            if reports and self.tree.tokens[up].lemma in cues.REPORTED_VERBS:
                return self.of_verb(up)
            if (found := self.beside(up)) >= 0:
                return found
            node = up
        return -1

    def continued(self, verb: int) -> int:
        """ "She said that he had called. He had left a note": the past perfect goes on with her words, -1 for none.

        Free indirect speech (Banfield 1982), as reports of courts and parliaments have it, inside one paragraph.
        """
        tree, number = self.tree, self.tree.sentence_of[verb]
        for back in range(number, max(number - _CONTINUED, 0), -1):
            span, before = tree.sentences[back], tree.sentences[back - 1]
            gap = tree.tokens[span.first].start - tree.tokens[span.first - 1].end
            refuted = tree.tokens[span.root].lemma == "do"  # "He had done no such thing" is not her word
            if gap > 1 or refuted or not self._is_past_perfect(span.root):
                return -1
            for i in range(before.first, before.last):
                said = tree.tokens[i].tag == "VBD" and tree.tokens[i].lemma in cues.SPEECH_VERBS
                if said and (tree.child(i, "ccomp") >= 0 or tree.tokens[i].dep == "parataxis"):
                    return self.of_verb(i)
        return -1

    def _is_past_perfect(self, verb: int) -> bool:
        helpers = (self.tree.tokens[a].text.lower() for a in self.tree.auxiliaries(verb))
        return self.tree.is_verb(verb) and any(word in ("had", "'d", "’d") for word in helpers)

    def _below(self, i: int) -> list[int]:
        found = []
        for c in self.tree.children[i]:
            found.extend([c, *self._below(c)] if self.tree.tokens[c].dep in ("prep", "pobj") else [])
        return found
