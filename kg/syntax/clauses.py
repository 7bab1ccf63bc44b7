"""Trees and clauses: who governs whom, what is coordinated, which phrase is the subject of which verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import Parse, Token
from kg.repairs import joined, repaired

__all__ = ["Clauses"]

_SUBJECT = ("nsubj", "csubj", "expl")
_PASSIVE_SUBJECT = ("nsubjpass", "csubjpass")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X")
_MUTUAL = frozenset(["marry", "wed", "meet", "reunite", "divorce", "part"])
"""Verbs of what two do with each other."""
_RELATIVE = frozenset(["who", "whom", "which", "that", "whose"])
_HOLDING = frozenset("have make take express lose abandon announce drop give".split())
"""Verbs whose subject holds the plan that their object names."""
_BRINKS = frozenset(["point", "verge", "brink", "eve"])
"""What somebody is on who is about to do something."""
_THOUGHTS = frozenset("idea hope thought plan prospect chance notion possibility dream intention".split())
"""What the subject of a verb has in mind, whatever the verb says of it: "gave up the idea of writing"."""
_TAKEN = frozenset(
    """care pains trouble steps heart courage nerve strength time leisure leave effort point fit luck fortune pleasure
    honour honor privilege misfortune satisfaction joy means money reason need cause occasion""".split()
)
"""What the subject of a verb takes or has for something to do, and nobody else: "took care not to write"."""
_RANKS = frozenset("first second third last next only sole latest youngest oldest".split())
_OBJECT_CONTROL_NOT = frozenset(["promise", "vow", "swear", "threaten", "pledge"])
"""Verbs whose infinitive is done by their subject even when they have an object ("promised her to write")."""

_PLURAL = frozenset(["were", "are", "have", "'re", "’re", "'ve", "’ve"])
"""Auxiliaries that agree with several."""


class Clauses:
    """The arcs of a document's trees and the clauses that they make. Token indices throughout."""

    def __init__(self, parse: Parse) -> None:
        self.tokens: Sequence[Token] = repaired(parse.tokens)
        self.sentences = joined(self.tokens, parse.sentences)
        self.children: list[list[int]] = [[] for _ in parse.tokens]
        for token in self.tokens:
            if token.head != token.i:
                self.children[token.head].append(token.i)
        self.sentence_of: list[int] = [0] * len(parse.tokens)
        for n, sentence in enumerate(self.sentences):
            for i in range(sentence.first, sentence.last):
                self.sentence_of[i] = n

    # -- walking ---------------------------------------------------------------------------------------------

    def child(self, i: int, *deps: str) -> int:
        """First child of `i` with one of these labels, or -1."""
        for c in self.children[i]:
            if self.tokens[c].dep in deps:
                return c
        return -1

    def ancestors(self, i: int) -> Iterator[int]:
        """Governors of `i`, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def subtree(self, i: int) -> tuple[int, int]:
        """First and last (exclusive) token below `i`."""
        first, last, stack = i, i + 1, [i]
        while stack:
            node = stack.pop()
            first, last = min(first, node), max(last, node + 1)
            stack.extend(self.children[node])
        return first, last

    def conjuncts(self, i: int) -> list[int]:
        """`i` and everything coordinated to its right."""
        found = [i]
        if self.lists_members(i) or self.tokens[i].lemma.lower() in ("nobody", "nothing", "none"):  # "nobody but Ann"
            return found
        for c in self.children[i]:
            token = self.tokens[c]
            if token.dep == "conj" and self.is_verb(c) == self.is_verb(i):
                found.extend(self.conjuncts(c))
            elif token.dep == "appos" and token.tag == "NNS" and self.tokens[i].pos == "NUM" and self.lists_members(c):
                return self.conjuncts(self.child(c, "conj", "appos"))  # "two of them, the brothers Karl and Otto Lind"
            elif (
                token.dep == "appos"
            ):  # "the captain, Ann Berg, and her deputy, Eva Lind": the list goes on behind the name
                first = 0 if self._full_name(i) and self._full_name(c) and self.child(c, "conj") >= 0 else 1
                found.extend(m for m in self.conjuncts(c)[first:] if m not in found)
        return found

    def _full_name(self, i: int) -> bool:
        """ "Ann Berg of Holm, Eva Lind of Brod and …": one full name is no apposition to another."""
        compounds = (self.tokens[c] for c in self.children[i] if self.tokens[c].dep == "compound")
        return self.tokens[i].tag == "NNP" and any(t.tag == "NNP" for t in compounds)

    def lists_members(self, i: int) -> bool:
        """ "three brothers, Innocent, Patrick and Jean": the names are members of the plural, no further items.

        So they are in "the brothers Patrick and Jean".
        """
        tokens = self.tokens
        if tokens[i].tag not in ("NNS", "NNPS") or i + 1 >= len(tokens):
            return False
        first = self.child(i, "conj", "appos")
        named = first > i and tokens[first].pos == "PROPN"
        behind = tokens[i + 1].text == "," or tokens[i + 1].head == first or i + 1 == first
        return named and behind and (tokens[i + 1].text == "," or tokens[first].dep == "appos")

    def first_conjunct(self, i: int) -> int:
        """Leftmost member of the coordination that `i` belongs to."""
        while (
            self.tokens[i].dep == "conj"
            and self.tokens[i].head != i
            and self.is_verb(i) == self.is_verb(self.tokens[i].head)
        ):
            i = self.tokens[i].head
        return i

    # -- verbs -----------------------------------------------------------------------------------------------

    def is_verb(self, i: int) -> bool:
        """Whether `i` heads a clause."""
        return self.tokens[i].pos in ("VERB", "AUX")

    def has_to(self, i: int) -> bool:
        """Whether the verb is an infinitive with its "to"."""
        return any(self.tokens[c].tag == "TO" for c in self.children[i])

    def non_finite(self, i: int) -> bool:
        """ "to write", "writing"."""
        return self.has_to(i) or self.tokens[i].tag == "VBG"

    def auxiliaries(self, i: int) -> list[int]:
        """Auxiliaries of the verb, and those that it shares as a conjunct without a subject of its own."""
        own = [c for c in self.children[i] if self.tokens[c].dep in ("aux", "auxpass")]
        token = self.tokens[i]
        if (
            not own
            and token.dep == "conj"
            and self.is_verb(token.head)
            and self.child(i, *_SUBJECT, *_PASSIVE_SUBJECT) < 0
        ):
            head = self.tokens[token.head]
            if token.tag == head.tag or token.tag in ("VB", "VBN"):
                return self.auxiliaries(token.head)
        return own

    def is_passive(self, i: int) -> bool:
        """Whether the verb is a passive, a reduced passive ("a letter written by") or conjoined to one."""
        token = self.tokens[i]
        if self.child(i, "auxpass", *_PASSIVE_SUBJECT) >= 0:
            return True
        agent = self.child(i, "agent")
        if token.tag == "VBD" and agent >= 0 and self.child(i, "dobj") < 0:  # "letters exchanged by Ann and Eva"
            return any(self.tokens[c].pos == "PROPN" for c in self.children[agent])
        if token.tag != "VBN":
            return False
        bare = self.child(i, "aux", "nsubj") < 0
        if token.dep in ("acl", "advcl", "relcl", "ROOT", "amod", "oprd", "acomp") and bare:
            return True
        if token.dep == "conj" and self.is_verb(token.head) and bare:
            return self.is_passive(token.head)
        return token.dep in ("ccomp", "xcomp") and self.child(i, "aux") < 0 and self.child(i, "agent") >= 0

    def surface_subject(self, i: int, depth: int = 0) -> int:
        """The phrase that stands as subject of verb `i`, found across clauses when it has none of its own; or -1."""
        own = self._own_subject(i)
        if own >= 0:
            return self.antecedent(own)
        token, head = self.tokens[i], self.tokens[i].head
        if head == i or depth > 6:
            return -1
        dep = token.dep
        if dep == "conj" and self.is_verb(head):
            return self.surface_subject(head, depth + 1)
        if dep in ("acl", "relcl"):
            return self._noun_controller(i, head, depth)
        if dep in ("xcomp", "ccomp", "oprd", "acomp") and self.is_verb(head) and not self._finite(i):
            return self._controller(head, depth)
        if dep in ("advcl", "dep") and self.is_verb(head) and not self._finite(i):
            return self.surface_subject(head, depth + 1)
        if dep == "pcomp":
            return self._preposition_controller(head, depth)
        if dep == "xcomp" and self.tokens[head].pos in ("ADJ", "NOUN"):  # "is due to meet", "is able to write"
            up = self.tokens[head].head
            return self.surface_subject(up, depth + 1) if up != head and self.is_verb(up) else -1
        if dep in ("aux", "auxpass"):
            return self.surface_subject(head, depth + 1)
        return -1

    def _own_subject(self, i: int) -> int:
        """Subject of the verb itself; the parser may hang it on the auxiliary ("A and B were married")."""
        for holder in (i, *(c for c in self.children[i] if self.tokens[c].dep in ("aux", "auxpass"))):
            found = self.child(holder, *_SUBJECT, *_PASSIVE_SUBJECT)
            if found >= 0:
                return found
        return -1

    def _finite(self, i: int) -> bool:
        token = self.tokens[i]
        if token.tag in ("VBD", "VBZ", "VBP"):
            return True
        return any(
            self.tokens[c].tag in ("MD", "VBD", "VBZ", "VBP")
            for c in self.children[i]
            if self.tokens[c].dep in ("aux", "auxpass")
        )

    def _controller(self, verb: int, depth: int) -> int:
        """Who does an infinitive below `verb`: its object if it has one ("asked him to write"), else its subject."""
        if not self.is_passive(verb) and self.tokens[verb].lemma not in _OBJECT_CONTROL_NOT:
            found = self.child(verb, "dobj", "dative")
            if found >= 0 and self.tokens[found].pos in _NOMINAL and self.tokens[found].lemma not in _TAKEN:
                return found
        return self.surface_subject(verb, depth + 1)

    def rank_copula(self, verb: int) -> int:
        """ "Ann was the first woman to write": the copula above an infinitive that tells what she did; -1 without one.

        Such relative infinitives have the noun as their subject (Huddleston & Pullum, "The Cambridge Grammar of the
        English Language", 2002, ch. 14 § 4.3.2).
        """
        noun = self.tokens[verb].head
        up = self.tokens[noun].head
        if self.tokens[noun].dep not in ("attr", "nsubj") or self.tokens[up].lemma not in ("be", "become"):
            return -1
        words = [self.tokens[noun], *(self.tokens[c] for c in self.children[noun] if self.tokens[c].dep == "amod")]
        ranked = self.has_to(verb) and any(t.lemma.lower() in _RANKS for t in words)
        return up if ranked and self.tokens[verb].dep in ("relcl", "acl", "xcomp", "advcl") else -1

    def _noun_controller(self, verb: int, noun: int, depth: int) -> int:
        """Subject of a clause below a noun: the noun itself, or whoever holds the plan that the noun names."""
        copula = self.rank_copula(verb)
        if copula >= 0:
            return self.child(copula, "attr") if self.tokens[noun].dep == "nsubj" else self.surface_subject(copula)
        held = self.tokens[noun].lemma in _TAKEN and self.has_to(verb)
        if self.tokens[verb].tag in ("VBG", "VBN") or (self.tokens[verb].dep == "relcl" and not held):
            return noun if self.tokens[verb].dep == "acl" else self._gap(verb, noun)
        holder = self.child(noun, "poss")
        if holder >= 0:
            return holder
        up = self.tokens[noun].head
        return self.surface_subject(up, depth + 1) if up != noun and self.is_verb(up) else -1

    def _gap(self, verb: int, noun: int) -> int:
        """A relative clause without any subject of its own ("who" not found by the parser)."""
        first = self.subtree(verb)[0]
        return noun if self.tokens[first].lemma in ("who", "which", "that") else -1

    def _preposition_controller(self, preposition: int, depth: int) -> int:
        up = self.tokens[preposition].head
        if self.tokens[up].pos in ("ADJ", "ADV"):  # "got round to writing", "stopped short of writing"
            up = self.tokens[up].head
        if up == preposition:
            return -1
        if self.is_verb(up):
            accused = self.child(up, "dobj") if self.tokens[preposition].lemma in ("of", "from", "with") else -1
            return accused if accused >= 0 and not self.is_passive(up) else self.surface_subject(up, depth + 1)
        holder, above = self.child(up, "poss"), self.tokens[up].head
        if self.tokens[up].lemma in _BRINKS and self.tokens[above].lemma == "on":  # "was on the point of writing"
            above = self.tokens[above].head
        elif self.tokens[above].lemma not in _HOLDING and self.tokens[up].lemma not in _THOUGHTS:
            return holder  # but "had no intention of writing", "gave up the idea of writing"
        return holder if holder >= 0 or not self.is_verb(above) else self.surface_subject(above, depth + 1)

    def antecedent(self, i: int) -> int:
        """What a relative pronoun stands for; `i` itself when it is none."""
        token = self.tokens[i]
        if token.lemma.lower() not in _RELATIVE or token.tag not in ("WP", "WDT", "WP$", "IN"):
            return i
        for up in self.ancestors(i):
            if self.tokens[up].dep == "relcl":
                noun = self.modified(up)
                return self._first_of_several(noun) if self._of_several(i, up, noun) else noun
            if token.tag == "WP$" and self.tokens[up].dep == "appos":  # "Karl Lind, whose widow, Ann Berg, lives here"
                return self.tokens[up].head
            head = self.tokens[up].head
            if self.tokens[up].dep in ("ccomp", "advcl") and self.tokens[head].lemma == "be":  # "it was Ann who wrote"
                focus = self.child(head, "attr")
                return focus if 0 <= focus < i else i
        return i

    def _of_several(self, relative: int, clause: int, noun: int) -> bool:
        """ "Karl and Anna Berg, who were married in May": a plural verb speaks of all, though hung on the last name.

        So does one of what two do with each other: "who will be married".
        """
        token = self.tokens[noun]
        token = self.tokens[token.head] if token.dep == "appos" else token  # "the nurse Anna and the poet Karl, who"
        single = token.dep == "conj" and token.tag in ("NN", "NNP")
        own = (clause, *(c for c in self.children[clause] if self.tokens[c].dep in ("aux", "auxpass")))
        plural = any(self.tokens[c].text.lower() in _PLURAL for c in own)
        below = [self.tokens[c] for c in self.children[clause]]
        alone = not any(t.dep == "dobj" or t.lemma in ("to", "with", "from") for t in below)
        plural = plural or (alone and self.tokens[clause].lemma in _MUTUAL)
        return single and plural and self.tokens[relative].dep in ("nsubj", "nsubjpass")

    def _first_of_several(self, noun: int) -> int:
        first = self.tokens[noun].head if self.tokens[noun].dep == "appos" else noun
        return self.first_conjunct(first)

    def modified(self, clause: int) -> int:
        """The noun of a relative clause; in "it was Ann, not Eva, who wrote" the first name."""
        noun = self.tokens[clause].head
        first = next((i for i in range(self.subtree(noun)[0], noun) if self.tokens[i].pos != "PUNCT"), noun)
        contrast = self.tokens[noun].dep == "appos" and first > 0 and self.tokens[first - 1].lemma.lower() == "not"
        return self.tokens[noun].head if contrast else noun

    def governing_verb(self, i: int) -> int:
        """Nearest verb above `i` (or `i` itself), -1 when the sentence has none there."""
        if self.is_verb(i):
            return i
        for up in self.ancestors(i):
            if self.is_verb(up):
                return up
        return -1
