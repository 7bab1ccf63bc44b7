"""What the syntax equates: appositions, predicates and "named" phrases."""

from __future__ import annotations

from collections.abc import Iterator

from kg.mentions import Mentions
from kg.model import Mention, Record
from kg.syntax import Tree

__all__ = ["Equation", "find_equations"]

_COPULAS = frozenset(["be", "become", "remain", "stay"])
_APPOINTING = frozenset(
    """name appoint elect make crown ordain proclaim choose nominate call declare promote create gazette
    commission consecrate""".split()
)
_AS_VERBS = frozenset(
    """serve act work take resign retire step appoint elect swear begin start end succeed return continue hire
    choose install""".split()
)
_TIMES = frozenset(
    """then now later afterwards afterward subsequently formerly previously once still already currently lately
    sometime meanwhile also today""".split()
)
"""Adverbs before an office in apposition: "Karl Lind, then consul at Turin"."""
_HEIRS = frozenset(["successor", "predecessor"])
_TENURES = frozenset(
    "term time year work career role capacity position post job tenure stint spell period service reign day".split()
)
"""Nouns whose possessor is what follows "as": "in her capacity as treasurer"."""
_POSTS = frozenset("post office rank position job dignity".split())
_FILLING = frozenset("hold fill occupy take assume resign leave keep".split())
_RAISING = frozenset("promote elevate raise appoint elect name".split())
_STOP = frozenset([",", ".", ";", ":", ")", "—", "–", "-", "”", '"', "(", "?", "!"])
_FIRMS = frozenset("firm company partnership publisher printer house shop bank".split())
"""Nouns whose "of" leads to their name."""


class Equation(Record, frozen=True, gc=False):
    """A description that the text applies to another mention."""

    description: int
    """Mention id."""
    bearer: int
    """Mention id of whom it describes."""
    by: str
    """`apposition`, `predicate` or `as`."""
    verb: int
    """Token of the verb for predicates, -1 for appositions and nouns ("her successor as keeper")."""

    def of(self, description: int) -> Equation:
        """The same said by another description."""
        return Equation(description, self.bearer, self.by, self.verb)


def find_equations(tree: Tree, mentions: Mentions) -> tuple[Equation, ...]:
    """All equations, in order of the description."""
    found: dict[tuple[int, int], Equation] = {}
    for mention in mentions.all:
        for equation in _of(tree, mentions, mention):
            if equation.description != equation.bearer:
                found.setdefault((equation.description, equation.bearer), equation)
    for equation in tuple(found.values()):
        for other in _double(tree, mentions, mentions.all[equation.description]):
            found.setdefault((other.id, equation.bearer), equation.of(other.id))
    return tuple(found[key] for key in sorted(found))


def _of(tree: Tree, mentions: Mentions, mention: Mention) -> Iterator[Equation]:
    if mention.form == "pronoun":
        return
    token = tree.tokens[mention.head]
    if token.dep == "appos":
        other = mentions.at(token.head)
        if other is mention and tree.tokens[token.head].dep == "appos":
            other = mentions.at(tree.tokens[token.head].head)  # "her husband, the surgeon Karl Lind"
        if (
            other is not None
            and other.id != mention.id
            and _side_by_side(tree, mention, other)
            and not _speaks(tree, mention)
            and not (mention.kinship and _where_at_all(tree, other))
            and tree.tokens[mention.first].tag != "WP$"  # "Karl Lind, whose widow, …": somebody else
        ):
            yield from _apposition(mention, _named_for(tree, mentions, other) or other)
    if mention.form == "name":
        yield from _specified(tree, mentions, mention)
    if mention.form == "description":
        yield from _adjacent(tree, mentions, mention)
        yield from _named(tree, mentions, mention)
        yield from _predicate(tree, mentions, mention)
        yield from _tenure(tree, mentions, mention)
        yield from _rank(tree, mentions, mention)
        yield from _fragment(tree, mentions, mention)
        yield from _family(tree, mentions, mention)
        yield from _firm(tree, mentions, mention)


