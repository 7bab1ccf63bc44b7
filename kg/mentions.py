"""Mentions: every phrase of a document that refers to a person, body, group, place, letter or event.

Three forms: names (`kg.names`), descriptions (a common noun with what belongs to it: "her husband", "eight children",
"three of them") and pronouns. Types come from word lists, titles and appositions first and from entity labels last.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import chain

import msgspec

from kg.figures import figure
from kg.gazetteer import Gazetteer
from kg.model import Mention, Token
from kg.names import Name, find_names, in_order
from kg.noun_kinds import noun_kind
from kg.ontology import Ontology
from kg.syntax import Tree, end_of, first_of, in_possessive, of_complement

__all__ = ["Mentions", "find_mentions"]

_HEAD_DEPS = frozenset(
    """nsubj nsubjpass dobj pobj dative attr appos conj poss ROOT oprd npadvmod agent expl dep obj iobj nmod relcl
    ccomp advcl xcomp acl intj list parataxis""".split()
)
_PRONOUNS = {
    "i": ("", False, 1), "me": ("", False, 1), "my": ("", False, 1), "mine": ("", False, 1), "myself": ("", False, 1),
    "we": ("", True, 1), "us": ("", True, 1), "our": ("", True, 1), "ours": ("", True, 1), "ourselves": ("", True, 1),
    "you": ("", False, 2), "your": ("", False, 2), "yours": ("", False, 2),
    "he": ("m", False, 3), "him": ("m", False, 3), "his": ("m", False, 3), "himself": ("m", False, 3),
    "she": ("f", False, 3), "her": ("f", False, 3), "hers": ("f", False, 3), "herself": ("f", False, 3),
    "it": ("n", False, 3), "its": ("n", False, 3), "itself": ("n", False, 3),
    "they": ("", True, 3), "them": ("", True, 3), "their": ("", True, 3), "theirs": ("", True, 3),
    "themselves": ("", True, 3), "one": ("n", False, 3),
}  # fmt: skip
_QUANTIFIERS = frozenset("both some many several others all more most few dozens hundreds thousands none".split())
_COLLECTIVE_PAIRS = frozenset(["couple", "pair", "two", "neither"])
_PARTITIVES = frozenset(
    """copy draft copies version text page series number group bundle set part batch couple lot majority handful
    dozen packet sheaf stack wad bag""".split()
)
_PRESS = frozenset("editor publisher columnist correspondent reporter journalist issue number owner".split())
"""Of which a paper has one: "the editor of the Tribune", "Ambassador", "Guardian"."""
_VESSELS = frozenset(
    """ship steamship yacht schooner steamer barque brig liner ferry trawler frigate cruiser destroyer submarine tug
    boat lifeboat train locomotive""".split()
)
_PHASES = frozenset("start beginning end close middle eve time morning evening day night opening".split())
"""Parts of an occasion, which are that occasion: "half-time of the hockey final"."""
_MEASURES = frozenset(["DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"])
_DEFINITE = frozenset(["the", "this", "these", "that", "those", "both", "neither"])


class Mentions(msgspec.Struct, frozen=True):
    """The mentions of a document with a way in by token."""

    all: tuple[Mention, ...]
    by_token: dict[int, int]
    """Any token of a name, or the head of another mention -> mention id."""

    def at(self, token: int) -> Mention | None:
        """The mention that the phrase headed by `token` is."""
        found = self.by_token.get(token)
        return None if found is None else self.all[found]


def find_mentions(tree: Tree, text: str, ontology: Ontology, gazetteer: Gazetteer) -> Mentions:
    """All mentions in order of their first token; ids are indices."""
    finder = _Finder(tree, text, ontology, gazetteer)
    drafts = sorted(finder.find(), key=lambda m: (m.first, -m.last, m.head))
    by_head = {m.head: i for i, m in enumerate(drafts)}
    by_token: dict[int, int] = {}
    for i, mention in enumerate(drafts):
        if mention.form == "name":
            for token in range(mention.first, mention.last):
                by_token.setdefault(token, i)
    by_token.update(by_head)
    mentions = []
    for i, draft in enumerate(drafts):
        owner = tree.child(draft.head, "poss")
        if owner < 0 and draft.kinship and draft.form == "name":  # "his brother Karl Lind": apposed to "brother"
            owner = max(tree.child(i, "poss") for i in range(draft.first, draft.last))
        if owner < 0 and draft.kinship and draft.form == "description":  # "the wife of Karl Lind"
            owner = next((h for h in tree.arguments(draft.head).get("of", []) if h in by_token), -1)
        if owner < 0 and draft.kinship:
            owner = _who_has(tree, draft)
        possessor = by_token.get(tree.antecedent(owner), -1) if owner >= 0 else -1
        mentions.append(msgspec.structs.replace(draft, id=i, possessor=-1 if possessor == i else possessor))
    return Mentions(tuple(mentions), by_token)


def _who_has(tree: Tree, mention: Mention) -> int:
    """ "Karl Lind had two brothers": the subject, -1 where it has none of them."""
    token = tree.tokens[mention.head]
    verb = tree.tokens[token.head]
    determiner = tree.child(mention.head, "det")
    none = determiner >= 0 and tree.tokens[determiner].lemma.lower() in ("no", "any", "the")
    if token.dep != "dobj" or verb.lemma != "have" or none or tree.child(verb.i, "neg") >= 0:
        return -1
    return tree.child(verb.i, "nsubj")


class _Finder:
    """Collects the mentions of one document."""

    def __init__(self, tree: Tree, text: str, ontology: Ontology, gazetteer: Gazetteer) -> None:
        self.tree, self.text, self.ontology, self.gazetteer = tree, text, ontology, gazetteer
        self.taken: set[int] = set()

    def find(self) -> Iterator[Mention]:
        drafts = list(self._drafts())
        names = [m for m in drafts if m.form == "name"]
        capitalised = {word for m in names if not self._opens(m) for word in m.name.split()}
        spelt = {word.casefold() for m in names if not self._shouted(m) for word in m.name.split()}
        for mention in drafts:
            if self._shouted(mention) and spelt.isdisjoint(mention.name.casefold().split()):
                continue
            if (
                mention.form != "name"
                or not self._opens(mention)
                or self._certain(mention)
                or mention.name in capitalised
            ):
                yield mention

    def _shouted(self, mention: Mention) -> bool:
        """Whether a name stands in a headline all of whose words are in capitals: any word there may be none."""
        span = self.tree.sentences[self.tree.sentence_of[mention.first]]
        words = [t.text for t in self.tree.tokens[span.first : span.last] if t.text.isalpha()]
        return mention.form == "name" and len(words) > mention.last - mention.first and all(map(str.isupper, words))

    def _opens(self, mention: Mention) -> bool:
        """Whether a one-word name opens its sentence, where any word is capitalised."""
        opening = self.tree.sentences[self.tree.sentence_of[mention.first]].first
        lead = all(self.tree.tokens[i].pos == "PUNCT" for i in range(opening, mention.first))
        return lead and mention.last - mention.first == 1

    def _certain(self, mention: Mention) -> bool:
        """Whether something else than its capital says that a word is a name."""
        g, token = self.gazetteer, self.tree.tokens[mention.head]
        return (
            (bool(token.ent) and mention.name.lower() not in g.person_nouns)
            or mention.name in g.countries
            or mention.name in g.given_names
            or token.dep in ("nsubj", "nsubjpass", "poss")
        )

    def _drafts(self) -> Iterator[Mention]:
        g, o, tokens = self.gazetteer, self.ontology, self.tree.tokens
        found = [
            list(find_names(tokens, s.first, s.last, g, o.entity_labels, o.nouns)) for s in self.tree.sentences
        ]
        surnames = {
            tokens[name.last - 1].text
            for name in chain.from_iterable(found)
            if name.kind == "Person" and name.last - name.name_first > 1
        }
        surnames -= {t.text for t in tokens if t.text in g.countries and self._is_led(t)}
        for sentence, names in zip(self.tree.sentences, found, strict=True):
            for name in (self._as_surname(name, surnames) for name in names):
                if self._one_of_a_people(name):
                    continue
                mention = self._title_alone(name) if name.name_first == name.last else self._name(name)
                if mention is not None:
                    self.taken.update(range(mention.first, mention.last))
                    yield mention
            for i in range(sentence.first, sentence.last):
                if i not in self.taken:
                    other = self._pronoun(i) or self._description(i)
                    if other is not None:
                        yield other

    # -- names -----------------------------------------------------------------------------------------------

    def _name(self, name: Name) -> Mention | None:
        tokens = self.tree.tokens
        head = self._span_head(name.name_first, name.last)
        modifies = tokens[head].dep in ("compound", "amod", "nmod") and not self._inside(tokens[head].head, name)
        if modifies and name.kind in ("Place", "Group", "") and not name.title:
            return None  # "the Alaska meeting"
        return Mention(
            id=-1, first=name.first, last=name.last, head=head, form="name",
            kind=name.kind, other_kind=name.other_kind, name=self._called(name),
            titles=tuple(t for t in (*name.honorifics, name.title) if t), noun=name.noun, gender=name.gender,
            kinship=name.noun if name.noun in self.gazetteer.kinship else "",
            plural=tokens[head].tag == "NNPS" and name.kind == "Group", definite=True,
        )  # fmt: skip

    def _as_surname(self, name: Name, surnames: Container[str]) -> Name:
        """ "Olga Bishop wrote. Bishop met …": the last word of a full name is no title, place or body."""
        word = self.tree.tokens[name.first]
        if name.last - name.first > 1 or word.text not in surnames or self._is_led(word):
            return name
        return msgspec.structs.replace(name, name_first=name.first, title="", kind="Person", other_kind="")

    def _is_led(self, word: Token) -> bool:
        """ "the Bishop", "in Holland": behind these stands no surname."""
        before = self.tree.tokens[word.i - 1] if word.i else word
        return before.pos == "DET" or before.lemma in ("in", "at", "near")

    def _one_of_a_people(self, name: Name) -> bool:
        """ "a Jesuit", "a young Dane": a common noun in spite of its capital."""
        token = self.tree.tokens[name.first]
        alone = name.last - name.first == 1 and token.tag in ("NNP", "NN") and token.dep in _HEAD_DEPS
        article = self.tree.child(name.first, "det") if alone else -1
        known = token.text.lower() in self.gazetteer.person_nouns or token.text in self.gazetteer.demonyms
        number = self.tree.tokens[name.first - 1]
        if alone and not name.kind and name.first and number.tag == "CD" and number.head == name.first:
            return True  # "one Theban", unlike "In 1895 Theban left": what is counted is no name
        if alone and token.tag == "NN" and token.dep == "ROOT" and token.text.lower() in self.gazetteer.person_nouns:
            return True  # "Pedlar, later draper."
        return article >= 0 and known and self.tree.tokens[article].lemma.lower() in ("a", "an", "another")

    def _called(self, name: Name) -> str:
        """The name as one says it; a catalogue writes "HOLM (Anna)"."""
        words = [t.text for t in self.tree.tokens[name.name_first : name.last]]
        called = in_order(words)
        return self._line(name.name_first, name.last) if called == words else " ".join(called)

    @staticmethod
    def _inside(token: int, name: Name) -> bool:
        return name.first <= token < name.last

    def _span_head(self, first: int, last: int) -> int:
        """The token of a span that is governed from outside; the last one when there are several."""
        heads = [
            i
            for i in range(first, last)
            if not first <= self.tree.tokens[i].head < last or self.tree.tokens[i].head == i
        ]
        return heads[-1] if heads else last - 1

    def _title_alone(self, name: Name) -> Mention | None:
        """A capitalised office without a name: "the Prime Minister", "the King of Denmark"."""
        before = self.tree.tokens[max(0, name.first - 2) : name.first]
        above = self.tree.tokens[before[0].head].lemma.lower() if before else ""
        if [t.text.lower() for t in before] == ["of", "the"] and above in _PRESS:  # "the editor of the Tribune"
            return self._name(msgspec.structs.replace(name, name_first=name.first, title="", kind="Organization"))
        return self._description(self._span_head(name.first, name.last), title=name)

    # -- pronouns --------------------------------------------------------------------------------------------

    def _pronoun(self, i: int) -> Mention | None:
        token = self.tree.tokens[i]
        if token.tag not in ("PRP", "PRP$", "NN", "CD") or (token.tag in ("NN", "CD") and token.lemma != "one"):
            return None
        found = _PRONOUNS.get(token.text.lower())
        if found is None or (token.tag == "CD" and token.dep == "nummod"):
            return None
        gender, plural, person = found
        if token.lemma.lower().endswith(("self", "selves")) and self._stresses(i):
            return None
        if token.text.lower() == "one" and (token.tag != "NN" or self.tree.children[i]):
            return None
        return Mention(id=-1, first=i, last=i + 1, head=i, form="pronoun", gender=gender, plural=plural, person=person)

    def _stresses(self, i: int) -> bool:
        """ "the letters themselves came": the pronoun behind a noun stresses it and names nobody."""
        before = self.tree.tokens[i - 1] if i else self.tree.tokens[i]
        return self.tree.tokens[i].dep in ("nsubj", "nsubjpass", "appos") and before.pos in ("NOUN", "PROPN")

    # -- descriptions ----------------------------------------------------------------------------------------

    def _description(self, i: int, title: Name | None = None) -> Mention | None:
        token = self.tree.tokens[i]
        elected = token.dep == "oprd" and token.pos == "ADJ" and self.gazetteer.is_position(token.lemma)
        if token.pos in ("NUM", "DET", "ADJ", "PRON") and not elected:
            return self._quantity(i)
        if (
            (token.pos not in ("NOUN", "PROPN") and not elected)
            or token.dep not in _HEAD_DEPS
            or (token.ent in _MEASURES and not (token.lemma == "couple" and of_complement(self.tree, i) < 0))
            or not token.text[0].isalpha()
            or self._is_vessel(i)
        ):
            return None
        noun = self._compound(i)
        plural = token.tag in ("NNS", "NNPS") and not self._is_singular(token.text.lower())
        kind, other, gender = self._kind_of(noun, token.text, plural, governed=of_complement(self.tree, i) >= 0)
        if noun in _PARTITIVES or not kind:
            inner = of_complement(self.tree, i)
            if noun in _PARTITIVES and inner >= 0 and self.tree.tokens[inner].pos in ("NOUN", "PROPN"):
                base = self.tree.tokens[inner]
                kind, other, gender = self._kind_of(base.lemma.lower(), base.text, base.tag == "NNS")
                noun = base.lemma.lower() if kind else noun
            if noun in _PHASES and inner >= 0 and not kind:
                whole = self._kind_of(self.tree.tokens[inner].lemma.lower(), "", False)[0]
                kind = "Event" if whole == "Event" else ""
            if title is not None and not kind:
                kind, gender = "Person", ""
        first = first_of(self.tree, i) if title is None else min(title.first, first_of(self.tree, i))
        return self._describe(i, first, noun, kind, other, gender, plural)

    def _is_singular(self, word: str) -> bool:
        """ "fiancée", "hostess": singular by the word lists, whatever its tag."""
        kin = self.gazetteer.kinship.get(word)
        return (kin is not None and kin.number == "sg") or word in self.gazetteer.person_nouns

    def _is_vessel(self, i: int) -> bool:
        """ "the hospital ship Countess": a title that is the name of a ship."""
        before = self.tree.tokens[i - 1] if i else self.tree.tokens[i]
        named = self.tree.tokens[i].text[0].isupper() and before.text.islower()
        return named and before.head == i and before.dep == "compound" and before.lemma in _VESSELS

    def _compound(self, i: int) -> str:
        """Lemma of a head noun, with what a fixed phrase adds: "first lady", "prime minister"."""
        tokens = self.tree.tokens
        noun = tokens[i].lemma.lower()
        if i and tokens[i - 1].head == i:
            phrase = f"{tokens[i - 1].text.lower()} {noun}"
            if self.gazetteer.is_position(phrase):
                return phrase
        return noun

    def _describe(self, i: int, first: int, noun: str, kind: str, other: str, gender: str, plural: bool) -> Mention:
        tokens = self.tree.tokens
        last = end_of(self.tree, i)
        bare, definite = first, False
        while bare < i and (
            tokens[bare].dep in ("det", "poss", "predet")
            or tokens[bare].pos in ("DET", "PART")
            or (tokens[bare].pos == "ADV" and tokens[bare].head == i)  # "then consul at Turin"
            or tokens[bare].text == "later"  # "later governor of Tyrol"
            or in_possessive(self.tree, bare, i)
        ):
            definite = (
                definite
                or tokens[bare].text.lower() in _DEFINITE
                or tokens[bare].dep == "poss"
                or in_possessive(self.tree, bare, i)
            )
            bare += 1
        count = self._count(i)
        kin = self.gazetteer.kinship.get(noun)
        return Mention(
            id=-1, first=first, last=last, head=i, form="description", kind=kind, other_kind=other,
            name=self._line(bare, last), noun=noun, gender=gender, plural=plural, count=count,
            kinship=noun if kin is not None else "", definite=definite,
        )  # fmt: skip

    def _quantity(self, i: int) -> Mention | None:
        """ "three of them", "both", "the other five", "the elder"."""
        token = self.tree.tokens[i]
        if token.dep not in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "attr") or token.ent in (
            "DATE",
            "TIME",
            "MONEY",
            "PERCENT",
        ):
            return None
        lower = token.text.lower()
        verb = self.tree.governing_verb(i) if lower == "either" else -1
        none = verb >= 0 and self.tree.child(verb, "neg") >= 0  # "did not write to either of the two"
        if not (token.pos == "NUM" or none or lower in _QUANTIFIERS or lower in _COLLECTIVE_PAIRS):
            return None
        if token.pos == "NUM" and token.text[0].isdigit() and len(token.text) == 4 and token.text.isdigit():
            return None  # a year
        if token.pos == "NUM" and token.dep == "appos" and self.tree.tokens[token.head].pos == "PROPN":
            return None  # an age
        first = first_of(self.tree, i)
        definite = self.tree.tokens[first].text.lower() in _DEFINITE
        bare = first + 1 if definite and first < i else first
        inner = of_complement(self.tree, i)
        kind = "Group"
        if inner >= 0 and self.tree.tokens[inner].pos == "NOUN":
            base = self.tree.tokens[inner]
            kind = self._kind_of(base.lemma.lower(), base.text, True)[0]
        if lower == "one":
            kind = {"Group": "Person"}.get(kind, kind) if inner >= 0 else ""
        return Mention(
            id=-1, first=first, last=end_of(self.tree, i), head=i, form="description", kind=kind,
            name=self._line(bare, end_of(self.tree, i)),
            noun=lower, plural=lower != "one", definite=definite,
            count="" if lower == "one" or self.tree.child(i, "quantmod") >= 0 else figure(token.text),
        )  # fmt: skip

    def _kind_of(self, noun: str, text: str, plural: bool, governed: bool = False) -> tuple[str, str, str]:
        return noun_kind(noun, text, plural, governed, self.ontology, self.gazetteer)

    # -- words -----------------------------------------------------------------------------------------------

    def _count(self, i: int) -> str:
        for c in self.tree.children[i]:
            token = self.tree.tokens[c]
            if token.dep == "nummod" and not any(
                self.tree.tokens[q].dep in ("quantmod", "advmod") for q in self.tree.children[c]
            ):
                return figure("".join(self.tree.tokens[q].text for q in (*self.tree.children[c], c)))  # "twenty-one"
        return ""

    def _line(self, first: int, last: int) -> str:
        if first >= last:
            return ""
        return " ".join(self.text[self.tree.tokens[first].start : self.tree.tokens[last - 1].end].split())
