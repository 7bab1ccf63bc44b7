"""What syntax forbids: whom a pronoun cannot mean where it stands (Chomsky 1981, principle B)."""

from __future__ import annotations

from collections.abc import Sequence

from kg.coref.chains import ChainBuilder
from kg.mentions import Mentions
from kg.model import Mention, Token
from kg.syntax import Arguments, Tree

__all__ = ["excluded", "is_byline"]

_HANDS = frozenset("hand palm fist lap arm".split())
_GIVING = frozenset("put place press push lay thrust slip slide tuck give deliver pass".split())
"""Verbs that move a thing "into his hands": into another's, for nobody puts what he holds into his own."""
_HANDING = frozenset("hand give deliver present pass bring".split())
_BELOW = frozenset("dobj pobj poss prep agent dative attr oprd acomp amod compound det nmod pcomp".split())
"""Arcs of phrases, down which a subject reaches everything in its clause."""
_WRITERS = ("possessor", "from", "by")
"""Positions around a letter in which its writer stands."""
_CLAUSAL = ("VERB", "AUX")


def excluded(mention: Mention, tree: Tree, mentions: Mentions, builder: ChainBuilder) -> set[int]:
    """Chains that a pronoun cannot join: those of its clause-mates, unless it is a reflexive or a possessive."""
    token = tree.tokens[mention.head]
    if token.tag == "PRP$":
        # "her husband" cannot be "her": the phrase that a possessive stands in is no antecedent.
        owned = mentions.at(token.head)
        barred = {builder.of[owned.id]} if owned is not None else set[int]()
        return barred | _giver(token.head, tree, mentions, builder)
    verb = -1 if token.text.lower().endswith("self") else tree.governing_verb(token.head)
    mates = _around(mention, tree, mentions, builder)
    for phrases in tree.arguments(verb).values() if verb >= 0 else ():
        for head in phrases:
            other = mentions.at(head) if head != mention.head else None
            if other is not None and builder.of[other.id] >= 0:
                mates.add(builder.of[other.id])
                mates.update(builder.chains[builder.of[other.id]].listed)
                if tree.tokens[head].tag == "CD":  # "sixty of the children were returned to them"
                    mates |= _chains(tree.arguments(head), ("of",), mentions, builder)
            if other is not None and other.kind == "Letter" and _comes_to(token, head, tree):
                mates |= _chains(tree.arguments(head), _WRITERS, mentions, builder)
            if other is not None and token.dep in ("pobj", "dative", "dobj") and _hands_over(verb, tree):
                mates |= _writers(builder.of[other.id], mentions, tree, builder)
    if verb >= 0:
        mates |= _named_below(mention, verb, tree, mentions, builder)
        mates |= _carrier(token, verb, tree, mentions, builder)
    return mates | _dead(mention, tree, mentions, builder) | _inside_opening(mention, tree, mentions, builder)


def _inside_opening(pronoun: Mention, tree: Tree, mentions: Mentions, builder: ChainBuilder) -> set[int]:
    """ "A clerk's daughter, she married young": nobody of the phrase that says what she is (i-within-i once more)."""
    first = tree.sentences[tree.sentence_of[pronoun.head]].first
    inside = tree.tokens[first : pronoun.head - 1]
    if tree.tokens[pronoun.head - 1].text != "," or any(t.text == "," or t.pos in _CLAUSAL for t in inside):
        return set()
    found = [m for t in inside if (m := mentions.at(t.i)) is not None and m.head == t.i]
    told = [m for m in found if m.form == "description" and tree.tokens[m.head].dep not in ("poss", "pobj")]
    if len(told) != 1 or told[0].kind != "Person" or told[0].plural or inside[0].pos == "ADP":
        return set()
    return {builder.of[m.id] for m in found} - {-1}


def _carrier(pronoun: Token, verb: int, tree: Tree, mentions: Mentions, builder: ChainBuilder) -> set[int]:
    """ "Jonas gave Karl a letter that Anna had written to him": not to Jonas, who hands it over."""
    letter = tree.tokens[tree.tokens[verb].head]
    above = tree.tokens[letter.head]
    carried = tree.tokens[verb].dep == "relcl" and letter.dep == "dobj" and above.lemma in _HANDING
    if not carried or pronoun.dep not in ("pobj", "dative", "dobj"):
        return set()
    return _chains(tree.arguments(above.i), ("subject",), mentions, builder)


