"""First pass: names. A surname joins the one full name that it fits; titles and gender keep namesakes apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.coref.chains import ChainBuilder, DraftChain
from kg.coref.equation import Equation
from kg.coref.personal_names import fit, words_of
from kg.gazetteer import Gazetteer
from kg.mentions import Mentions
from kg.model import Mention
from kg.name_kinds import like_a_person
from kg.syntax import Tree

__all__ = ["link_names"]

_TOLD = 5
"""`DraftChain.gender_known` where a title or a noun tells it."""
_LADIES = frozenset(["mrs", "miss", "ms"])

_PUBLIC = frozenset(
    """school university college academy hospital library museum court council cathedral parish station theatre theater
    prison police observatory airport""".split()
)
"""Last words of bodies that are named after their town."""


class _Calls(NamedTuple):
    """How a text calls people."""

    spoken: frozenset[int]
    """Mentions in what it quotes."""
    ladies: bool
    """Whether it introduces a woman as somebody's relative by her given name alone: "her mother, Ida"."""


def link_names(
    tree: Tree, mentions: Mentions, builder: ChainBuilder, gazetteer: Gazetteer, equations: Sequence[Equation],
    speaker_at: Sequence[int],
) -> None:  # fmt: skip
    """Give every name a chain. Full names come first so that a headline's surname finds the name below it."""
    spoken = frozenset(m.id for m in mentions.all if speaker_at[m.head] != -1)
    described: dict[int, list[Mention]] = {}
    for equation in equations:
        if equation.by == "apposition":
            described.setdefault(equation.bearer, []).append(mentions.all[equation.description])
    names = [m for m in mentions.all if m.form == "name"]
    relatives = _relatives(mentions, described)
    lone = (m for m in mentions.all if m.id in relatives and " " not in m.name)
    calls = _Calls(spoken, any(m.gender == "f" for m in lone))
    completed = _shared_surnames(tree, mentions, gazetteer)
    ordered = sorted(names, key=lambda m: (_rank(m, _words(m, completed, gazetteer), gazetteer), m.first))
    for mention in ordered:
        chain = _family(tree, mention, builder) or _by_birth(tree, mention, mentions, builder)
        chain = chain or _by_marriage(tree, mention, builder)
        if chain is None:
            chain = _find(mention, _words(mention, completed, gazetteer), builder, gazetteer, calls)
        if chain is not None and not chain.members and _namesake(tree, mention, chain, mentions, relatives, gazetteer):
            chain = None
        if chain is None:
            chain = builder.new(mention)
        else:
            builder.put(mention, chain)
        for description in described.get(mention.id, ()):
            chain.nouns.add(description.noun)
            chain.tell_gender(description)  # "his grandmother, Alma Wolf" may be called "Mrs. Wolf"
            christened = " " in mention.name and mention.name.split()[0] in gazetteer.given_names
            if description.kind == "Person" or (description.kind == "Organization" and not christened):
                chain.vote(description.kind, 20)  # "the publisher Edwin Lind" is no firm
            if gazetteer.is_position(description.noun):
                chain.offices.add(description.name.lower())
        if mention.id in completed and completed[mention.id] not in chain.names:
            chain.names.append(completed[mention.id])


def _family(tree: Tree, mention: Mention, builder: ChainBuilder) -> DraftChain | None:
    """ "the Bergs" after Anna and Karl Berg: all who have that surname."""
    name, before = mention.name, mention.first - 1
    if " " in name or not name.endswith("s") or before < 0 or tree.tokens[before].lemma.lower() != "the":
        return None
    surnames = {name[:-1], name.removesuffix("es")} - {name}
    family = tuple(
        c.id
        for c in builder.chains
        if c.kind == "Person" and not c.members and any(n.split()[-1] in surnames for n in c.names if " " in n)
    )
    if len(family) < 2:
        return None
    chain = builder.group(family)
    chain.vote("Group", 30)
    return chain