def _speaks(tree: Tree, mention: Mention) -> bool:
    """ "… wrote to her, a spokeswoman said": a phrase right before a finite verb is its subject, no apposition."""
    end = _phrase_end(tree, mention)
    return mention.form == "description" and end < len(tree.tokens) and tree.tokens[end].tag in ("VBD", "VBZ", "VBP")


def _side_by_side(tree: Tree, a: Mention, b: Mention) -> bool:
    """Only punctuation, an age, years of life and complements of either phrase stand between the two."""
    left, right = (a, b) if a.first < b.first else (b, a)
    start = right.first
    if tree.tokens[right.head].dep == "appos":
        start = min([start, *(tree.subtree(c)[0] for c in tree.children[right.head] if _sets_scene(tree, c, right))])
        noun = tree.tokens[right.head].head
        start = min(start, tree.subtree(noun)[0]) if right.first <= noun < right.head else start
    between = range(min(_phrase_end(tree, left), right.first), start)
    if any(tree.tokens[i].text == ";" for i in between):
        return False
    return all(tree.tokens[i].pos in ("PUNCT", "SYM", "NUM") or tree.tokens[i].lemma in _TIMES for i in between)


def _sets_scene(tree: Tree, c: int, mention: Mention) -> bool:
    """ "at that time the bursar", "for thirty years first secretary": a phrase, but neither a clause nor a "not"."""
    if c > mention.head or tree.tokens[c].dep != "prep" or tree.tokens[c].lemma == "without":
        return False
    return not any(tree.is_verb(i) for i in range(*tree.subtree(c)))


def _apposition(mention: Mention, other: Mention) -> Iterator[Equation]:
    if mention.plural != other.plural or mention.count or other.count:
        return
    if not _agree(mention, other) or _named_already(mention, other) or _named_already(other, mention):
        return
    if mention.form == "description":
        yield Equation(mention.id, other.id, "apposition", -1)
    elif other.form == "description":
        yield Equation(other.id, mention.id, "apposition", -1)


def _named_already(description: Mention, name: Mention) -> bool:
    """ "the firm of Lind, Graz": a firm that its phrase has named is not named once more by what follows."""
    named = any(word[:1].isupper() for word in description.name.split())
    return description.noun in _FIRMS and named and name.form == "name"


def _firm(tree: Tree, mentions: Mentions, mention: Mention) -> Iterator[Equation]:
    """ "the firm of Lind": an appositive "of", what stands behind it is the firm."""
    for head in tree.arguments(mention.head).get("of", [])[:1]:
        name = mentions.at(head)
        if mention.noun not in _FIRMS or not mention.definite or name is None or name.form != "name":
            return
        if name.kind != "Person":
            yield Equation(mention.id, name.id, "apposition", -1)


def _agree(a: Mention, b: Mention) -> bool:
    """Whether two phrases can be one thing by their kinds."""
    if a.form == b.form == "name":
        return False
    if not a.kind or not b.kind:
        description, other = (a, b) if a.form == "description" else (b, a)
        return bool(description.kind) or (other.kind == "Person" and bool(other.gender or other.titles))
    if a.kind == b.kind or a.kind in (b.other_kind,) or b.kind in (a.other_kind,):
        return True
    description, name = (a, b) if a.form == "description" else (b, a)
    # The entity label of a bare name is weak against a noun that says what it is.
    return (
        name.form == "name"
        and not name.titles
        and not name.gender
        and description.kind in ("Person", "Organization")
        and not name.other_kind
    )


