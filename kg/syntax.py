"""English grammar as a closed set of positions around a verb or noun.

A *position* says where a phrase stands towards a trigger, in terms of meaning and not of surface order: the
subject of a passive stands in position `object`, its by-phrase in `subject`. So the lexicon names each relation's
positions once, for the active voice. The set:

    subject object indirect attribute possessor apposition self particle complement teller, and any preposition

Dependency labels are those of spaCy's English models (ClearNLP conversion of the Penn Treebank, Choi & Palmer 2012).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import Parse, Token
from kg.repairs import repaired

__all__ = ["Arguments", "Tree"]

_SUBJECT = ("nsubj", "csubj", "expl")
_PASSIVE_SUBJECT = ("nsubjpass", "csubjpass")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X")
_DITRANSITIVE = frozenset("send give hand write bring show pass offer mail post".split())
_RELATIVE = frozenset(["who", "whom", "which", "that", "whose"])
_HOLDING = frozenset("have make take express lose abandon announce drop give".split())
"""Verbs whose subject holds the plan that their object names."""
_OBJECT_CONTROL_NOT = frozenset(["promise", "vow", "swear", "threaten", "pledge"])
"""Verbs whose infinitive is done by their subject even when they have an object ("promised her to write")."""

Arguments = dict[str, list[int]]
"""Position -> tokens that head the phrases there."""


class Tree:
    """The dependency trees of a document with questions that the stages ask of them. Token indices throughout."""

    def __init__(self, parse: Parse) -> None:
        self.tokens: Sequence[Token] = repaired(parse.tokens)
        self.sentences = parse.sentences
        self.children: list[list[int]] = [[] for _ in parse.tokens]
        for token in self.tokens:
            if token.head != token.i:
                self.children[token.head].append(token.i)
        self.sentence_of: list[int] = [0] * len(parse.tokens)
        for n, sentence in enumerate(parse.sentences):
            for i in range(sentence.first, sentence.last):
                self.sentence_of[i] = n
        self._arguments: dict[int, Arguments] = {}

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
        if self.lists_members(i):
            return found
        for c in self.children[i]:
            token = self.tokens[c]
            if token.dep == "conj" and self.is_verb(c) == self.is_verb(i):
                found.extend(self.conjuncts(c))
            elif (
                token.dep == "appos"
            ):  # "the captain, Ann Berg, and her deputy, Eva Lind": the list goes on behind the name
                found.extend(m for m in self.conjuncts(c)[1:] if m not in found)
        return found

    def lists_members(self, i: int) -> bool:
        """ "three brothers, Innocent, Patrick and Jean": the names are members of the plural, no further items."""
        tokens = self.tokens
        if tokens[i].tag not in ("NNS", "NNPS") or i + 1 >= len(tokens) or tokens[i + 1].text != ",":
            return False
        first = self.child(i, "conj", "appos")
        return first > i and tokens[first].pos == "PROPN"

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
        if token.tag != "VBN":
            return False
        if token.dep in ("acl", "advcl", "relcl", "ROOT", "amod", "oprd") and self.child(i, "aux", "nsubj") < 0:
            return True
        if token.dep == "conj" and self.is_verb(token.head) and self.child(i, "aux", "nsubj") < 0:
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
        if dep in ("xcomp", "ccomp", "oprd") and self.is_verb(head) and not self._finite(i):
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
            if found >= 0 and self.tokens[found].pos in _NOMINAL:
                return found
        return self.surface_subject(verb, depth + 1)

    def _noun_controller(self, verb: int, noun: int, depth: int) -> int:
        """Subject of a clause below a noun: the noun itself, or whoever holds the plan that the noun names."""
        if self.tokens[verb].tag in ("VBG", "VBN") or self.tokens[verb].dep == "relcl":
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
        holder = self.child(up, "poss")
        if holder < 0 and self.tokens[self.tokens[up].head].lemma in _HOLDING:  # "had no intention of writing"
            return self.surface_subject(self.tokens[up].head, depth + 1)
        return holder

    def antecedent(self, i: int) -> int:
        """What a relative pronoun stands for; `i` itself when it is none."""
        token = self.tokens[i]
        if token.lemma.lower() not in _RELATIVE or token.tag not in ("WP", "WDT", "WP$", "IN"):
            return i
        for up in self.ancestors(i):
            if self.tokens[up].dep == "relcl":
                return self.tokens[up].head
            head = self.tokens[up].head
            if self.tokens[up].dep in ("ccomp", "advcl") and self.tokens[head].lemma == "be":  # "it was Ann who wrote"
                focus = self.child(head, "attr")
                return focus if 0 <= focus < i else i
        return i

    # -- arguments -------------------------------------------------------------------------------------------

    def arguments(self, i: int) -> Arguments:
        """Positions around a verb or noun, each with the heads of the phrases there; coordinations are spread."""
        found = self._arguments.get(i)
        if found is None:
            found = self._verb_arguments(i) if self.is_verb(i) else self._noun_arguments(i)
            self._arguments[i] = found
        return found

    def _add(self, found: Arguments, position: str, i: int) -> None:
        i = self.antecedent(i)
        for member in self.conjuncts(i):
            if member not in found.setdefault(position, []):
                found[position].append(member)

    def _verb_arguments(self, i: int) -> Arguments:
        found: Arguments = {}
        passive = self.is_passive(i)
        subject = self.surface_subject(i)
        direct = self.child(i, "dobj", "oprd") if passive else self.child(i, "dobj")
        if subject >= 0:
            position = (
                "subject"
                if not passive
                else "indirect"
                if direct >= 0 and self.tokens[direct].dep == "dobj"
                else "object"
            )
            self._add(found, position, subject)
        for c in self.children[i]:
            self._verb_child(found, c, passive)
        self._two_objects(found, i)
        self._ditransitive_gap(found, i, passive)
        self._relative_object(found, i, passive)
        self._shared_object(found, i)
        return found

    def _verb_child(self, found: Arguments, c: int, passive: bool) -> None:
        token = self.tokens[c]
        if token.dep == "dobj":
            self._add(found, "object", c)
            self._lift(found, c)
        elif token.dep == "dative" and token.pos != "ADP":
            self._add(found, "indirect", c)
        elif token.dep in ("attr", "oprd", "acomp"):
            self._add(found, "attribute", c)
        elif token.dep == "agent":
            for p in self.children[c]:
                if self.tokens[p].dep == "pobj":
                    self._add(found, "subject" if passive else "by", p)
                    self._lift(found, p)
        elif token.dep in ("prep", "dative"):
            self.prepositional(found, c)
        elif token.dep == "advmod" and token.lemma in ("back", "home") and self.child(c, "prep") >= 0:
            found.setdefault("particle", []).append(c)
            self.prepositional(found, self.child(c, "prep"))  # "were back with their families"
        elif token.dep == "prt" or (token.dep == "advmod" and token.lemma == "back"):
            found.setdefault("particle", []).append(c)
        elif token.dep in ("ccomp", "xcomp"):
            found.setdefault("complement", []).append(c)
        elif token.dep == "conj" and token.pos in ("NOUN", "PROPN") and found.get("object") and not passive:
            self._add(found, "object", c)  # "met the mayor, Ann Berg, and a pilot": an item read as a second clause

    def prepositional(self, found: Arguments, preposition: int) -> None:
        """Add the phrases behind a preposition, under its name."""
        name = self.tokens[preposition].lemma.lower()
        for p in self.children[preposition]:
            token = self.tokens[p]
            if token.dep in ("pobj", "pcomp") and not self.is_verb(p):
                self._add(found, name, p)
                self._lift(found, p)
            elif token.dep == "prep" or (token.dep == "conj" and token.pos == "ADP"):
                self.prepositional(found, p)

    def _lift(self, found: Arguments, i: int) -> None:
        """Names and pronouns take no complement: a phrase attached to one belongs to what governs it."""
        for member in self.conjuncts(i):
            token = self.tokens[member]
            name = self.child(member, "appos")
            if token.pos not in ("PROPN", "PRON") and (name < 0 or self.tokens[name].pos != "PROPN"):
                continue
            for c in self.children[member]:
                if self.tokens[c].dep == "prep" and self.tokens[c].lemma != "of" and c > name:
                    self.prepositional(found, c)

    def _two_objects(self, found: Arguments, i: int) -> None:
        """ "handed him the letter" with both phrases labelled as objects: the first one is the receiver."""
        objects = [c for c in self.children[i] if self.tokens[c].dep == "dobj"]
        if len(objects) == 2 and "indirect" not in found:
            found["indirect"] = self.conjuncts(objects[0])
            found["object"] = self.conjuncts(objects[1])

    def _ditransitive_gap(self, found: Arguments, i: int, passive: bool) -> None:
        """ "a letter that he sent them": the pronoun right behind the verb is the receiver, the gap is the object."""
        token = self.tokens[i]
        if (
            token.dep != "relcl"
            or passive
            or token.lemma not in _DITRANSITIVE
            or found.get("indirect", [token.head]) != [token.head]
        ):
            return
        if any(self.tokens[o].tag == "PRP" for o in found.get("object", [])) and self.tokens[token.head].pos == "NOUN":
            found["indirect"], found["object"] = found["object"], [token.head]

    def _relative_object(self, found: Arguments, i: int, passive: bool) -> None:
        """The gap of a relative clause: "the letter (that) he wrote", "the man whom she met"."""
        if self.tokens[i].dep != "relcl" or passive or "object" in found:
            return
        noun = self.tokens[i].head
        if found.get("subject") == [noun] or noun in found.get("subject", []):
            return
        if any(noun in phrases for phrases in found.values()):
            return
        first = self.subtree(i)[0]
        relative = self.tokens[first]
        if relative.lemma in ("when", "where", "why", "how") or relative.tag == "WRB" or relative.pos == "ADP":
            return
        stranded = [c for c in self.children[i] if self.tokens[c].dep == "prep" and not self.children[c]]
        if stranded:
            self._add(found, self.tokens[stranded[0]].lemma.lower(), noun)
        else:
            self._add(found, "object", noun)

    def _shared_object(self, found: Arguments, i: int) -> None:
        """ "wrote and posted a letter": the first verb borrows the object of the verb coordinated to it."""
        if "object" in found or "complement" in found:
            return
        for c in self.children[i]:
            if self.tokens[c].dep == "conj" and self.is_verb(c) and c - i <= 3:
                borrowed = self.child(c, "dobj")
                if borrowed >= 0 and self.child(c, *_SUBJECT) < 0:
                    self._add(found, "object", borrowed)
                    self._lift(found, borrowed)

    # -- nouns -----------------------------------------------------------------------------------------------

    def _noun_arguments(self, i: int) -> Arguments:
        found: Arguments = {"self": [i]}
        for c in self.children[i]:
            token = self.tokens[c]
            if token.dep == "poss":
                self._add(found, "possessor", c)
            elif token.dep == "appos":
                self._add(found, "apposition", c)
            elif token.dep == "prep":
                self.prepositional(found, c)
        if self.tokens[i].dep == "appos":
            self._add(found, "apposition", self.tokens[i].head)
        return found

    # -- spans -----------------------------------------------------------------------------------------------

    def governing_verb(self, i: int) -> int:
        """Nearest verb above `i` (or `i` itself), -1 when the sentence has none there."""
        if self.is_verb(i):
            return i
        for up in self.ancestors(i):
            if self.is_verb(up):
                return up
        return -1
