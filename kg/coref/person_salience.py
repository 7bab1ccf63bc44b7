"""How readily a person comes to mind when "he" or "she" is read: a weighted sum of named features.

The features are those of the literature: recency and grammatical role (Lappin and Leass 1994), the subject and the
centre of the sentence before (Grosz, Joshi and Weinstein 1995), parallel roles, subjects of the clauses above the
pronoun (Hobbs 1978). The weights are a conditional logit over the candidates of a pronoun, fitted on the development
part of GAP (`docs/quality.md`) and rounded. Some stand by hand, since GAP asks only for names that are near and has
little speech: `described`, `class unsure`, `pronoun last`, `same speech`, `gender against`, `ending`, `joined`,
`holder`, `beside subject`, `only behind` and `clause above, behind`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from kg.coref.chains import ChainBuilder, DraftChain
from kg.cues import SPEECH_VERBS
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["WEIGHTS", "PersonSalience"]

Features = dict[str, float]
"""Feature -> value, mostly 1."""

WEIGHTS: Mapping[str, float] = {
    # place of the last mention
    "same sentence": 1.6, "sentence before": 1.2, "only behind": 0.9, "nearest": 0.7, "second": 0.3,
    # its sentence, when that is not the pronoun's
    "subject": 0.5, "main subject": 0.8, "object": 0.2, "oblique": -0.3, "possessor": -0.1, "in relative clause": -0.2,
    # its place in the pronoun's sentence
    "clause above": 1.3, "clause above, behind": 2.5, "far above": -0.2, "governs": 0.8, "same clause": 0.6,
    "object here": 0.3, "joined": 1.5,
    # the mention itself
    "parallel": 0.6, "coordinated": -1.2, "pronoun last": 0.5, "same speech": 0.6, "holder": 3.0,
    "beside subject": -1.5,
    # the chain: `mentions` counts them, as a binary logarithm
    "mentions": 0.25, "described": -0.3, "one word": 0.4, "class unsure": -0.65,
    "gender": 0.7, "gender likely": 1.0, "gender doubted": -0.5, "gender against": -2.5,
    "ending": 0.6, "ending against": -0.6,
}  # fmt: skip

_SUBJECT = ("nsubj", "nsubjpass", "csubj")
_OBJECT = ("dobj", "dative")
_TRANSFER = frozenset("give hand deliver bring carry take pass forward entrust post send".split())
"""Verbs after which somebody else has the thing."""
_ROLES = ("subject", "object", "oblique", "possessor")
_MASCULINE = ("o", "us", "as", "k")
_LOGARITHM = (0.0, 0.0, 1.0, 1.58, 2.0, 2.32, 2.58, 2.81, 3.0)
"""Of the number of mentions, up to eight. A table, since the last digit of a logarithm is the machine's."""


def _by_ending(chain: DraftChain) -> str:
    """`f` or `m` as nine of ten given names with such an end in `gazetteers/given_names.tsv`; empty for any other."""
    full = next((name for name in chain.names if " " in name), "")
    given = full.split(" ")[0].lower()
    return "f" if given.endswith("a") else "m" if given.endswith(_MASCULINE) else ""