def _adjacent(tree: Tree, mentions: Mentions, mention: Mention) -> Iterator[Equation]:
    """ "the lawyer, Daniel Otieno," and "Otieno, the lawyer,": commas on both sides, whatever the parse says."""
    tokens = tree.tokens
    if mention.plural or mention.kind not in ("Person", "Organization") or mention.count:
        return
    end = _phrase_end(tree, mention)
    if end + 1 < len(tokens) and tokens[end].text == "," and tree.sentence_of[end] == tree.sentence_of[mention.head]:
        start = end + 1 if tokens[end + 1].pos != "DET" or end + 2 >= len(tokens) else end + 2
        name = mentions.at(start)
        fits = name is not None and name.form == "name" and name.first == start and _agree(mention, name)
        if name is not None and fits and not _named_already(mention, name):
            behind = tokens[name.last] if name.last < len(tokens) else None
            if (behind is None or behind.text in _STOP) and _introduces(tree, mention):
                yield Equation(mention.id, name.id, "apposition", -1)
    before = mention.first - 1
    if tokens[mention.first].tag == "WP$":
        return
    if before > 0 and tokens[before].text == "," and tree.sentence_of[before] == tree.sentence_of[mention.head]:
        name = _named_for(tree, mentions, mentions.at(before - 1))
        behind = tokens[end] if end < len(tokens) else None
        if (
            name is not None and name.form == "name" and _agree(mention, name) and not _where(tree, name)
            and (behind is None or behind.text in _STOP or tree.sentence_of[end] != tree.sentence_of[mention.head])
            and tokens[mention.head].dep not in ("nsubj", "nsubjpass", "dobj", "pobj", "conj")
        ):  # fmt: skip
            yield Equation(mention.id, name.id, "apposition", -1)


def _where(tree: Tree, name: Mention) -> bool:
    """ "consul at Graz, later governor": the name says where, and nothing else is said of it."""
    token = tree.tokens[name.head]
    return token.dep == "pobj" and name.kind == "Place" and tree.tokens[token.head].lemma.lower() in ("at", "in")


def _named_for(tree: Tree, mentions: Mentions, name: Mention | None) -> Mention | None:
    """The person whom a name before a comma ends: "Ola Berg of Holm, minister for works"."""
    if name is None or name.form != "name" or (name.kind == "Person" and " " in name.name):
        return name
    preposition = tree.tokens[name.head].head
    outer = mentions.at(tree.tokens[preposition].head) if tree.tokens[name.head].dep == "pobj" else None
    near = outer is not None and outer.form == "name" and outer.last == preposition and outer.kind == "Person"
    return outer if near else name


def _double(tree: Tree, mentions: Mentions, mention: Mention) -> Iterator[Mention]:
    """ "its founder and chairman": a second noun without an article of its own tells more of the same person."""
    head = tree.tokens[mention.head].head if tree.tokens[mention.head].dep == "conj" else mention.head
    for i in (head, *(c for c in tree.children[head] if tree.tokens[c].dep == "conj")):
        other = mentions.at(i)
        if other is None or other.form != "description" or other.id == mention.id or other.kind != "Person":
            continue
        second = max(other, mention, key=lambda m: m.head)
        before = tree.tokens[second.first - 1]
        bare = tree.child(second.head, "det", "poss") < 0 and not other.plural
        if bare and before.lemma == "and" and before.head == head and tree.tokens[before.i - 1].text != ",":
            yield other


def _introduces(tree: Tree, mention: Mention) -> bool:
    """A definite or possessed description can introduce a name; "a lawyer, Daniel Otieno, said" can too."""
    return mention.definite or tree.tokens[mention.first].lemma.lower() in ("a", "an") or mention.first == mention.head


def _phrase_end(tree: Tree, mention: Mention) -> int:
    """End of the description with its complements: "the ambassador to Tunisia", "a person with knowledge of it"."""
    end = mention.last
    for c in tree.children[mention.head]:
        if c > mention.head and tree.tokens[c].dep == "prep" and c == end:
            last = tree.subtree(c)[1]
            comma = next((i for i in range(c, last) if tree.tokens[i].text == ","), last)
            end = max(end, comma)
    return end


def _named(tree: Tree, mentions: Mentions, mention: Mention) -> Iterator[Equation]:
    """ "an officer named Chantel"."""
    for c in tree.children[mention.head]:
        if tree.tokens[c].lemma in ("name", "call") and tree.tokens[c].tag == "VBN":
            for name_head in (tree.child(c, "oprd", "dobj", "attr"), c + 1):
                name = mentions.at(name_head) if 0 <= name_head < len(tree.tokens) else None
                if name is not None and name.form == "name":
                    yield Equation(mention.id, name.id, "apposition", -1)
                    return


