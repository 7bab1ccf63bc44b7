"""Entries: sentences of a catalogue, label or diary that leave out what their heading says.

"HOLM (Anna). Autograph letter signed, to her brother", "Postcard, 1916. Sent by Ann to Eva", "Forty letters, Ann to
Eva": a letter is the topic, and the parties stand behind it without a verb. "Wrote to Mother": a diarist leaves out "I"
(diary drop, Haegeman 1990).
"""

from __future__ import annotations

from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Arguments, Tree

__all__ = ["Entries"]

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_MARKING = frozenset("sign date address write send post dictate initial autograph".split())
"""Verbs whose participle says something of a letter in its entry: "letter signed, to Eva"."""
_LEADS = ("DET", "PUNCT", "NUM", "X", "SYM", "ADJ", "PROPN", "ADV", "INTJ", "SPACE")
_PARTY = ("Person", "Organization", "Group", "")
_COUNTING = frozenset("one another several some many".split())
"""Words for letters without a noun, beside numbers."""
_MARRIED = ("m.", "mar.", "md.")
_UNDATED = frozenset(["undated", "n.d.", "s.d."])
_REACH = 30
"""Tokens from the word for a letter to the parties of its entry."""
_ENTRY = 5
"""Sentences from one that leaves its subject out back to the heading of its entry."""
_BACK = 2
"""Sentences from a label back to the letter that it tells of."""


