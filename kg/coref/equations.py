"""What the syntax equates: appositions, "named" phrases, and predicates (`kg.coref.predicates`)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.coref.equation import Equation, agree
from kg.coref.predicates import predicate, rank, specified, tenure
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["find_equations"]

_TIMES = frozenset(
    """then now later afterwards afterward subsequently formerly previously once still already currently lately
    sometime meanwhile also today""".split()
)
"""Adverbs before an office in apposition: "Karl Lind, then consul at Turin"."""
_STOP = frozenset([",", ".", ";", ":", ")", "—", "–", "-", "”", '"', "(", "?", "!"])
_FIRMS = frozenset("firm company partnership publisher printer house shop bank".split())
"""Nouns whose "of" leads to their name."""


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
            yield from _apposition(tree, mentions, mention, _named_for(tree, mentions, other) or other)
    if mention.form == "name":
        yield from specified(tree, mentions, mention)
    if mention.form == "description":
        yield from _adjacent(tree, mentions, mention)
        if (told := _behind_clause(tree, mentions, mention)) is not None:
            yield Equation(mention.id, told.id, "apposition", -1)
        yield from _named(tree, mentions, mention)
        yield from predicate(tree, mentions, mention)
        yield from tenure(tree, mentions, mention)
        yield from rank(tree, mentions, mention)
        yield from _fragment(tree, mentions, mention)
        yield from _opening(tree, mentions, mention)
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
    if right.noun and right.form == "name" and [tree.tokens[i].text for i in between] == ["and"]:
        return tree.tokens[right.head].dep == "appos"  # "the poet and teacher Ann Berg"
    return all(tree.tokens[i].pos in ("PUNCT", "SYM", "NUM") or tree.tokens[i].lemma in _TIMES for i in between)


def _sets_scene(tree: Tree, c: int, mention: Mention) -> bool:
    """ "at that time the bursar", "for thirty years first secretary": a phrase, but neither a clause nor a "not"."""
    if c > mention.head or tree.tokens[c].dep != "prep" or tree.tokens[c].lemma == "without":
        return False
    return not any(tree.is_verb(i) for i in range(*tree.subtree(c)))


def _apposition(tree: Tree, mentions: Mentions, mention: Mention, other: Mention) -> Iterator[Equation]:
    if mention.plural != other.plural or {mention.count, other.count} - {"", "1"}:
        return
    if _one_of_two(tree, mentions, mention):
        return
    if not agree(mention, other) or _named_already(mention, other) or _named_already(other, mention):
        return
    if mention.form == "description":
        yield Equation(mention.id, other.id, "apposition", -1)
    elif other.form == "description":
        yield Equation(other.id, mention.id, "apposition", -1)


def _one_of_two(tree: Tree, mentions: Mentions, mention: Mention) -> bool:
    """ "Ada and Jan Holm, a brother and sister": neither noun describes both."""
    joined = [mentions.at(h) for h in tree.conjuncts(tree.first_conjunct(mention.head)) if h != mention.head]
    pair = len(joined) == 1 and bool(mention.kinship) and mention.form == "description" and mention.possessor < 0
    return pair and joined[0] is not None and joined[0].form == "description" and bool(joined[0].kinship)


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


def _adjacent(tree: Tree, mentions: Mentions, mention: Mention) -> Iterator[Equation]:
    """ "the lawyer, Daniel Otieno," and "Otieno, the lawyer,": commas on both sides, whatever the parse says."""
    tokens = tree.tokens
    if mention.plural or mention.kind not in ("Person", "Organization") or mention.count:
        return
    end = _phrase_end(tree, mention)
    told = mentions.at(tokens[mention.head].head) if tokens[mention.head].dep == "appos" else None
    named = told is not None and told.form == "name"  # "Jan Berg, the head of its partner, Lind"
    comma = end + 1 < len(tokens) and tokens[end].text == "," and not named
    if comma and tree.sentence_of[end] == tree.sentence_of[mention.head]:
        start = end + 1 if tokens[end + 1].pos != "DET" or end + 2 >= len(tokens) else end + 2
        name = mentions.at(start)
        fits = name is not None and name.form == "name" and name.first == start and agree(mention, name)
        other = name is not None and (_named_already(mention, name) or _names_inner(tree, mentions, mention, name))
        if name is not None and fits and not other:
            behind = tokens[name.last] if name.last < len(tokens) else None
            if (behind is None or behind.text in _STOP) and _introduces(tree, mention):
                yield Equation(mention.id, name.id, "apposition", -1)
    before = mention.first - 1
    if tokens[mention.first].tag == "WP$":
        return
    forward = tree.child(mention.head, "appos")
    subject = tokens[mention.head].dep in ("nsubj", "nsubjpass") and forward >= 0  # whose own name stands behind it
    comma = before > 0 and tokens[before].text == "," and not subject
    if comma and tree.sentence_of[before] == tree.sentence_of[mention.head]:
        name = _named_for(tree, mentions, mentions.at(_before_bracket(tree, before) - 1))
        another = mentions.at(tree.conjuncts(mention.head)[-1])  # "botanist and traveller."
        last = _phrase_end(tree, another) if another is not None and tokens[mention.head].dep == "appos" else end
        behind = tokens[last] if last < len(tokens) else None
        if (
            name is not None and name.form == "name" and agree(mention, name) and not _where(tree, name)
            and not (told is not None and told.form == "description" and _styled_by(tree, told, name))
            and (behind is None or behind.text in _STOP or tree.sentence_of[end] != tree.sentence_of[mention.head])
            and tokens[mention.head].dep not in ("nsubj", "nsubjpass", "dobj", "pobj", "conj")
        ):  # fmt: skip
            yield Equation(mention.id, name.id, "apposition", -1)


def _styled_by(tree: Tree, description: Mention, name: Mention) -> bool:
    """ "the Earl of Holm, the secretary of state": what follows is said of the earl, and Holm is none."""
    of = tree.tokens[tree.tokens[name.head].head]
    return description.kind == "Person" and of.lemma == "of" and of.head == description.head


def _before_bracket(tree: Tree, end: int) -> int:
    """ "Ola Berg (1841-1909), painter": where the bracket that closes before `end` opens, else `end`."""
    if end and tree.tokens[end - 1].text == ")":
        return next((i for i in range(end - 1, max(0, end - 16), -1) if tree.tokens[i].text == "("), end)
    return end


def _names_inner(tree: Tree, mentions: Mentions, mention: Mention, name: Mention) -> bool:
    """ "became the wife of a painter, Karl Lind": the name is that of the inner noun, not of what she became."""
    inner = tree.tokens[tree.tokens[name.head].head]
    other = mentions.at(inner.i)
    inside = tree.tokens[name.head].dep == "appos" and mention.head < inner.i < mention.last
    inside = inside and other is not None and other.kind == name.kind
    article = tree.child(inner.i, "det") if inside else -1
    new = article >= 0 and tree.tokens[article].lemma.lower() in ("a", "an")
    return inside and (new or tree.tokens[mention.head].dep == "attr")


def _behind_clause(tree: Tree, mentions: Mentions, mention: Mention) -> Mention | None:
    """ "the man who had saved her, Karl Lind, …": the name stands between commas behind a relative clause."""
    tokens, sentence = tree.tokens, tree.sentences[tree.sentence_of[mention.head]]
    clause = tree.child(mention.head, "relcl")
    one = tree.tokens[mention.first].lemma.lower() == "one"
    if clause < mention.last or not (one or _introduces(tree, mention)) or mention.kind != "Person" or mention.plural:
        return None
    comma = next((i for i in range(mention.last, sentence.last) if tokens[i].text == ","), -1)
    name = mentions.at(comma + 1) if clause < comma < sentence.last - 1 else None
    if name is None or name.form != "name" or name.first != comma + 1 or not agree(mention, name):
        return None
    rival = mentions.at(comma - 1)
    somebody = rival is not None and rival.form != "pronoun" and rival.kind in ("Person", "Group", "Organization")
    if rival is not None and rival.kind == "Organization" and name.kind == "Person":
        somebody = False  # "the first woman to lead the ministry, Ann Berg"
    if rival is not None and tokens[rival.head].dep in ("attr", "oprd", "ccomp", "nsubj"):
        somebody = False  # "the man who made her a champion"
    closed = name.last >= sentence.last or tokens[name.last].text in _STOP
    return name if closed and not somebody and name.kind in ("Person", "") else None


def _where(tree: Tree, name: Mention) -> bool:
    """ "consul at Graz, later governor": the name says where, and nothing else is said of it."""
    token = tree.tokens[name.head]
    return token.dep == "pobj" and name.kind == "Place" and tree.tokens[token.head].lemma.lower() in ("at", "in")


def _named_for(tree: Tree, mentions: Mentions, name: Mention | None) -> Mention | None:
    """The person whom a name before a comma ends: "Ola Berg of Holm, minister for works"."""
    if name is None or name.form != "name" or (name.kind == "Person" and " " in name.name):
        return name
    if name.first and tree.tokens[name.first - 1].text.lower() in ("née", "nee"):  # "Ola Berg, née Lind, minister"
        return mentions.at(tree.tokens[name.head].head)
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
    while end < len(tree.tokens):
        token = tree.tokens[end]
        if not mention.first <= token.head < end or token.dep not in ("prep", "compound", "appos"):
            break
        last = tree.subtree(end)[1] if token.dep != "compound" else tree.subtree(token.head)[1]
        end = next((i for i in range(end, last) if tree.tokens[i].text == ","), last)
    return end


def _named(tree: Tree, mentions: Mentions, mention: Mention) -> Iterator[Equation]:
    """ "an officer named Chantel", "a sailor by the name of Karl Lind"."""
    for c in tree.children[mention.head]:
        if tree.tokens[c].lemma.lower() in ("by", "of") and (noun := tree.child(c, "pobj")) >= 0:
            heads = tree.arguments(noun).get("of", []) if tree.tokens[noun].lemma == "name" else []
            name = mentions.at(heads[0]) if heads else None
            if name is not None and name.form == "name":
                yield Equation(mention.id, name.id, "apposition", -1)
                return
        known_as = tree.arguments(c).get("as", [-1])[0] if tree.tokens[c].lemma == "know" else -1
        if tree.tokens[c].tag == "VBN" and (tree.tokens[c].lemma in ("name", "call") or known_as >= 0):
            for name_head in (tree.child(c, "oprd", "dobj", "attr"), known_as if known_as >= 0 else c + 1):
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


def _opening(tree: Tree, mentions: Mentions, mention: Mention) -> Iterator[Equation]:
    """ "The daughter of a clerk, she married young": a phrase before a comma and the subject says what she is."""
    end = _phrase_end(tree, mention)
    opens = mention.first == tree.sentences[tree.sentence_of[mention.head]].first and mention.form == "description"
    if not opens or mention.plural or mention.kind != "Person" or end + 1 >= len(tree.tokens):
        return
    bearer = mentions.at(end + 1)
    verb = tree.governing_verb(mention.head)
    if tree.tokens[end].text != "," or bearer is None or bearer.form != "pronoun" or verb < 0 or bearer.plural:
        return
    acts = bearer.person == 3 and tree.tokens[bearer.head].dep in ("nsubj", "nsubjpass")
    if acts and tree.tokens[bearer.head].head == verb and agree(mention, bearer):
        yield Equation(mention.id, bearer.id, "predicate", verb)


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