def _by_birth(tree: Tree, mention: Mention, mentions: Mentions, builder: ChainBuilder) -> DraftChain | None:
    """ "Anna Berg, née Lind", "Anna Berg (born Anna Lind)", "Born Anna Lind at Graz, she": whose name that was."""
    tokens, born = tree.tokens, mention.first - 1
    if born < 0 or tokens[born].text.lower() not in ("born", "née", "nee") or mention.kind not in ("Person", ""):
        return None
    if born > 1 and tokens[born - 1].text in (",", "("):
        owner = mentions.at(born - 2)
        named = owner is not None and owner.form == "name" and owner.last == born - 1 and owner.kind == "Person"
        return builder.chain(owner.id) if owner is not None and named else None
    given = mention.name.split()[0]
    same = [c for c in builder.chains if c.kind == "Person" and any(n.startswith(f"{given} ") for n in c.names)]
    return same[0] if len(same) == 1 and " " in mention.name else None


def _by_marriage(tree: Tree, mention: Mention, builder: ChainBuilder) -> DraftChain | None:
    """ "Karl Berg married Ida Lind. … Ida Berg": the only Ida, of whom the text has told that she married."""
    words = mention.name.split()
    if len(words) != 2 or mention.kind not in ("Person", "") or mention.gender == "m" or mention.kinship:
        return None
    namesakes = [c for c in builder.chains if any(n.split()[-1] == words[1] for n in c.names if " " in n)]
    called = [c for c in builder.chains if any(n.split()[0] == words[0] for n in c.names)]
    if len(called) != 1 or not namesakes or called[0] in namesakes or called[0].gender == "m":
        return None
    bride = called[0]
    wed = any(_marries(tree, head) for head in bride.heads if head < mention.head)
    return bride if wed and any(c.gender != "f" and c.heads[0] < mention.head for c in namesakes) else None


def _marries(tree: Tree, head: int) -> bool:
    """Whether a name is a party of "married"."""
    name = tree.tokens[head]
    return name.dep in ("dobj", "nsubj", "nsubjpass") and tree.tokens[name.head].lemma == "marry"


def _relatives(mentions: Mentions, described: dict[int, list[Mention]]) -> set[int]:
    """Names that the text introduces as somebody's relative: "his wife Jane Berg", "her father, Emil Berg"."""
    return {
        m.id
        for m in mentions.all
        if m.form == "name" and (m.kinship or any(description.kinship for description in described.get(m.id, ())))
    }


def _namesake(
    tree: Tree, mention: Mention, chain: DraftChain, mentions: Mentions, relatives: set[int], gazetteer: Gazetteer
) -> bool:
    """ "Berg is the son of Emil Berg", "Berg left. His wife, Jane Berg, …": the surname that came first is another's.

    A person is introduced by the full name. Headlines are the exception, and they are sentences of their own. Whoever
    bears an office there ("Governor Berg") is not the relative introduced below.
    """
    if " " in mention.name or mention.head > chain.heads[0]:
        return False
    if mention.titles:
        first = mentions.at(chain.heads[0])
        office = any(t.lower() not in gazetteer.honorifics for t in mention.titles)
        return office and first is not None and first.id in relatives
    full = mentions.at(chain.heads[0])
    if full is None or " " not in full.name:
        return False
    return tree.sentence_of[mention.head] == tree.sentence_of[full.head] or full.id in relatives


def _rank(mention: Mention, words: tuple[str, ...], gazetteer: Gazetteer) -> int:
    """Firms, full names, given names, then surnames, which need to know who is called by the given name."""
    if " " in mention.name and mention.name.split()[-1].rstrip(".") in gazetteer.legal_forms:
        return -1
    if len(words) > 1:
        return 0
    return 1 if mention.name in gazetteer.given_names and not mention.titles else 2


def _words(mention: Mention, completed: dict[int, str], gazetteer: Gazetteer) -> tuple[str, ...]:
    return words_of(completed.get(mention.id, mention.name), gazetteer)


def _shared_surnames(tree: Tree, mentions: Mentions, gazetteer: Gazetteer) -> dict[int, str]:
    """ "Joost and Hanneke van Rijn": a lone given name before "and" shares the surname behind it."""
    completed = {}
    surnames = {m.name.split()[-1] for m in mentions.all if m.form == "name" and " " in m.name}
    for mention in mentions.all:
        words = mention.name.split()
        if mention.form != "name" or len(words) != 1 or words[0] in surnames or mention.titles:
            continue
        for head in tree.conjuncts(mention.head)[1:]:
            other = mentions.at(head)
            if other is None or other.form != "name" or other.kind != "Person":
                continue
            parts = other.name.split()
            full = len(parts) > 1 and parts[-1] != words[0]
            given = words[0] in gazetteer.given_names and parts[0] in gazetteer.given_names
            full = full and (given or _of_one_family(tree, mention, other.last, gazetteer))
            if full and tree.tokens[other.first - 1].lemma == "and":
                completed[mention.id] = " ".join([words[0], *parts[1:]])
    return completed


