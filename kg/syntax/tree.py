"""English grammar as a closed set of positions around a verb or noun.

A *position* says where a phrase stands towards a trigger, in terms of meaning and not of surface order: the
subject of a passive stands in position `object`, its by-phrase in `subject`. So the lexicon names each relation's
positions once, for the active voice. The set:

    subject object indirect attribute possessor apposition self particle complement teller, and any preposition

Dependency labels are those of spaCy's English models (ClearNLP conversion of the Penn Treebank, Choi & Palmer 2012).
"""

from __future__ import annotations

from kg.gazetteer import gazetteer
from kg.model import Parse
from kg.syntax.clauses import Clauses

__all__ = ["Arguments", "Tree"]

_SUBJECT = ("nsubj", "csubj", "expl")
_ADVERBS = frozenset("back home apart away together".split())
"""Adverbs that a preposition may hang on ("back with", "apart from") while its phrase is the verb's."""
_COMPLEX = frozenset("accord according owe owing due thank thanks".split())
"""First words of "according to", "owing to": what follows takes no part in the clause."""
_DITRANSITIVE = frozenset("send give hand write bring show pass offer mail post".split())

Arguments = dict[str, list[int]]
"""Position -> tokens that head the phrases there."""


class Tree(Clauses):
    """The dependency trees of a document with questions that the stages ask of them. Token indices throughout."""

    def __init__(self, parse: Parse) -> None:
        super().__init__(parse)
        self._arguments: dict[int, Arguments] = {}

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
        self._relative_place(found, i)
        self._clefted(found, i)
        self._two_objects(found, i)
        self._ditransitive_gap(found, i, passive)
        self._gap_above(found, i)
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
        elif token.dep == "agent" or (token.dep == "conj" and token.pos == "ADP" and token.lemma.lower() == "by"):
            for p in self.children[c]:
                if self.tokens[p].dep == "pobj":
                    self._add(found, "subject" if passive else "by", p)
                    self._lift(found, p)
                elif self.tokens[p].dep == "conj" and self.tokens[p].lemma.lower() == "by":  # "by Ann and by Eva"
                    self._verb_child(found, p, passive)
        elif token.dep in ("prep", "dative") or (token.dep == "conj" and token.pos == "ADP"):
            self.prepositional(found, c)  # "married to Ann Berg and then to Eva Lind"
        elif token.lemma in _ADVERBS and self.child(c, "prep") >= 0:
            found.setdefault("particle", []).append(c)
            self.prepositional(found, self.child(c, "prep"))  # "were back with their families", "kept apart from her"
        elif token.dep == "prt" or (token.dep == "advmod" and token.lemma == "back"):
            found.setdefault("particle", []).append(c)
            for p in self.children[c]:
                if self.tokens[p].dep == "prep":
                    self.prepositional(found, p)  # "got through to her"
        elif token.dep in ("attr", "oprd", "acomp"):
            self._add(found, "attribute", c)
        elif token.dep in ("ccomp", "xcomp"):
            found.setdefault("complement", []).append(c)
        elif token.dep == "conj" and token.pos in ("NOUN", "PROPN") and found.get("object") and not passive:
            self._add(found, "object", c)  # "met the mayor, Ann Berg, and a pilot": an item read as a second clause

    def prepositional(self, found: Arguments, preposition: int) -> None:
        """Add the phrases behind a preposition, under its name."""
        name = self.tokens[preposition].lemma.lower()
        if name in _COMPLEX:
            return
        for p in self.children[preposition]:
            token = self.tokens[p]
            if token.dep in ("pobj", "pcomp") and not self.is_verb(p):
                self._add(found, name, p)
                self._lift(found, p)
            elif token.dep == "prep" or (token.dep == "conj" and token.pos == "ADP"):
                self.prepositional(found, p)

    def _lift(self, found: Arguments, i: int) -> None:
        """Names, pronouns, numbers and bare nouns take no complement: a phrase attached to one is its governor's.

        "wrote to Ann from Lyons", "a letter of 3 May to Ann", "spoke by radio with Ann", "a letter of thanks to Ann".
        """
        for member in self.conjuncts(i):
            token = self.tokens[member]
            name = self.child(member, "appos")
            named = name >= 0 and self.tokens[name].pos == "PROPN"
            if token.pos not in ("PROPN", "PRON", "NUM") and not named and not self._bare(member):
                continue
            for c in self.children[member]:
                own = self.tokens[c].lemma == "of" or self._of_office(member, c)
                if self.tokens[c].dep == "prep" and not own and c > name:
                    self.prepositional(found, c)
                elif self.tokens[c].pos == "NUM":
                    self._lift(found, c)

    def _of_office(self, i: int, preposition: int) -> bool:
        """ "the Minister for Railways": capitals on both sides, the phrase belongs to the title."""
        inner = self.child(preposition, "pobj")
        title = self.tokens[i].lemma.lower() in gazetteer().person_nouns or gazetteer().is_position(self.tokens[i].text)
        return title and inner >= 0 and self.tokens[preposition].lemma == "for" and self.tokens[inner].text.istitle()

    def _bare(self, i: int) -> bool:
        """A singular noun behind a preposition without determiner or description: "by radio", "of thanks"."""
        if self.tokens[i].pos != "NOUN" or self.tokens[i].dep != "pobj":
            return False
        return all(self.tokens[c].dep in ("prep", "compound", "punct") for c in self.children[i])

    def _relative_place(self, found: Arguments, i: int) -> None:
        """ "flew to Irkutsk, where she will hand over the letter": it is there that she does so."""
        if self.tokens[i].dep == "relcl" and any(
            self.tokens[c].lemma.lower() == "where" and self.tokens[c].dep == "advmod" for c in self.children[i]
        ):
            self._add(found, "at", self.tokens[i].head)

    def _clefted(self, found: Arguments, i: int) -> None:
        """ "It was to Ann that he wrote": the phrase in front belongs to the clause behind "that"."""
        copula = self.tokens[i].head
        cleft = self.tokens[i].dep in ("ccomp", "advcl", "relcl") and self.tokens[copula].lemma == "be" and copula < i
        subject = self.child(copula, "nsubj", "expl") if cleft else -1
        opens = self.tokens[self.subtree(i)[0]].lemma.lower() == "that"
        if subject < 0 or not opens or self.tokens[subject].lemma.lower() != "it":
            return
        for c in self.children[copula]:
            if self.tokens[c].dep == "prep" and copula < c < i:
                self.prepositional(found, c)
                found["object"] = [o for o in found.get("object", []) if self.tokens[o].lemma.lower() != "that"]
                if not found["object"]:
                    del found["object"]

    def _two_objects(self, found: Arguments, i: int) -> None:
        """ "handed him the letter" with both phrases labelled as objects: the first one is the receiver."""
        objects = [c for c in self.children[i] if self.tokens[c].dep == "dobj"]
        if len(objects) == 2 and "indirect" not in found:
            thing = self.antecedent(objects[0])  # "the letter that he managed to send her": the pronoun is the thing
            swapped = thing != objects[0] and self.tokens[i].lemma in _DITRANSITIVE
            receiver, thing = (objects[1], thing) if swapped else objects
            found["indirect"], found["object"] = self.conjuncts(receiver), self.conjuncts(thing)
        elif len(objects) == 1 and "indirect" not in found and self.tokens[i].lemma in _DITRANSITIVE:
            thing = self._object_behind_name(objects[0])
            if thing >= 0:
                found["indirect"], found["object"] = [objects[0]], self.conjuncts(thing)

    def _object_behind_name(self, receiver: int) -> int:
        """ "gave his deputy, Ann Berg, a letter": the thing given, parsed as one more apposition; or -1."""
        name = self.child(receiver, "appos")
        if name < 0 or self.tokens[name].pos != "PROPN":
            return -1
        for c in (*self.children[name], *self.children[receiver]):
            token = self.tokens[c]
            if token.dep == "appos" and c > name and token.pos == "NOUN" and self._indefinite(c):
                return c
        return -1

    def _indefinite(self, i: int) -> bool:
        return any(self.tokens[c].lemma.lower() in ("a", "an") or self.tokens[c].pos == "NUM" for c in self.children[i])

    def _ditransitive_gap(self, found: Arguments, i: int, passive: bool) -> None:
        """ "a letter that he sent them": the pronoun right behind the verb is the receiver, the gap is the object."""
        token = self.tokens[i]
        if (
            token.dep != "relcl"
            or passive
            or token.lemma not in _DITRANSITIVE
            or found.get("indirect", [token.head]) != [token.head]
            or token.head in found.get("subject", ())
            or "to" in found
        ):
            return
        objects = found.get("object", [])
        pronoun = any(self.tokens[o].tag == "PRP" for o in objects)
        name = any(self.tokens[o].pos == "PROPN" for o in objects)
        if self.tokens[token.head].pos == "NOUN" and (pronoun or (name and self.tokens[token.head].head != i)):
            found["indirect"], found["object"] = objects, [token.head]

    def _gap_above(self, found: Arguments, i: int) -> None:
        """ "the letter he managed to send her": the gap of the relative clause is in its infinitive."""
        giving, above = self.tokens[i].lemma in _DITRANSITIVE, i
        while self.tokens[above].dep == "xcomp":
            above = self.tokens[above].head
        if not giving or above == i or self.tokens[above].dep != "relcl" or not self.has_to(i):
            return
        noun, objects = self.modified(above), found.get("object", [])
        relative = any(self.tokens[c].tag in ("WDT", "WP") for c in self.children[above])
        if relative or self.tokens[noun].pos != "NOUN" or noun in (self.surface_subject(above), *objects):
            return
        if not objects:
            found["object"] = [noun]
        elif "indirect" not in found and "to" not in found and self.tokens[objects[0]].pos in ("PRON", "PROPN"):
            found["indirect"], found["object"] = objects, [noun]

    def _relative_object(self, found: Arguments, i: int, passive: bool) -> None:
        """The gap of a relative clause: "the letter (that) he wrote", "the man whom she met"."""
        if self.tokens[i].dep != "relcl" or passive or "object" in found:
            return
        noun = self.modified(i)
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
        last = i
        while "object" not in found and "complement" not in found:
            verbs = [c for c in self.children[last] if self.tokens[c].dep == "conj" and self.is_verb(c)]
            if not verbs or verbs[0] - last > 3 or self.child(verbs[0], *_SUBJECT) >= 0:
                return
            last = verbs[0]  # "found, fed and comforted her"
            borrowed = self.child(last, "dobj")
            if borrowed >= 0:
                self._add(found, "object", borrowed)
                self._lift(found, borrowed)
            elif any(self.tokens[c].dep not in ("cc", "conj", "punct") for c in self.children[last]):
                return  # "met, went out and dismissed him"

    # -- nouns -----------------------------------------------------------------------------------------------

    def _noun_arguments(self, i: int) -> Arguments:
        found: Arguments = {"self": [i]}
        for c in self.children[i]:
            token = self.tokens[c]
            if token.dep == "poss":
                self._add(found, "possessor", c)
            elif token.dep == "appos":
                self._add(found, "apposition", c)
            elif token.dep == "prep" and not (token.lemma == "of" and self.tokens[c - 1].text == ","):
                self.prepositional(found, c)  # but "her husband, Karl, of Kiel"
                self._double_genitive(found, c)
        if self.tokens[i].dep == "appos":
            self._add(found, "apposition", self.tokens[i].head)
        return found

    def _double_genitive(self, found: Arguments, preposition: int) -> None:
        """ "a letter of his own", "a letter of hers": whose it is."""
        inner = self.child(preposition, "pobj") if self.tokens[preposition].lemma == "of" else -1
        if inner < 0:
            return
        if self.tokens[inner].lemma.lower() == "own" and self.child(inner, "poss") >= 0:
            self._add(found, "possessor", self.child(inner, "poss"))
        elif self.tokens[inner].text.lower() in ("mine", "ours", "his", "hers", "theirs"):
            self._add(found, "possessor", inner)

    # -- surface ---------------------------------------------------------------------------------------------

    def phrases_around(self, i: int) -> list[int]:
        """The words in whose phrases token `i` stands, innermost first: "to", "answer", "in", "note" of "his note in
        answer to it".
        """
        found: list[int] = []
        while self.tokens[i].dep in ("pobj", "prep", "dative") and self.tokens[i].head != i:
            i = self.tokens[i].head
            found.append(i)
        return found

    def _behind_bracket(self, at: int) -> int:
        """Where the text goes on behind "(1870-1944)", or `at`."""
        for end in range(at + 1, min(at + 6, len(self.tokens))):
            if self.tokens[at].text != "(" or self.tokens[end].pos not in ("NUM", "SYM", "PUNCT"):
                return at
            if self.tokens[end].text == ")":
                return end + 1
        return at

    def phrases_behind(self, i: int) -> Arguments:
        """Prepositional phrases in an unbroken row right behind noun `i`, whatever the parser hung them on.

        "described his meeting with Ann at Lyons": a phrase that follows a noun directly is read with it.
        """
        found: Arguments = {}
        at = i + 1
        while at < len(self.tokens) and self.tokens[at].dep in ("prep", "dative") and self.tokens[at].pos == "ADP":
            noun = self.child(at, "pobj")
            if noun < 0:
                break
            for member in self.conjuncts(noun):
                found.setdefault(self.tokens[at].lemma.lower(), []).append(member)
            last = self.conjuncts(noun)[-1]
            name = self.child(last, "appos")
            close = name >= 0 and all(t.pos != "ADP" for t in self.tokens[last + 1 : name])
            at = max(last, name if close and self.tokens[name].pos == "PROPN" else last) + 1
            while at < len(self.tokens) and self.tokens[at].pos == "NUM" and self.tokens[at].head == last:  # the year
                at += 1
            at = self._behind_bracket(at)
            if at < len(self.tokens) and self.tokens[at].text == "," and name >= 0:
                at += 1
        return found