class PersonSalience:
    """Features of pronouns for persons and of their candidates in one document."""

    def __init__(self, tree: Tree, mentions: Mentions, builder: ChainBuilder, speaker_at: Sequence[int]) -> None:
        self.tree, self.mentions, self.builder, self.speaker_at = tree, mentions, builder, speaker_at
        self.quoted = [0]
        """Sentences before each one that stand in quotation marks as a whole."""
        for sentence in tree.sentences:
            inside = speaker_at[sentence.first] != -1 and speaker_at[max(sentence.first, sentence.last - 2)] != -1
            self.quoted.append(self.quoted[-1] + inside)

    def scores(self, mention: Mention, candidates: Mapping[int, int]) -> dict[int, float]:
        """Higher is better, by chain. `candidates`: chain -> its last head before the pronoun, -1 if all are behind."""
        return {
            chain: sum(WEIGHTS[name] * value for name, value in features.items())
            for chain, features in self.features(mention, candidates).items()
        }

    def features(self, mention: Mention, candidates: Mapping[int, int]) -> dict[int, Features]:
        """What speaks for and against each candidate."""
        above = self.above(mention)
        ancestors = {mention.head, *self.tree.ancestors(mention.head)}
        found: dict[int, Features] = {}
        for place, id in enumerate(sorted(candidates, key=lambda c: -candidates[c])):
            chain, last = self.builder.chains[id], candidates[id]
            names = [*self._of_chain(mention, chain)]
            if last < 0:
                names.append("only behind")
            else:
                names += ["nearest"] if place == 0 else ["second"] if place == 1 else []
                names += self._of_last(mention, last, ancestors)
                names += self._of_sentence(mention, chain, last, ancestors)
            if id in above:
                names.append(above[id])
            found[id] = dict.fromkeys(names, 1.0)
            before = bisect_left(chain.heads, mention.head)
            found[id]["mentions"] = _LOGARITHM[min(before, len(_LOGARITHM) - 1)]
        return found

    # -- the chain as a whole --------------------------------------------------------------------------------

    @staticmethod
    def _of_chain(mention: Mention, chain: DraftChain) -> list[str]:
        found = []
        if not chain.names:
            found.append("described")
        elif not any(" " in name for name in chain.names):
            found.append("one word")
        if chain.kind != "Person":
            found.append("class unsure")
        if chain.gender == mention.gender:
            found.append("gender likely" if chain.gender_known == 1 else "gender")
        elif chain.gender:
            found.append("gender doubted" if chain.gender_known < 3 else "gender against")
        elif guess := _by_ending(chain):
            found.append("ending" if guess == mention.gender else "ending against")
        return found

    # -- its last mention ------------------------------------------------------------------------------------

    def _of_last(self, mention: Mention, last: int, ancestors: set[int]) -> list[str]:
        tree = self.tree
        found = []
        distance = self._distance(last, mention.head)
        if distance < 2:
            found.append("sentence before" if distance else "same sentence")
        if self._role(last) == self._role(mention.head) != "other":
            found.append("parallel")
        if tree.tokens[last].dep == "conj":
            found.append("coordinated")
        if self.speaker_at[last] == self.speaker_at[mention.head] != -1:
            found.append("same speech")
        other = self.mentions.at(last)
        if other is not None and other.form == "pronoun":
            found.append("pronoun last")
        if distance < 2 and self._holds(mention.head, last):
            found.append("holder")
        verb = tree.governing_verb(tree.tokens[last].head) if tree.tokens[last].head != last else -1
        if verb in ancestors:
            found.append("same clause")
        elif verb >= 0 and tree.tokens[verb].dep in ("relcl", "acl") and distance:
            found.append("in relative clause")
        return found

    def _holds(self, pronoun: int, last: int) -> bool:
        """ "Otto gave Karl a letter for Ida, and he handed it to her": who has the thing passes it on."""
        tree, passing = self.tree, self.tree.tokens[self.tree.tokens[pronoun].head]
        thing = tree.child(passing.i, "dobj")
        again = thing >= 0 and tree.tokens[thing].lemma.lower() in ("it", "they")
        if tree.tokens[pronoun].dep != "nsubj" or passing.lemma not in _TRANSFER or not again:
            return False
        token, above = tree.tokens[last], tree.tokens[tree.tokens[last].head]
        if token.dep == "pobj" and above.lemma.lower() == "to":
            token, above = above, tree.tokens[above.head]
        goal = token.dep in ("dative", "prep") or (token.dep == "dobj" and above.lemma == "entrust")
        return goal and above.lemma in _TRANSFER and not tree.is_passive(above.i)

    def _distance(self, last: int, pronoun: int) -> int:
        """Sentences between; outside quotation marks those that are quoted as a whole do not count."""
        first, here = self.tree.sentence_of[last], self.tree.sentence_of[pronoun]
        between = self.quoted[here] - self.quoted[first + 1] if here > first else 0
        return here - first - (between if self.speaker_at[pronoun] == -1 else 0)

    # -- its roles in the sentence of its last mention -------------------------------------------------------

    def _of_sentence(self, mention: Mention, chain: DraftChain, last: int, ancestors: set[int]) -> list[str]:
        tree = self.tree
        sentence = tree.sentences[tree.sentence_of[last]]
        heads = chain.heads[bisect_left(chain.heads, sentence.first) : bisect_left(chain.heads, mention.head)]
        roles = {self._role(h) for h in heads}
        if tree.sentence_of[mention.head] == tree.sentence_of[last]:
            found = ["object here"] if "object" in roles else []
            own, owned = tree.tokens[mention.head], tree.tokens[tree.tokens[mention.head].head]
            if own.dep == "poss" and owned.dep == "conj" and tree.first_conjunct(owned.i) in heads:
                found.append("joined")  # "Clara Voss and her husband"
            return [*found, "governs"] if any(h in ancestors for h in heads) else found
        found = sorted(roles - {"other"}, key=_ROLES.index)[:1]
        last_told = self._distance(last, mention.head) < 2
        if self._beside_subject(mention.head, heads):
            found.append("beside subject")
        if "subject" in roles and last_told and any(self._is_main_subject(h) for h in heads):
            found.append("main subject")
        return found

    def _beside_subject(self, pronoun: int, heads: Sequence[int]) -> bool:
        """ "Ada and Ida met their mother. Ada handed her a letter": of the two, the text would say "her sister"."""
        verb = self.tree.governing_verb(pronoun)
        if verb < 0 or self._role(pronoun) not in ("object", "oblique"):
            return False
        subjects = self.tree.arguments(verb).get("subject", [])
        acting = {self.builder.of[m.id] for h in subjects if (m := self.mentions.at(h)) is not None}
        lists = ((h, self.tree.conjuncts(self.tree.first_conjunct(h))) for h in heads)
        joined = (self.mentions.at(c) for h, listed in lists for c in listed if c != h)
        return any(m is not None and self.builder.of[m.id] in acting for m in joined)

    def _role(self, i: int) -> str:
        """`subject`, `object`, `oblique` (of a verb), `possessor` or `other`; that of the whole coordination."""
        token = self.tree.tokens[self.tree.first_conjunct(i)]
        if token.dep in _SUBJECT or self._is_focus(token.i):
            return "subject"
        if token.dep in _OBJECT:
            return "object"
        if token.dep == "pobj" and self.tree.is_verb(self.tree.tokens[token.head].head):
            return "oblique"
        return "possessor" if token.dep == "poss" else "other"

    def _is_main_subject(self, i: int) -> bool:
        """Whether it is the subject of its sentence, or of what its sentence reports ("She wrote that Berg fell")."""
        tree = self.tree
        subject = tree.tokens[tree.first_conjunct(i)]
        root = tree.sentences[tree.sentence_of[i]].root
        if tree.tokens[root].lemma in SPEECH_VERBS:
            told = tree.child(root, "ccomp")
            root = told if told > root else root
        return subject.head == root and (subject.dep in _SUBJECT or self._is_focus(subject.i))

    def _is_focus(self, i: int) -> bool:
        """ "It was Anna who brought it": whoever a cleft sentence puts in front is its subject in all but form."""
        tree, token = self.tree, self.tree.tokens[i]
        if token.dep != "attr" or token.pos == "PRON" or tree.tokens[token.head].lemma != "be":
            return False
        subject = tree.child(token.head, "nsubj")
        clause = tree.child(i, "relcl")
        it = subject >= 0 and tree.tokens[subject].lemma.lower() == "it"
        return it and clause >= 0 and tree.tokens[tree.subtree(clause)[0]].lemma.lower() in ("who", "that")

    # -- the clauses above the pronoun -----------------------------------------------------------------------

    def above(self, mention: Mention) -> dict[int, str]:
        """Chains that are subjects of a clause above: the pronoun's own (of a possessive), the next, or further up."""
        tree = self.tree
        found: dict[int, str] = {}
        verbs = [i for i in tree.ancestors(mention.head) if tree.is_verb(i)]
        for level, verb in enumerate(verbs):
            positions = tree.arguments(verb)
            subjects = positions.get("object", [])[:1] if tree.is_passive(verb) else []
            for head in subjects or positions.get("subject", []):
                subject = self.mentions.at(head)
                relative = tree.tokens[verb].dep == "relcl" and tree.tokens[verb].head == head  # "Karl, who … his wife"
                if subject is None or self.builder.of[subject.id] < 0:
                    continue
                if self._lies_in(mention.head, head) and not relative:
                    continue
                where = "clause above, behind" if head > mention.head else "clause above" if level < 2 else "far above"
                found.setdefault(self.builder.of[subject.id], where)
        return found

    def _lies_in(self, i: int, head: int) -> bool:
        """Whether a token lies below a head, or is it."""
        first, last = self.tree.subtree(head)
        return first <= i < last