def _of_one_family(tree: Tree, mention: Mention, last: int, gazetteer: Gazetteer) -> bool:
    """ "the brothers Yonas and Senai Tekle", "Yonas and Selam Tekle, a brother and sister"."""
    behind = tree.tokens[last + 1 : last + 5] if last < len(tree.tokens) and tree.tokens[last].text == "," else ()
    before = tree.tokens[max(0, mention.first - 1) : mention.first]
    nouns = [mention.noun, *(t.text.lower() for t in (*before, *behind))]
    kin = [gazetteer.kinship[noun] for noun in nouns if noun in gazetteer.kinship]
    return "couple" in nouns or len(kin) > 1 or any(noun.number == "pl" for noun in kin)


def _find(
    mention: Mention, words: tuple[str, ...], builder: ChainBuilder, gazetteer: Gazetteer, calls: _Calls
) -> DraftChain | None:
    """The chain that a name joins, None for a new one."""
    firms = {f"{mention.name} {form}" for form in gazetteer.legal_forms}
    for chain in builder.chains:
        if not firms.isdisjoint(chain.names):
            chain.vote("Organization", 20)
            return chain  # "Lumen Berg" is no person where it is "Lumen Berg Ltd", too
    lone = len(words) == 1 and not mention.titles and mention.name not in gazetteer.countries
    if mention.kind in ("Person", "") or lone:
        # A lone surname is often labelled as a place or body; a full name with it speaks against that.
        found = _find_person(mention, words, builder, gazetteer, calls)
        if found is not None and (mention.kind in ("Person", "") or found.kind == "Person"):
            return found
    for chain in reversed(builder.chains):
        same = any(name.casefold() == mention.name.casefold() for name in chain.names)
        if same and not (mention.kind == "Person" and chain.kind == "Person"):
            return chain
    if mention.kind == "Organization" or mention.kind == "":
        return _find_organization(mention, builder, gazetteer)
    return None


def _person_clash(mention: Mention, chain: DraftChain, how: str) -> bool:
    """Whether genders differ. A lone untitled word may be a surname that is a given name elsewhere, and tells none; nor
    does a table of given names tell against the same name with "her brother" before it.
    """
    if not (mention.gender and chain.gender and mention.gender != chain.gender):
        return False
    told = bool(mention.titles or mention.noun)
    if len(mention.name.split()) == 1 and not told and any(" " in name for name in chain.names):
        given = any(name.split()[0] == mention.name for name in chain.names if " " in name)
        return given and chain.gender_known < _TOLD
    return told or how != "same" or chain.gender_known < _TOLD


def _no_person(mention: Mention, chain: DraftChain, gazetteer: Gazetteer) -> bool:
    """Whether a part of the chain's name cannot be somebody: it names a body or a place, and not by a label alone."""
    guessed = mention.kind == "Person" and chain.doubtful and like_a_person(chain.label().split(), gazetteer)
    return chain.kind in ("Organization", "Place") and not guessed


def _find_person(
    mention: Mention, words: tuple[str, ...], builder: ChainBuilder, gazetteer: Gazetteer, calls: _Calls
) -> DraftChain | None:
    ranked: list[tuple[int, tuple[bool, bool, bool, bool, int], DraftChain]] = []
    for chain in builder.chains:
        if not chain.names or chain.kind not in ("Person", "", "Organization", "Place"):
            continue
        how = _best_fit(words, chain, gazetteer)
        if not how or (how != "same" and _no_person(mention, chain, gazetteer)) or _person_clash(mention, chain, how):
            continue
        if how in ("surname", "given") and _other_office(mention, chain, gazetteer):
            continue
        if how == "surname" and calls.ladies and _other_lady(mention, chain):
            continue
        rank = {"same": 0, "variant": 1, "surname": 2, "given": 3}[how]
        called = _calls(chain, builder, gazetteer, calls.spoken) if how == "surname" else set()
        familiar = "given" in called and "surname" not in called
        ranked.append((rank, _rivalry(mention, chain, familiar), chain))
    return min(ranked, key=lambda r: (r[0], r[1], r[2].id))[2] if ranked else None