class Entries:
    """Finds what the sentences of a document leave out."""

    def __init__(self, tree: Tree, mentions: Mentions, writer: int) -> None:
        self.tree, self.mentions = tree, mentions
        self.writer = mentions.all[writer].head if writer >= 0 else -1
        """Token of the diarist's or letter-writer's name, -1 for none."""

    # -- verbs -----------------------------------------------------------------------------------------------

    def complete_verb(self, i: int, found: Arguments) -> None:
        """Add the diarist as subject, or the letter of the heading as object, where the sentence leaves them out."""
        if "subject" not in found and self._drops_subject(i):
            subject = self.writer if self.writer >= 0 else self._headword(i)
            if subject >= 0:
                found["subject"] = [subject]
        elif "object" not in found and self._labels(i):
            letter = self._heading_before(i)
            if letter >= 0:
                found["object"] = [letter]
        if not found.get("from") and (sender := self._afterthought(i, found)) >= 0:
            found["from"] = [sender]

    def _drops_subject(self, i: int) -> bool:
        """ "Wrote to Mother", "Shall answer her": a clause that opens its sentence, or goes on from such a one."""
        tree = self.tree
        while tree.tokens[i].dep == "conj" and tree.is_verb(tree.tokens[i].head):
            i = tree.tokens[i].head
        token = tree.tokens[i]
        if token.dep != "ROOT" or tree.child(i, "nsubj", "nsubjpass", "agent", "expl", "csubj", "auxpass") >= 0:
            return False
        helpers = [tree.tokens[c] for c in tree.auxiliaries(i)]
        past = token.tag in ("VBD", "VBN") and not helpers
        shall = token.tag == "VB" and any(t.text.lower() in ("shall", "will", "must") for t in helpers)
        have = token.tag == "VBN" and any(t.text.lower() in ("have", "had", "’ve", "'ve") for t in helpers)
        first = min([i, *(t.i for t in helpers)])
        opening = tree.sentences[tree.sentence_of[i]].first
        lead = (tree.tokens[n] for n in range(opening, first))
        return (past or shall or have) and all(t.pos in ("PUNCT", "NUM", "ADV", "CCONJ") or t.ent for t in lead)

    def _labels(self, i: int) -> bool:
        """ "Sent by Ann to Eva.": a participle that opens a sentence with nothing it is said of."""
        tree, token = self.tree, self.tree.tokens[i]
        opens = tree.sentences[tree.sentence_of[i]].first == i and token.dep == "ROOT"
        return opens and token.tag in ("VBN", "VBD") and tree.child(i, "agent") >= 0 and tree.child(i, "nsubjpass") < 0

    def _heading_before(self, i: int) -> int:
        """The letter that heads a verbless sentence shortly before, or -1."""
        tree = self.tree
        for number in range(tree.sentence_of[i] - 1, max(-1, tree.sentence_of[i] - 1 - _BACK), -1):
            span = tree.sentences[number]
            if any(tree.tokens[n].tag in _FINITE for n in range(span.first, span.last)):
                return -1
            heads = (m for n in range(span.first, span.last) if (m := self.mentions.at(n)) is not None and m.head == n)
            letter = next((m for m in heads if m.kind == "Letter"), None)
            if letter is not None and self._leads(letter.head):
                return letter.head
        return -1

    # -- letters ---------------------------------------------------------------------------------------------

    def complete_letter(self, i: int, found: Arguments) -> None:
        """Add to a letter that heads an entry its writer ("from") and addressee ("to"), from the words behind it."""
        mention = self.mentions.at(i)
        if mention is None or mention.kind != "Letter" or mention.head != i or not self._leads(i):
            return
        if self._says(self.tree.sentences[self.tree.sentence_of[i]].root):
            return
        sender, addressee = self._parties(i)
        if addressee < 0 and not found.get("to") and not found.get("for"):
            sender, addressee = self._below(i)
            if addressee < 0 and found.get("from"):
                addressee = self.writer  # a diary: "A note from Ann."
        if addressee < 0 and not found.get("to"):
            return
        if addressee >= 0:
            found["to"] = self.tree.conjuncts(addressee)
        if not any(found.get(p) for p in ("from", "by", "possessor")):
            sender = sender if sender >= 0 else self._headword(i)
            if sender >= 0:
                found["from"] = [sender]

    def _afterthought(self, i: int, found: Arguments) -> int:
        """ "A letter came for me to the club. From him!": the sender in a sentence of his own, or -1."""
        tree, number = self.tree, self.tree.sentence_of[i] + 1
        things = (self.mentions.at(h) for p in ("subject", "object") for h in found.get(p, ()))
        if number >= len(tree.sentences) or not any(m is not None and m.kind == "Letter" for m in things):
            return -1
        span = tree.sentences[number]
        if tree.tokens[span.first].text != "From" or any(t.tag in _FINITE for t in tree.tokens[span.first : span.last]):
            return -1
        sender = self.mentions.at(tree.child(span.first, "pobj"))
        return sender.head if sender is not None and sender.kind in _PARTY and sender.gender != "n" else -1

    def _says(self, root: int) -> bool:
        """Whether a sentence has a finite verb of its own; "letter signed" is read as one by mistake."""
        helpers = [self.tree.tokens[a] for a in self.tree.auxiliaries(root)]
        root_token = self.tree.tokens[root]
        return any(t.tag in _FINITE for t in helpers) or (
            root_token.tag in _FINITE and root_token.lemma not in _MARKING
        )

    def _leads(self, i: int) -> bool:
        """Whether a noun opens its sentence, but for articles, numbers, marks and adjectives."""
        opening = self.tree.sentences[self.tree.sentence_of[i]].first
        lead = self.tree.tokens[opening:i]
        return len(lead) <= 6 and all(t.pos in _LEADS and t.lemma.lower() != "no" for t in lead)

    def _parties(self, i: int) -> tuple[int, int]:
        """Tokens of the writer and the addressee of the letter at `i`, -1 where its entry does not say."""
        tree, sender = self.tree, -1
        last = min(tree.sentences[tree.sentence_of[i]].last, i + _REACH)
        for n in range(i + 1, last):
            token = tree.tokens[n]
            if token.text == ";" or (token.tag in _FINITE and token.lemma not in _MARKING):
                break
            party = self._party(n + 1)
            if token.lemma.lower() == "to" and token.pos == "ADP" and party is not None:
                before = self._ending(n)
                if before is not None and _names_a_person(before) and before.head > i:
                    sender = before.head if sender < 0 else sender  # "letters, Ann Berg to Eva Lind"
                return sender, party.head
            # 'signed "Ann Berg"', 'signed ("Ann Berg")', "signed by Ann Berg"
            signature = next((m for k in (1, 2, 3) if (m := self._party(n + k)) and _names_a_person(m)), None)
            if token.lemma == "sign" and signature is not None:
                sender = signature.head
        return sender, -1

    def _below(self, i: int) -> tuple[int, int]:
        """ "Letter (copy). Ann Berg, Graz, to Eva Lind, 1880": the parties in a sentence of their own."""
        tree, number = self.tree, self.tree.sentence_of[i] + 1
        if number >= len(tree.sentences):
            return -1, -1
        span = tree.sentences[number]
        first = self.mentions.at(span.first)
        if first is None or first.first != span.first or not _names_a_person(first):
            return -1, -1
        for n in range(first.last, min(span.last, first.last + 5)):
            party = self._party(n + 1)
            if tree.tokens[n].lemma == "to" and tree.tokens[n].pos == "ADP" and party is not None:
                verbs = any(tree.tokens[k].tag in _FINITE for k in range(span.first, span.last))
                return (-1, -1) if verbs else (first.head, party.head)
        return -1, -1

    def correspondents(self, i: int) -> Arguments | None:
        """ "12. Ann Berg to Karl Lind, Graz, 3 May 1829.": both sides of a preposition in a dated, verbless entry."""
        tree = self.tree
        number = tree.sentence_of[i]
        span = tree.sentences[number]
        before, party = self._ending(i), self._party(i + 1)
        if tree.tokens[i].pos != "ADP" or before is None or party is None or not _names_a_person(before):
            return None
        lead = tree.tokens[span.first : before.first]
        words = tree.tokens[span.first : span.last]
        numbered = all(t.pos in ("NUM", "PUNCT", "X", "SYM", "SPACE") for t in lead)
        if not numbered or any(t.tag in _FINITE for t in words):
            return None
        heading = tree.sentences[number + 1] if number + 1 < len(tree.sentences) else span
        dated = any(t.ent == "DATE" or t.text in _UNDATED for t in (*words, *tree.tokens[heading.first :][:6]))
        return {"subject": [before.head], "to": tree.conjuncts(party.head)} if dated else None

    def received(self, i: int) -> Arguments | None:
        """ "Our mail today. One from Father. Two from Ilse, numbered 6 and 9": what a diarist has got from whom."""
        tree = self.tree
        first = tree.sentences[tree.sentence_of[i]].first
        party = self._party(i + 1)
        if self.writer < 0 or i != first + 1 or tree.tokens[i].pos != "ADP":
            return None
        if party is None or party.kind not in ("Person", ""):
            return None
        counted = tree.tokens[first].pos == "NUM" or tree.tokens[first].lemma.lower() in _COUNTING
        closed = party.last >= len(tree.tokens) or tree.tokens[party.last].pos == "PUNCT"
        return {"from": [party.head], "to": [self.writer]} if counted and closed else None

    # -- registers -------------------------------------------------------------------------------------------

    def complete_wedding(self, i: int, found: Arguments) -> None:
        """ "He m. (1) at Graz, 1906, Eva Berg; m. (2) Ida Brun": the husband before "m.", the wife behind it."""
        tree = self.tree
        if tree.tokens[i].text.lower() not in _MARRIED:
            return
        span = tree.sentences[tree.sentence_of[i]]
        before = (m for n in range(span.first, i) if (m := self.mentions.at(n)) is not None and m.head == n)
        persons = [m for m in before if m.form == "pronoun" or (_names_a_person(m) and not self._is_parent(m))]
        heading = self._headword(i) if not persons or persons[0].form == "pronoun" else -1
        behind = (m for n in range(i + 1, min(span.last, i + _REACH)) if (m := self.mentions.at(n)) is not None)
        spouse = next((m for m in behind if _names_a_person(m)), None)
        subject = heading if heading >= 0 or not persons else persons[0].head
        if spouse is not None and subject >= 0 and not any(t.text == ";" for t in tree.tokens[i : spouse.first]):
            found["subject"], found["object"] = [subject], [spouse.head]

    def _is_parent(self, mention: Mention) -> bool:
        """ "Jane, daughter of Karl Lind, m. …": who only says whose child somebody is."""
        tokens = self.tree.tokens
        of = tokens[tokens[mention.head].head]
        return of.lemma == "of" and tokens[of.head].lemma in ("daughter", "dau.", "son", "child", "widow", "relict")

    def _party(self, first: int) -> Mention | None:
        """Somebody whose phrase begins at a token, a possessive or article included."""
        tokens = self.tree.tokens
        for n in range(first, min(first + 4, len(tokens))):
            mention = self.mentions.at(n)
            if mention is not None and mention.form != "pronoun" and mention.first <= max(n, first):
                owner = tokens[mention.head].dep == "poss"
                return mention if mention.first >= first and mention.kind in _PARTY and not owner else None
            if tokens[n].pos not in ("DET", "PRON", "ADJ"):
                return None
        return None

    def _ending(self, end: int) -> Mention | None:
        """The mention whose phrase ends right before a token."""
        mention = self.mentions.at(end - 1)
        return mention if mention is not None and mention.last == end else None

    def _headword(self, i: int) -> int:
        """ "HOLM (Anna). Letter to …", "LIND, KARL. Born 1870. …": the person of an entry's heading, or -1.

        Nothing but sentences that leave their subject out may stand between.
        """
        tree = self.tree
        number = tree.sentence_of[i] - 1
        for back in range(number, max(-1, number - _ENTRY), -1):
            span = tree.sentences[back]
            for n in range(span.first, min(span.first + 4, span.last)):
                mention = self.mentions.at(n)
                if mention is None:
                    continue
                named = mention.form == "name" and mention.kind in ("Person", "") and mention.first == n
                surname = tree.tokens[mention.first].text
                if named and len(surname) > 1 and surname.isupper():
                    return mention.head
                break
            if any(t.dep in ("nsubj", "nsubjpass") for t in tree.tokens[span.first : span.last]):
                return -1
        return -1


def _names_a_person(mention: Mention) -> bool:
    return mention.form == "name" and mention.kind == "Person"
