"""Where the noun phrase around a noun begins and ends. Token indices throughout."""

from __future__ import annotations

from kg.syntax.tree import Tree

__all__ = ["end_of", "first_of", "in_possessive", "of_complement"]

_OF_VERBS = frozenset("inform remind notify warn accuse convince assure advise rob cure rid relieve".split())
"""Verbs that take the "of" behind their object: "informed the staff of his decision"."""


def first_of(tree: Tree, i: int) -> int:
    """First token of the noun phrase that `i` heads."""
    first = i
    for c in tree.children[i]:
        if c < i and tree.tokens[c].dep in (
            "det", "predet", "amod", "nummod", "compound", "poss", "nmod", "quantmod", "advmod", "punct", "neg",
            "case",
        ):  # fmt: skip
            if tree.tokens[c].dep == "punct" and tree.tokens[c].text != "-":
                continue
            first = min(first, tree.subtree(c)[0])
    while first < i and not any(letter.isalnum() for letter in tree.tokens[first].text):
        first += 1  # the mark of a heading or list item
    return first


def end_of(tree: Tree, i: int) -> int:
    """End of the noun phrase with an "of" phrase ("editor of a newspaper") but nothing else behind the head."""
    while (inner := of_complement(tree, i)) >= 0:
        i = inner
    return _word_end(tree, i)


def _word_end(tree: Tree, i: int) -> int:
    """End of the word that token `i` begins: "editor-in-chief", "aide-de-camp" are five tokens."""
    tokens, end = tree.tokens, i + 1
    while end + 1 < len(tokens) and tokens[end].text == "-":
        if tokens[end - 1].end != tokens[end].start or tokens[end].end != tokens[end + 1].start:
            break
        end += 2
    return end


def of_complement(tree: Tree, i: int) -> int:
    """Head of the "of" phrase right behind a noun, -1 for none or where it is the verb's."""
    for c in tree.children[i]:
        token = tree.tokens[c]
        if (
            token.dep == "prep"
            and token.lemma == "of"
            and c > i
            and c - _word_end(tree, i) <= 1
            and tree.tokens[tree.tokens[i].head].lemma not in _OF_VERBS
        ):
            return tree.child(c, "pobj")
    return -1


def in_possessive(tree: Tree, token: int, head: int) -> bool:
    """Whether `token` lies in the possessive before `head` ("the company's" in "the company's employees")."""
    while tree.tokens[token].head not in (head, token):
        token = tree.tokens[token].head
    return tree.tokens[token].dep == "poss" and tree.tokens[token].head == head