def _rivalry(mention: Mention, chain: DraftChain, familiar: bool) -> tuple[bool, bool, bool, bool, int]:
    """Order among namesakes, smaller is likelier: the office fits; the gender is known to fit; the rival was named
    before; the text does not call it by the given name alone; the text introduced it first.
    """
    offices = {word for t in mention.titles for word in t.lower().split()}
    office = bool(offices) and bool(offices & ({w for o in chain.offices for w in o.split()} | chain.nouns))
    other_gender = bool(mention.gender) and chain.gender != mention.gender
    first = min(chain.heads, default=0)
    return not office, other_gender, first > mention.head, familiar, first


def _calls(chain: DraftChain, builder: ChainBuilder, gazetteer: Gazetteer, spoken: frozenset[int]) -> set[str]:
    """`given`, `surname`: by which part of the name the text itself, not somebody it quotes, calls a person."""
    full = words_of(chain.label(), gazetteer)
    called = (builder.mentions[m] for m in chain.mentions if m not in spoken)
    return {fit(words_of(m.name, gazetteer), full, gazetteer) for m in called if m.form == "name" and " " not in m.name}


def _best_fit(words: tuple[str, ...], chain: DraftChain, gazetteer: Gazetteer) -> str:
    order = ("same", "variant", "surname", "given", "")
    names = chain.names
    if not any(fit(words, words_of(name, gazetteer), gazetteer) for name in names):
        return ""
    if len(words) == 1 and len(chain.label().split()) > 1:
        names = [name for name in names if len(name.split()) > 1]  # "Berg" fits Anna Berg as a surname, no closer
    fits = [fit(words, words_of(name, gazetteer), gazetteer) for name in names]
    best = min(fits, key=order.index)
    if best in ("same", "variant") or len(words) == 1:
        return best
    # A full name never joins a chain through a mere part of it when the chain has another full name.
    full = [words_of(name, gazetteer) for name in chain.names if len(name.split()) > 1]
    if best == "surname" and words[0] in gazetteer.particles:
        return best
    close = ("same", "variant", "given") if best == "given" else ("same", "variant")
    return best if all(fit(words, other, gazetteer) in close for other in full) else ""


def _other_office(mention: Mention, chain: DraftChain, gazetteer: Gazetteer) -> bool:
    """ "President Berg" is not the "first lady Anna Berg": an office that the only full name does not have."""
    offices = [t for t in mention.titles if t.lower() not in gazetteer.honorifics]
    if not offices or not chain.offices:
        return False
    known = {word for office in chain.offices for word in office.split()} | chain.nouns
    known_offices = [o for o in chain.offices if o not in gazetteer.honorifics]
    return bool(known_offices) and not any(word in known for office in offices for word in office.lower().split())


def _other_lady(mention: Mention, chain: DraftChain) -> bool:
    """ "Mrs Berg" is not "Miss Berg", nor in one text "Ms Berg"."""
    one = {title.lower().rstrip(".") for title in mention.titles} & _LADIES
    other = {office.rstrip(".") for office in chain.offices} & _LADIES
    return bool(one and other) and not one & other


def _find_organization(mention: Mention, builder: ChainBuilder, gazetteer: Gazetteer) -> DraftChain | None:
    """ "the Council" after "the Coastal Council", "Brevik" after "Brevik Shipyards", "EOC" after its full name; but
    "Brevik" is a place after "Radio Brevik" and "Brevik High School".
    """
    words = mention.name.split()
    plain = len(words) > 1 or words[0].lower() in gazetteer.common_words
    for chain in reversed(builder.chains):
        if chain.kind != "Organization" or not chain.names:
            continue
        full = chain.label().split()
        begins = full[: len(words)] == words and (plain or full[-1].lower() not in _PUBLIC)
        if len(full) > len(words) and (begins or (plain and full[-len(words) :] == words)):
            return chain
        initials = "".join(w[0] for w in full if w[0].isupper())
        if len(words) == 1 and len(initials) > 1 and words[0].replace(".", "") == initials:
            return chain
    return None
