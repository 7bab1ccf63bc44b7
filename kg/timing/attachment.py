"""Where the time expressions of a document hang: the words that each one modifies, up to its clause's verb."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kg.mentions import Mentions
from kg.model import Record
from kg.syntax import Tree
from kg.times import TimeExpression

__all__ = ["Attached", "TimeMap"]

_DATING = frozenset("date write postmark hold post sign send circulate issue".split())
"""Participles that date the noun before them: "a letter dated 2 August"."""
_STAMPING = frozenset("date postmark".split())
"""Those of them that are said of nothing but what is written."""
_WRITING = frozenset("write sign postmark".split())
"""Those of them that only letters take: "letters from her to Karl, written in 1911"."""
_LETTERS = frozenset("letter letters correspondence telegram postcard".split())
_RECORDS = frozenset("record note report state say tell mention describe relate recall claim believe".split())
_LETTER_REACH = 40
"""Tokens between letters and the time of their writing."""
_GREETINGS = ("Dear", "Dearest", "Sir", "Madam")
_FARTHEST = 12
"""Steps of a climb; longer ones are parser errors."""


class Attached(Record, frozen=True, gc=False):
    """A time expression and what it modifies."""

    time: TimeExpression
    nodes: tuple[int, ...]
    """Tokens from the expression's head up to the verb of its clause, or to the letter that it dates."""
    letter: int = -1
    """The letter whose date it is ("a letter of 2 May"); it then tells nothing of the clause around."""

    @property
    def top(self) -> int:
        """Last token of the way up."""
        return self.nodes[-1]


