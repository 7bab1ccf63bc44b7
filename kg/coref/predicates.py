"""Offices and descriptions that a clause gives to somebody: predicates, "as" phrases, posts held and left."""

from __future__ import annotations

from collections.abc import Iterator

from kg.coref.equation import Equation, agree
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["predicate", "rank", "specified", "tenure"]

_COPULAS = frozenset(["be", "become", "remain", "stay"])
_APPOINTING = frozenset(
    """name appoint elect make crown ordain proclaim choose nominate call declare promote create gazette
    commission consecrate""".split()
)
_AS_VERBS = frozenset(
    """serve act work take resign retire step appoint elect swear begin start end succeed return continue hire
    choose install name pick select engage employ""".split()
)
_HIRING = frozenset("hire install pick select engage employ".split())
"""Of these, too, the object is what stands behind "as"."""
_HEIRS = frozenset(["successor", "predecessor"])
_SUCCEEDING = frozenset(["succeed", "replace"])
"""Verbs of one holder of an office behind another: both were "mayor" when one "was succeeded as mayor"."""
_TENURES = frozenset(
    "term time year work career role capacity position post job tenure stint spell period service reign day".split()
)
"""Nouns whose possessor is what follows "as": "in her capacity as treasurer"."""
_POSTS = frozenset("post office rank position job dignity".split())
_FILLING = frozenset("hold fill occupy take assume accept resign leave keep".split())
_DECLINING = frozenset(["decline", "refuse", "reject", "spurn", "turn down", "offer"])
"""Verbs of posts that somebody may or may not have taken up: the noun tells nothing of who he is."""
_PROPOSING = frozenset(
    """consider|reject|refuse|propose|suggest|recommend|tout|tip|pass over|turn down|put forward""".split("|")
)
"""Verbs after which somebody may or may not have become what stands behind "as"."""
_CONSIDERING = frozenset(["consider", "pass", "reject"])
_RAISING = frozenset("promote elevate raise appoint elect name".split())


def predicate(tree: Tree, mentions: Mentions, mention: Mention) -> Iterator[Equation]:
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
        if tree.tokens[verb].pos == "PROPN" and tree.tokens[verb].dep == "dobj":
            verb = tree.tokens[verb].head  # names take no complement: "succeeded Karl Lind as mayor"
        fronted = tree.tokens[up].i < verb and tree.tokens[up].i == tree.sentences[tree.sentence_of[up]].first
        bare = tree.tokens[mention.first].lemma.lower() in ("a", "an") or mention.first == mention.head
        if tree.is_verb(verb) and (tree.tokens[verb].lemma in _AS_VERBS or fronted or bare):
            if _lemma(tree, verb) in _PROPOSING and not fronted:  # but "As mayor, she proposed a bridge"
                yield from _bearer(tree, mentions, mention, verb, "offer", "object")
                return
            yield from _bearer(tree, mentions, mention, verb, "as")
            yield from _succeeded(tree, mentions, mention, verb)


def specified(tree: Tree, mentions: Mentions, name: Mention) -> Iterator[Equation]:
    """ "The friend was Karl Lind": who it was, told behind the verb (a specificational clause, Higgins 1979)."""
    named = tree.tokens[name.head]
    named = tree.tokens[named.head] if named.dep == "appos" else named  # "was the cooper Karl Lind"
    verb = named.head
    if named.dep != "attr" or tree.tokens[verb].lemma != "be" or name.kind != "Person":
        return
    for head in tree.arguments(verb).get("subject", [])[:1]:
        other = mentions.at(head)
        described = other is not None and other.form == "description" and other.kind == "Person" and other.definite
        if other is not None and described and not other.plural and agree(other, name):
            yield Equation(other.id, name.id, "predicate", verb)


def rank(tree: Tree, mentions: Mentions, mention: Mention) -> Iterator[Equation]:
    """ "was promoted to captain", "was appointed to the post of director", "held the office of consul".

    What was only offered ("declined the post of director") is of the kind `offer`.
    """
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
        if post.dep == "dobj" and _lemma(tree, verb) in _DECLINING:
            position = "indirect" if tree.tokens[verb].lemma == "offer" else "subject"
            yield from _bearer(tree, mentions, mention, verb, "offer", position)
            return
        preposition = post.head
        considered = tree.tokens[verb].lemma in _CONSIDERING and tree.is_passive(verb)
        if tree.tokens[preposition].lemma == "for" and considered:
            yield from _bearer(tree, mentions, mention, verb, "offer", "object")
            return
    if tree.tokens[preposition].lemma == "to" and tree.is_verb(verb) and tree.tokens[verb].lemma in _RAISING:
        yield from _bearer(tree, mentions, mention, verb, "predicate", "object")


def _lemma(tree: Tree, verb: int) -> str:
    particle = tree.child(verb, "prt")
    return f"{tree.tokens[verb].lemma} {tree.tokens[particle].lemma}" if particle >= 0 else tree.tokens[verb].lemma


def _succeeded(tree: Tree, mentions: Mentions, mention: Mention, verb: int) -> Iterator[Equation]:
    """ "Anna Berg succeeded Karl Lind as mayor": he was it too."""
    if tree.tokens[verb].lemma in _SUCCEEDING:
        for head in tree.arguments(verb).get("object", [])[:1]:
            bearer = mentions.at(head)
            if bearer is not None and bearer.kind in ("Person", "") and not bearer.plural:
                yield Equation(mention.id, bearer.id, "as", -1)


def tenure(tree: Tree, mentions: Mentions, mention: Mention) -> Iterator[Equation]:
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
        chosen = lemma in _APPOINTING | _HIRING or (by == "as" and tree.is_passive(verb) and lemma not in _SUCCEEDING)
        position = "object" if chosen else "subject"
    bearers = arguments.get(position, [])
    if len(bearers) > 1 and _is_one_of_several(tree, mention):
        return
    for head in bearers[:1]:
        bearer = mentions.at(head)
        if bearer is not None and bearer.kind in ("Person", "", "Organization") and not bearer.plural:
            yield Equation(mention.id, bearer.id, by, verb)


def _is_one_of_several(tree: Tree, mention: Mention) -> bool:
    """ "Karl and Ida were husband and wife": each is one of the two, and which is which the clause leaves open."""
    return len(tree.conjuncts(tree.first_conjunct(mention.head))) > 1
