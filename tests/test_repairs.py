"""Repairs of trees: whatever the parser says, what comes out is a forest over the same words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Token
from kg.repairs import repaired

WORDS = """On At In to by of from with and or , ; ( ) the a his one two both That which who whose Will 1987 May
Olga Brandt Rajesh Grace Lund minister mayor brother letter letters town hands wrote met married handed had was
been said left born née answered exchanged first none staff entrance writing appointed director""".split()
DEPS = """nsubj nsubjpass dobj pobj dative prep agent appos conj cc punct det amod compound nmod nummod poss advmod
npadvmod advcl acl relcl ccomp xcomp csubj attr aux auxpass mark oprd pcomp parataxis prt dep""".split()
TAGS = {
    "NNP": "PROPN", "NN": "NOUN", "NNS": "NOUN", "VBD": "VERB", "VBN": "VERB", "VB": "VERB", "VBZ": "AUX",
    "VBG": "VERB", "JJ": "ADJ", "IN": "ADP", "TO": "PART", "CC": "CCONJ", "DT": "DET", "CD": "NUM", ",": "PUNCT",
    "WP": "PRON", "WDT": "PRON", "WP$": "DET", "MD": "AUX", "PRP$": "PRON", "RB": "ADV",
}  # fmt: skip
ENTITIES = ["", "", "", "PERSON", "DATE", "GPE", "ORG", "CARDINAL"]


@st.composite
def sentences(draw: st.DrawFn) -> list[Token]:
    """A tree of any shape: each token but the first in a random order hangs on one before it in that order."""
    order = draw(st.permutations(range(draw(st.integers(2, 16)))))
    heads = {order[0]: order[0]}
    for place, token in enumerate(order[1:], start=1):
        heads[token] = order[draw(st.integers(0, place - 1))]
    tokens, start = [], 0
    for i in range(len(order)):
        word, tag = draw(st.sampled_from(WORDS)), draw(st.sampled_from(sorted(TAGS)))
        tokens.append(
            Token(
                i=i, start=start, end=start + len(word), text=word, lemma=word.lower(), pos=TAGS[tag], tag=tag,
                dep="ROOT" if heads[i] == i else draw(st.sampled_from(DEPS)), head=heads[i],
                ent=draw(st.sampled_from(ENTITIES)), ent_start=draw(st.booleans()),
            )
        )  # fmt: skip
        start += len(word) + 1
    return tokens


@given(sentences())
@settings(max_examples=1500, deadline=None)
def test_a_forest_over_the_same_words_comes_out(tokens: list[Token]) -> None:
    """No token is lost or moved in the text, and from every one the way up ends."""
    found = repaired(tokens)
    assert [(t.i, t.start, t.end, t.text) for t in found] == [(t.i, t.start, t.end, t.text) for t in tokens]
    for token in found:
        node, steps = token, 0
        while node.head != node.i:
            node, steps = found[node.head], steps + 1
            assert steps <= len(found), [(t.text, t.dep, t.head) for t in found]