def _fragment(tree: Tree, mentions: Mentions, mention: Mention) -> Iterator[Equation]:
    """ "Karl Lind, b. Lund 1874. Pedlar, later draper.": entries of a register name a person, then tell the trade."""
    number = tree.sentence_of[mention.head]
    sentence = tree.sentences[number]
    bare = mention.first == mention.head == sentence.first and mention.kind == "Person" and not mention.plural
    if not bare or not number or tree.tokens[mention.head].dep != "ROOT":
        return
    entry = tree.sentences[number - 1]
    name = mentions.at(entry.first)
    named = name is not None and name.form == "name" and name.kind == "Person" and " " in name.name
    if named and not any(tree.is_verb(i) for i in range(entry.first, sentence.last)):
        yield Equation(mention.id, mentions.by_token[entry.first], "apposition", -1)


def _where_at_all(tree: Tree, name: Mention) -> bool:
    """ "came from Graz, the daughter of a clockmaker": a place behind a preposition is nobody's daughter."""
    return tree.tokens[name.head].dep == "pobj" and name.kind == "Place"


def _family(tree: Tree, mentions: Mentions, mention: Mention) -> Iterator[Equation]:
    """ "Anna Berg was born at Graz in 1870, the daughter of a clockmaker": said of the subject, across the clause."""
    token = tree.tokens[mention.head]
    verb = tree.governing_verb(mention.head)
    behind = mention.first > 0 and tree.tokens[mention.first - 1].text == ","
    if not mention.kinship or mention.plural or token.dep != "appos" or verb < 0 or not behind:
        return
    subject = tree.surface_subject(verb)
    bearer = mentions.at(subject) if 0 <= subject < verb < mention.first else None
    of = tree.arguments(mention.head).get("of", [])
    if bearer is None or not of or bearer.plural or bearer.kind not in ("Person", "") or bearer.person != 3:
        return
    other = mentions.at(token.head)
    beside = other is not None and other is not bearer and other.kind in ("Person", "Group", "Organization", "")
    if not beside and (not mention.gender or bearer.gender in (mention.gender, "")):
        yield Equation(mention.id, bearer.id, "predicate", verb)


def _predicate(tree: Tree, mentions: Mentions, mention: Mention) -> Iterator[Equation]:
    """ "He was consul", "she became president", "was elected mayor", "served as deputy minister"."""
    head = tree.first_conjunct(mention.head)
    if tree.tokens[head].ent == "DATE" and tree.child(mention.head, "det") < 0:
        head = mention.head  # "was consul from 1802 to 1807 and envoy from 1815": read as one more year
    token = tree.tokens[head]
    up = token.head if tree.tokens[token.head].ent != "DATE" else tree.governing_verb(token.head)
    if up in (head, -1) or mention.plural:
        return
    first = tree.child(up, "attr", "oprd", "dobj") if token.dep == "conj" and tree.is_verb(up) else -1
    second = 0 <= first < head  # "was consul and, later, minister", "was made consul in 1833 and governor in 1844"
    if (token.dep in ("attr", "oprd", "xcomp", "acomp") or second) and tree.is_verb(up):
        lemma = tree.tokens[up].lemma
        if lemma in _COPULAS or lemma in _APPOINTING:
            yield from _bearer(tree, mentions, mention, up, "predicate")
    elif (
        token.dep == "dobj"
        and tree.is_verb(up)
        and tree.tokens[up].lemma in _APPOINTING | _COPULAS
        and tree.is_passive(up)
    ):
        position = "indirect" if tree.arguments(up).get("indirect") else ""  # "was promoted captain"
        yield from _bearer(tree, mentions, mention, up, "predicate", position)
    elif token.dep == "pobj" and tree.tokens[up].lemma.lower() == "as":
        verb = tree.tokens[up].head if tree.tokens[up].dep != "conj" else tree.governing_verb(up)  # "and as envoy"
        fronted = tree.tokens[up].i < verb and tree.tokens[up].i == tree.sentences[tree.sentence_of[up]].first
        bare = tree.tokens[mention.first].lemma.lower() in ("a", "an") or mention.first == mention.head
        if tree.is_verb(verb) and (tree.tokens[verb].lemma in _AS_VERBS or fronted or bare):
            yield from _bearer(tree, mentions, mention, verb, "as")
            yield from _succeeded(tree, mentions, mention, verb)