class TimeMap:
    """The times of a document by sentence, attached."""

    def __init__(self, times: Sequence[TimeExpression], tree: Tree, mentions: Mentions) -> None:
        self.tree, self.mentions = tree, mentions
        self.by_sentence: dict[int, list[Attached]] = {}
        self.distances: dict[int, TimeExpression] = {}
        """Verb of the clause behind "two days after" -> that expression."""
        self.entries = _entries(times, tree)
        """Date lines of a diary and their sentences."""
        for time in times:
            if time.kind == "distance":
                mark = tree.tokens[time.last - 1]
                if mark.dep == "mark":
                    self.distances[mark.head] = time
            elif time.value and time.kind not in ("duration", "lifespan", "dateline"):
                self.by_sentence.setdefault(tree.sentence_of[time.last - 1], []).append(self._attach(time))

    def near(self, i: int) -> list[Attached]:
        """The times of the sentence that token `i` stands in."""
        return self.by_sentence.get(self.tree.sentence_of[i], [])

    def below(self, i: int) -> list[Attached]:
        """The times that modify token `i`, or something of its clause."""
        return [a for a in self.near(i) if i in a.nodes]

    def entry(self, i: int) -> str:
        """Day of the diary entry that token `i` stands in; empty in other texts."""
        at = bisect_right(self.entries, (self.tree.sentence_of[i], "~"))
        return self.entries[at - 1][1] if at else ""

    def is_letter(self, i: int) -> bool:
        """Whether token `i` heads words for a letter."""
        mention = self.mentions.at(i)
        return (mention is not None and mention.kind == "Letter") or self.tree.tokens[i].lemma.lower() in _LETTERS

    # -- climbing --------------------------------------------------------------------------------------------------

    def _attach(self, time: TimeExpression) -> Attached:
        tree = self.tree
        stranded = self._stranded(time)
        nodes = [stranded if stranded >= 0 else _head(time, tree)]
        for _ in range(_FARTHEST):
            node = nodes[-1]
            up = tree.tokens[node].head
            if up == node or (len(nodes) > 1 and self._ends_clause(node)):
                break
            if self._describes(node, time):
                break
            if self._dates_letter(node, up, time):
                return Attached(time, (*nodes, up), up)
            if tree.tokens[node].dep == "acl" and tree.tokens[node].lemma in _WRITING:
                letter = self._letter_above(up)
                return Attached(time, (*nodes, letter), letter) if letter >= 0 else Attached(time, tuple(nodes))
            nodes.append(self._lower_clause(node, up))
        moved = self._reported(nodes[-1], time)
        if moved >= 0:
            nodes[-1] = moved
        subject = self._dated_subject(nodes[-1])
        return Attached(time, tuple(nodes), subject)

    def _stranded(self, time: TimeExpression) -> int:
        """The preposition of "In October museum director Ann Berg wrote", the month read as a name; else -1."""
        before = time.first - 1
        tree = self.tree
        if before < 0 or tree.tokens[before].pos != "ADP" or tree.children[before]:
            return -1
        return before if tree.tokens[_head(time, tree)].dep in ("compound", "nmod") else -1

    def _ends_clause(self, node: int) -> bool:
        """Whether `node` is the verb of a clause, and not an auxiliary, "according" or a participle that dates."""
        token = self.tree.tokens[node]
        if not self.tree.is_verb(node) or token.dep in ("aux", "auxpass"):
            return False
        return not (token.dep == "acl" and token.lemma in _DATING) and not self._introduces_entry(node)

    def _describes(self, node: int, time: TimeExpression) -> bool:
        """Whether `node` is a person's noun as subject or beside a name, and the time its own: "the mayor of 1931"."""
        token = self.tree.tokens[node]
        mention = self.mentions.at(node)
        if token.pos != "NOUN" or token.dep not in ("nsubj", "nsubjpass", "appos") or mention is None:
            return False
        return mention.kind == "Person" and node < time.first and not self._set_off(node, time)

    def _set_off(self, node: int, time: TimeExpression) -> bool:
        """Whether a comma parts the time's phrase from the noun: "met Karl Lind, a student, in 1931"."""
        return any(t.text == "," for t in self.tree.tokens[max(node + 1, time.first - 3) : time.first])

    def _introduces_entry(self, node: int) -> bool:
        """ "According to the entry for 2 May, he left": a diary's entry tells of its day."""
        tree = self.tree
        if tree.tokens[node].lemma.lower() not in ("according", "accord"):
            return False
        to = tree.child(node, "prep")
        return to >= 0 and any(tree.tokens[c].lemma == "entry" for c in tree.children[to])

    def _dates_letter(self, node: int, up: int, time: TimeExpression) -> bool:
        """Whether the time is the letter's own: "letter of 2 May", "letter dated 2 May", "the 1904 letter"."""
        token = self.tree.tokens[node]
        if not self.is_letter(up) or self.tree.is_verb(up) or time.first <= up < time.last:
            return False
        if token.dep == "acl":
            return token.lemma in _DATING
        if token.dep == "prep":
            return token.lemma in ("of", "from")
        return token.dep in ("poss", "compound", "amod", "nmod", "nummod", "appos", "npadvmod")

    def _letter_above(self, i: int) -> int:
        """The letter of "letters from her to her husband, written in 1911", however the parse takes it; else -1."""
        mention = self.mentions.at(i)
        if not self.is_letter(i) and (mention is None or mention.kind not in ("Person", "Group", "Organization")):
            return -1
        return self._letter_before(i + 1)

    def _letter_before(self, end: int) -> int:
        """The last letter of the sentence before token `end`, else -1."""
        first = max(self.tree.sentences[self.tree.sentence_of[end - 1]].first, end - _LETTER_REACH)
        return next((i for i in range(end - 1, first - 1, -1) if self._names_letter(i)), -1)

    def _names_letter(self, i: int) -> bool:
        mention = self.mentions.at(i)
        return mention is not None and mention.head == i and mention.form != "pronoun" and self.is_letter(i)

    def _lower_clause(self, node: int, up: int) -> int:
        """The verb of a relative clause between a noun and its time: "the cook, who told Karl, on Tuesday"."""
        if self.tree.is_verb(up) or node < up:
            return up
        verbs = [c for c in self.tree.children[up] if self.tree.tokens[c].dep == "relcl" and up < c < node]
        return verbs[-1] if verbs else up

    def _reported(self, verb: int, time: TimeExpression) -> int:
        """The reported verb where the parse hung its time on the verb of saying, else -1.

        "She met the envoy on Tuesday, the ministry said": the time stands before the speaker. "He notes that he saw
        her twice, in 1903": a present tense takes no past date.
        """
        tree = self.tree
        said = [c for c in tree.children[verb] if tree.tokens[c].dep == "ccomp" and c < time.first and tree.is_verb(c)]
        if not said:
            return -1
        speaker = tree.child(verb, "nsubj")
        behind = min(verb, speaker) if speaker >= 0 else verb
        if time.last <= behind:
            return said[0]
        present = tree.tokens[verb].tag in ("VBZ", "VBP") and tree.tokens[verb].lemma in _RECORDS
        return said[-1] if present and verb < said[-1] else -1

    def _dated_subject(self, verb: int) -> int:
        """The letter in "the letter is dated 2 May", "letters, most of them written in 1911"; else -1."""
        if self.tree.tokens[verb].lemma not in _DATING or not self.tree.is_verb(verb):
            return -1
        subject = self.tree.child(verb, "nsubjpass", "nsubj")
        token = self.tree.tokens[verb]
        bare = subject < 0 and self.tree.child(verb, "dobj") < 0
        if bare and token.dep in ("conj", "advcl") and token.lemma in _STAMPING:
            return self._letter_before(verb)  # "a letter to her, signed by Karl, and dated 2 May"
        if self._is_absolute(verb, subject):
            return self._letter_before(subject)
        if self.tree.tokens[subject].dep != "nsubjpass" and self.tree.tokens[verb].lemma != "date":
            return -1
        return subject if subject >= 0 and self.is_letter(subject) else -1

    def _is_absolute(self, verb: int, subject: int) -> bool:
        """Whether it is "most of them written in 1911", behind the letters."""
        tree = self.tree
        if subject < 1 or tree.tokens[verb].tag != "VBN" or tree.auxiliaries(verb):
            return False
        of = tree.child(subject, "prep")
        return of >= 0 and any(tree.tokens[c].text.lower() in ("them", "which") for c in tree.children[of])


def _entries(times: Sequence[TimeExpression], tree: Tree) -> list[tuple[int, str]]:
    """The date lines of a diary; other texts have one date line, and letters greet somebody behind theirs."""
    lines = [t for t in times if t.kind == "dateline" and t.anchored]
    greets = any(token.text in _GREETINGS for t in lines for token in tree.tokens[t.last : t.last + 6])
    return [(tree.sentence_of[t.first], t.value) for t in lines] if len(lines) > 1 and not greets else []


def _head(time: TimeExpression, tree: Tree) -> int:
    for i in range(time.first, time.last):
        if not time.first <= tree.tokens[i].head < time.last:
            return i
    return time.first
