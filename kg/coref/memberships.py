"""Names that one noun in the plural stands for: "two sisters from Lund, Ada and Ida Holm", "Ada and Ida, twins"."""

from __future__ import annotations

from kg.gazetteer import Gazetteer
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["named_members"]

_SEVERAL = frozenset("couple pair duo trio two three four five".split())
_COUNTS = {"couple": 2, "pair": 2, "duo": 2, "trio": 3, "twins": 2, "spouses": 2, "newlyweds": 2}
_OPEN = frozenset([",", ":", "—", "–", "("])
_CLOSE = frozenset([",", ".", ";", ":", "—", "–", ")", "!", "?", "”", '"'])
_LONGEST = 8
"""Names in one list."""


def named_members(tree: Tree, mentions: Mentions, mention: Mention, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The persons whom the text names beside a description of several, or of whom it is said; none when unsure."""
    if mention.form != "description" or not _of_several(mention, tree, gazetteer):
        return ()
    found = _behind(tree, mentions, mention) or _before(tree, mentions, mention) or _subjects(tree, mentions, mention)
    count = mention.count or str(_COUNTS.get(tree.tokens[mention.head].text.lower(), ""))
    persons = all(m.form == "name" and m.kind in ("Person", "") and not m.plural for m in found)
    return found if len(found) > 1 and persons and count in ("", str(len(found))) else ()


def _of_several(mention: Mention, tree: Tree, gazetteer: Gazetteer) -> bool:
    """Whether a description speaks of several persons: "sisters", "a couple", "both teachers"."""
    if mention.kind not in ("Person", "Group"):
        return False
    known = mention.noun in gazetteer.person_nouns or bool(mention.kinship)
    return mention.noun in _SEVERAL or (mention.plural and known and tree.tokens[mention.head].tag in ("NNS", "NNPS"))


def _behind(tree: Tree, mentions: Mentions, mention: Mention) -> tuple[Mention, ...]:
    """ "a couple from Lund, Ada and Karl Holm, …"."""
    at = _end(tree, mention)
    sentence = tree.sentences[tree.sentence_of[mention.head]]
    if at < sentence.last and tree.tokens[at].text in _OPEN:
        at += 1
    elif at != mention.last:
        return ()
    names: list[Mention] = []
    closed = False
    while at < sentence.last and len(names) < _LONGEST:
        name = mentions.at(at)
        if name is None or name.form != "name" or name.first != at:
            return ()
        names.append(name)
        at = _behind_age(tree, name.last)
        if closed:
            break
        if at < sentence.last and tree.tokens[at].text == ",":
            at += 1
        if at < sentence.last and tree.tokens[at].lemma == "and":
            at, closed = at + 1, True
    verb = at < sentence.last and tree.tokens[at].pos in ("VERB", "AUX")
    ends = at >= sentence.last or verb or tree.tokens[at].text in _CLOSE
    return tuple(names) if closed and ends else ()


def _behind_age(tree: Tree, at: int) -> int:
    """Behind ", 34" or "(34)"."""
    tokens = tree.tokens
    if at + 1 < len(tokens) and tokens[at].text in (",", "(") and tokens[at + 1].text.isdigit():
        at += 2
        return at + 1 if at < len(tokens) and tokens[at].text == ")" else at
    return at


def _before(tree: Tree, mentions: Mentions, mention: Mention) -> tuple[Mention, ...]:
    """ "Ada and Ida Holm, sisters from Lund, …"."""
    tokens, end = tree.tokens, _end(tree, mention)
    sentence = tree.sentences[tree.sentence_of[mention.head]]
    if mention.first - 1 <= sentence.first or tokens[mention.first - 1].text != ",":
        return ()
    behind = tokens[end + 1] if end + 1 < sentence.last else None
    if end < sentence.last and tokens[end].text not in _CLOSE and tokens[end].tag not in ("WP", "WDT"):
        return ()
    listed = behind is not None and behind.pos in ("NOUN", "PROPN", "ADJ")
    if end < sentence.last and tokens[end].text == "," and listed:
        return ()  # one of a list of things
    at = mention.first - 2
    if tokens[at].text.isdigit() and tokens[at - 1].text == ",":
        at -= 2
    names: list[Mention] = []
    while at >= sentence.first and len(names) < _LONGEST:
        name = mentions.at(at)
        if name is None or name.form != "name" or name.last != at + 1:
            break
        names.insert(0, name)
        at = name.first - 1
        joint = tokens[at].lemma == "and" if len(names) == 1 else tokens[at].text == ","
        if at <= sentence.first or not joint:
            break
        at -= 2 if tokens[at].lemma == "and" and tokens[at - 1].text == "," else 1
    return tuple(names) if len(names) > 1 else ()


def _subjects(tree: Tree, mentions: Mentions, mention: Mention) -> tuple[Mention, ...]:
    """ "Ada and Ida Holm are sisters", "Ada and Ida Holm, who are sisters"."""
    token = tree.tokens[mention.head]
    verb = tree.tokens[token.head]
    if token.dep != "attr" or verb.lemma not in ("be", "become") or tree.child(verb.i, "neg") >= 0:
        return ()
    if mention.possessor >= 0 or mention.definite:
        return ()
    subject = tree.surface_subject(verb.i)
    if subject >= 0 and tree.tokens[subject].tag == "WP" and verb.dep == "relcl":
        subject = verb.head
    heads = tree.conjuncts(tree.first_conjunct(subject)) if subject >= 0 else []
    found = [mentions.at(h) for h in heads if h < verb.i]
    return tuple(m for m in found if m is not None) if all(m is not None for m in found) else ()


def _end(tree: Tree, mention: Mention) -> int:
    """End of a description with the prepositional phrases right behind it, up to a comma."""
    end = mention.last
    for c in tree.children[mention.head]:
        if mention.head < c <= end and (tree.tokens[c].dep == "prep" or tree.tokens[c].lemma in ("age", "aged")):
            last = tree.subtree(c)[1]
            end = max(end, next((i for i in range(c, last) if tree.tokens[i].text in _CLOSE), last))
    return end