def _around(pronoun: Mention, tree: Tree, mentions: Mentions, builder: ChainBuilder) -> set[int]:
    """ "his note in answer to it": nothing that the pronoun's own phrase is a part of (the i-within-i condition)."""
    around = ((i, mentions.at(i)) for i in tree.phrases_around(pronoun.head))
    return {builder.of[m.id] for i, m in around if m is not None and m.head == i} - {-1}


def _dead(pronoun: Mention, tree: Tree, mentions: Mentions, builder: ChainBuilder) -> set[int]:
    """ "After the death of her mother she left": whoever is dead does nothing any more."""
    token = tree.tokens[pronoun.head]
    opening = tree.tokens[tree.sentences[tree.sentence_of[pronoun.head]].first]
    if token.dep not in ("nsubj", "nsubjpass") or opening.lemma.lower() not in ("after", "since", "following"):
        return set()
    deaths = (i for i in range(opening.i, pronoun.head) if tree.tokens[i].lemma in ("death", "funeral", "burial"))
    around = (tree.arguments(i) for i in deaths)
    return {c for found in around for c in _chains(found, ("of", "possessor"), mentions, builder)}


def _named_below(
    pronoun: Mention, verb: int, tree: Tree, mentions: Mentions, builder: ChainBuilder
) -> set[int]:
    """ "She put it into Anna's hands", "he said that Karl wrote": a subject is nobody named below it (principle C)."""
    if tree.tokens[pronoun.head].dep not in ("nsubj", "nsubjpass") or tree.tokens[pronoun.head].head != verb:
        return set()
    found, open_nodes = set[int](), [c for c in tree.children[verb] if c > verb and tree.tokens[c].dep in _BELOW]
    while open_nodes:
        node = open_nodes.pop()
        other = mentions.at(node)
        if other is not None and other.form == "name" and other.head == node and builder.of[other.id] >= 0:
            found.add(builder.of[other.id])
        open_nodes.extend(c for c in tree.children[node] if tree.tokens[c].dep in _BELOW)
    return found


def _comes_to(pronoun: Token, letter: int, tree: Tree) -> bool:
    """ "Anna's letter reached her", "Anna's letter to her": not Anna. But "in Anna's letter she asks" may be Anna."""
    subject = tree.tokens[letter].dep in ("nsubj", "nsubjpass") and pronoun.dep in ("dobj", "pobj", "dative")
    return subject or tree.tokens[pronoun.head].head == letter


def _hands_over(verb: int, tree: Tree) -> bool:
    """ "Handed it to him", but for "gave it back to him"."""
    return tree.tokens[verb].lemma in _HANDING and not tree.arguments(verb).get("particle")


def _writers(letter: int, mentions: Mentions, tree: Tree, builder: ChainBuilder) -> set[int]:
    """Who wrote a letter, when a chain is one: "took a letter from Anna to Eva and handed it to her" is not Anna."""
    if letter < 0 or builder.chains[letter].kind != "Letter":
        return set()
    told = (mentions.all[m] for m in builder.chains[letter].mentions)
    return {c for m in told if m.kind == "Letter" for c in _chains(tree.arguments(m.head), _WRITERS, mentions, builder)}


def _giver(hands: int, tree: Tree, mentions: Mentions, builder: ChainBuilder) -> set[int]:
    """ "He put the letter into his hands": the two are not one."""
    above = tree.tokens[hands].head
    verb = tree.tokens[above].head
    inside = tree.tokens[hands].lemma in _HANDS and tree.tokens[above].lemma.lower() in ("in", "into", "on")
    if not inside or tree.tokens[verb].lemma not in _GIVING:
        return set()
    around = tree.arguments(verb)
    things = [tree.tokens[h].lemma.lower() for h in around.get("object", [])]
    return _chains(around, ("subject",), mentions, builder) if things and "head" not in things else set()


def _chains(around: Arguments, positions: Sequence[str], mentions: Mentions, builder: ChainBuilder) -> set[int]:
    heads = (h for position in positions for h in around.get(position, ()))
    found = (mentions.at(h) for h in heads)
    return {builder.of[m.id] for m in found if m is not None} - {-1}


def is_byline(tree: Tree, mention: Mention) -> bool:
    """ "By Ann Berg", at the opening of a sentence: the reporter, who takes no part in what is told."""
    opening = tree.sentences[tree.sentence_of[mention.head]].first
    by = mention.first - 1
    return mention.form == "name" and opening <= by and tree.tokens[by].text in ("By", "BY")