def _specified(tree: Tree, mentions: Mentions, name: Mention) -> Iterator[Equation]:
    """ "The friend was Karl Lind": who it was, told behind the verb (a specificational clause, Higgins 1979)."""
    verb = tree.tokens[name.head].head
    if tree.tokens[name.head].dep != "attr" or tree.tokens[verb].lemma != "be" or name.kind != "Person":
        return
    for head in tree.arguments(verb).get("subject", [])[:1]:
        other = mentions.at(head)
        described = other is not None and other.form == "description" and other.kind == "Person" and other.definite
        if other is not None and described and not other.plural and _agree(other, name):
            yield Equation(other.id, name.id, "predicate", verb)


def _rank(tree: Tree, mentions: Mentions, mention: Mention) -> Iterator[Equation]:
    """ "was promoted to captain", "was appointed to the post of director", "held the office of consul"."""
    preposition = tree.tokens[mention.head].head
    if mention.plural or tree.tokens[mention.head].dep != "pobj":
        return
    of = tree.tokens[preposition]
    verb = of.head
    if of.lemma == "of" and tree.tokens[verb].lemma in _POSTS:
        post = tree.tokens[verb]
        verb = post.head if post.dep == "dobj" else tree.tokens[post.head].head
        if post.dep == "dobj" and tree.tokens[verb].lemma in _FILLING:
            yield from _bearer(tree, mentions, mention, verb, "predicate")
            return
        preposition = post.head
    if tree.tokens[preposition].lemma == "to" and tree.is_verb(verb) and tree.tokens[verb].lemma in _RAISING:
        yield from _bearer(tree, mentions, mention, verb, "predicate", "object")


def _succeeded(tree: Tree, mentions: Mentions, mention: Mention, verb: int) -> Iterator[Equation]:
    """ "Anna Berg succeeded Karl Lind as mayor": he was it too."""
    if tree.tokens[verb].lemma in ("succeed", "replace"):
        for head in tree.arguments(verb).get("object", [])[:1]:
            bearer = mentions.at(head)
            if bearer is not None and bearer.kind in ("Person", "") and not bearer.plural:
                yield Equation(mention.id, bearer.id, "as", -1)


def _tenure(tree: Tree, mentions: Mentions, mention: Mention) -> Iterator[Equation]:
    """ "Mina Khan, her successor as keeper", "in his time as consul"."""
    head = tree.first_conjunct(mention.head)
    preposition = tree.tokens[head].head
    if mention.plural or tree.tokens[head].dep != "pobj" or tree.tokens[preposition].lemma.lower() != "as":
        return
    noun = tree.tokens[tree.tokens[preposition].head]
    if noun.lemma in _HEIRS:
        bearer = mentions.at(noun.i)
    elif noun.lemma in _TENURES:
        bearer = mentions.at(tree.child(noun.i, "poss"))
    else:
        return
    if bearer is not None and bearer.kind in ("Person", "") and not bearer.plural:
        yield Equation(mention.id, bearer.id, "as", -1)


def _bearer(
    tree: Tree, mentions: Mentions, mention: Mention, verb: int, by: str, position: str = ""
) -> Iterator[Equation]:
    arguments = tree.arguments(verb)
    lemma = tree.tokens[verb].lemma
    if not position:
        position = "object" if lemma in _APPOINTING or (by == "as" and tree.is_passive(verb)) else "subject"
    for head in arguments.get(position, [])[:1]:
        bearer = mentions.at(head)
        if bearer is not None and bearer.kind in ("Person", "", "Organization") and not bearer.plural:
            yield Equation(mention.id, bearer.id, by, verb)
