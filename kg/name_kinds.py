"""What a name names: titles, given names, legal forms and generic words speak before entity labels do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.gazetteer import Gazetteer
from kg.model import Token

__all__ = ["like_a_person", "name_gender", "name_kind"]

_WORKS = frozenset(
    """papers records letters collection archive archives memoirs diaries diary journal prize award report reports
    act bill treaty war wars cup trophy medal song songs show""".split()
)
"""Last words of names for things that are neither person, body nor place."""
_THINGS = frozenset(
    """film movie novel play opera musical song album single ballad poem book story painting series sitcom prize award
    medal trophy ship yacht steamer schooner frigate""".split()
)
"""Nouns before names of such things: "the novel Mara Oru"."""
_MAKING = frozenset("write compose record release publish direct produce perform sing pen host edit star".split())
"""Verbs whose object in quotation marks is a work."""
_OPENING, _CLOSING = frozenset(["“", '"', "``", "‘", "«"]), frozenset(["”", '"', "''", "’", "»"])
_LOCATIVES = frozenset("in at near outside around across via through".split())
_MOTION = frozenset(
    """go come travel fly drive sail ride walk march move return head hurry rush journey cycle flee emigrate sail
    proceed retire withdraw row""".split()
)
"""Verbs whose "to" leads to a place."""
_LIVED = frozenset(
    """bear die bury baptise baptize christen educate apprentice raise settle live reside
    land disembark anchor reunite meet arrive""".split()
)
"""Verbs of a life's stations: the name behind their "at" or "in" is a place, whatever else bears it."""
_CARRYING = frozenset("carry bring take bear ferry smuggle transport convey".split())
_DEEDS = frozenset(
    """write say tell ask answer reply speak telephone marry meet die weep laugh smile live work teach study walk run
    thank beg promise remember hope think know love embrace hug kiss""".split()
)
"""What a person does; a town or a country seldom."""
_GENDERED = re.compile(r"(?P<f>(?:[oe]v(?:a|á)|sk(?:a|á|aya)|d[oó]ttir|ien[eė])$)|(?:[oe]v|sk(?:i|y|yi|iy))$")
"""Endings that tell women's surnames from men's: Slavic (Unbegaun, "Russian Surnames", 1972), Icelandic, Lithuanian."""
_ROMANCE = frozenset("casanova villanova terranova cordova genova esteva villanueva cueva nueva kosova".split())
"""Surnames that end so and are of another origin."""
_REGNAL = re.compile(r"(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})")
"""The number of a king, a pope or an emperor."""
_LORDS = frozenset(
    """mayor governor bishop archbishop duke duchess count countess earl king queen prince princess marquess marquis
    baron sheriff emir sultan abbot abbess vicar""".split()
)
"""Offices held "of" a place."""

_OF_LAND = frozenset(
    """wall face slope flank summit ridge outskirts suburb coast shore bank siege bombardment bombing liberation
    inhabitant mayoralty""".split()
)
"""What a place has, or what happens to it, and no person."""
_OF_BODIES = frozenset(
    """shareholder stockholder board executive chair chairman chairwoman chairperson chairmanship treasurer subsidiary
    headquarters employee workforce branch""".split()
)
"""What a firm or a society has: "the chief executive of Norvane Lind"."""
_NEAR = 8
"""Tokens from a verb to the relative that its subject has."""


def name_kind(
    tokens: Sequence[Token], first: int, last: int, words: list[str], titled: bool, noun: str,
    gazetteer: Gazetteer, labels: Mapping[str, str],
) -> tuple[str, str]:  # fmt: skip
    """Class and second class of the name at tokens `first` to `last`; empty when nothing tells."""
    if not words:
        return "Person", ""
    words = _without_capitals(words, gazetteer)
    label = _label(tokens, first, last, labels)
    whole = " ".join(words)
    if titled:
        return "Person", ""
    if (len(words) > 1 and words[-1].lower() in _WORKS) or _is_work(tokens, first, last):
        return "Thing", ""
    if words[-1].rstrip(".") in gazetteer.legal_forms and len(words) > 1:
        return "Organization", ""
    if whole in gazetteer.countries and not (label == "Person" and whole in gazetteer.given_names):
        return "Place", "Organization"  # a state acts: "Norway wrote to the commission"
    if len(words) == 1 and tokens[last - 1].tag == "NNPS" and _is_family(tokens, first, label, whole, gazetteer):
        return "Group", ""
    if len(words) == 2 and _REGNAL.fullmatch(words[1]) and words[0].lower() not in gazetteer.common_words:
        return "Person", ""
    given = gazetteer.given_names.get(words[0])
    personal = given is not None and len(words) in (2, 3, 4, 5) and (not given.common or label == "Person")
    generic = _generic_kind(words, gazetteer)
    before = tokens[first - 1] if first else None
    article = before is not None and before.lemma.lower() in ("the", "a", "an")
    personal = personal and not (article and label == "Organization")  # "the Philippine Red Cross"
    if len(words) == 1 and generic and article:
        return generic
    placed = _placed(tokens, before, last, words, label, gazetteer) if before is not None else None
    if placed is not None:
        return placed
    if before is not None and not noun and _introduces_a_body(tokens, before, first, last, gazetteer):
        return "Organization", ""
    located = before is not None and before.pos == "ADP" and before.lemma in _LOCATIVES
    called = label == "Person" and len(words) > 1 and not article and not located
    called = called and generic == ("Place", "") and like_a_person(words[:-1], gazetteer, shortest=1)
    if (len(words) > 1 or article) and generic and not called and not (personal and label in ("Person", "")):
        return generic  # but "Mihin Brook wrote"
    slavic = len(words) > 1 and _GENDERED.search(words[-1]) is not None and words[-1].lower() not in _ROMANCE
    personal = personal or (slavic and not article and like_a_person(words, gazetteer))
    if personal or noun or (whole not in gazetteer.countries and _told_of_a_person(tokens, first, last, gazetteer)):
        return "Person", ""
    if whole in gazetteer.demonyms and label not in ("Organization", "Place") and not article:
        return "Group", ""  # "eight lines of French", "Danes met him"
    alone = given is not None and not given.common and len(words) == 1
    if alone and not article and not located:
        return "Person", ""
    if label in ("Organization", "") and not article and like_a_person(words, gazetteer):
        return "Person", ""
    if label == "Place" and not article and _acts(tokens, first, last) and like_a_person(words, gazetteer):
        return "Person", ""
    if label == "Person" and article and len(words) == 1 and given is None:
        return "", ""  # "the Vigdis": a ship, a prize; persons have no article
    if label and not (label == "Organization" and len(words) == 2 and _is_initial(words[0])):
        return label, ""
    if given is not None or (len(words) > 1 and _is_initial(words[0])):
        return "Person", ""
    return "", ""


def _placed(
    tokens: Sequence[Token], before: Token, last: int, words: list[str], label: str, gazetteer: Gazetteer
) -> tuple[str, str] | None:
    """Kind of a name that stands where places stand, None for others."""
    lone = len(words) == 1 and not words[0].isupper()
    if words[0] not in gazetteer.given_names and _leads_to_a_place(tokens, before, words, gazetteer):
        if label in ("Person", "Place", ""):
            return "Place", ""  # "of Lund, 29,": the age is that of the woman
        if label == "Organization" and lone and before.lemma in ("in", "to", "of"):
            return "Place", "Organization"
    if lone and _is_station(tokens, before):
        return "Place", ""
    behind = [t.text.lower() for t in tokens[last : last + 2]]
    if behind == [",", "where"] and before.pos == "ADP" and before.lemma in ("to", "at", "in", "near", "for"):
        return "Place", ""  # "took the letter to Perth, where …"
    if label == "Organization" and _is_goal(tokens, before, words):
        return "Place", "Organization"
    return None


def _is_initial(word: str) -> bool:
    """ "A.", "A.B."."""
    letters = word.rstrip(".").split(".")
    return all(len(letter) == 1 and letter.isupper() for letter in letters)


def _is_family(tokens: Sequence[Token], first: int, label: str, word: str, gazetteer: Gazetteer) -> bool:
    """ "the Brandts": the plural of a surname."""
    article = first > 0 and tokens[first - 1].lemma.lower() == "the"
    known = word in gazetteer.countries or word in gazetteer.demonyms
    return article and label in ("Person", "", "Group") and word.endswith("s") and not known


def _leads_to_a_place(tokens: Sequence[Token], before: Token, words: list[str], gazetteer: Gazetteer) -> bool:
    """ "in Brod", "flew to Brod": a name that nothing else tells stands where places stand."""
    governor = tokens[before.head]
    if before.pos != "ADP":
        return False
    if before.lemma == "of" and governor.i == before.i - 1:  # "Bernard of Clairvaux", "the port of Brod"
        beside = tokens[max(0, governor.i - 2) : governor.i]
        titled = any(t.head == governor.i and t.lemma.lower() in _LORDS for t in beside)  # "Princess Ida of Brod"
        lord = titled or governor.lemma.lower() in _LORDS or (governor.pos == "PROPN" and governor.ent == "PERSON")
        noun = governor.lemma.lower()
        located = noun in _OF_LAND or (noun in gazetteer.place_nouns and noun not in gazetteer.group_nouns)
        return located or (lord and len(words) == 1)
    if len(words) > 1:
        return False
    return before.lemma in ("in", "at", "near") or (before.lemma == "to" and governor.lemma in _MOTION)


def _is_station(tokens: Sequence[Token], before: Token) -> bool:
    """ "was born at Alma", "died in Victoria": nobody is born at a person."""
    return before.lemma in ("at", "in", "near") and before.pos == "ADP" and tokens[before.head].lemma in _LIVED


def _is_goal(tokens: Sequence[Token], before: Token, words: list[str]) -> bool:
    """ "carried it to Brod": one word behind a verb of carrying, called a body by its entity label alone."""
    lone = len(words) == 1 and not words[0].isupper()
    return lone and before.lemma == "to" and tokens[before.head].lemma in _CARRYING


def _introduces_a_body(tokens: Sequence[Token], before: Token, first: int, last: int, gazetteer: Gazetteer) -> bool:
    """ "the mining company Tavan Oru", "the board of Tavan Oru": the noun before the name says what it is."""
    if before.lemma == "of" and tokens[before.head].lemma.lower() in _OF_BODIES:
        return before.head == before.i - 1
    joined = first <= before.head < last or any(tokens[i].head == before.i for i in range(first, last))
    body = gazetteer.group_nouns.get(before.lemma.lower()) == "organization"
    return before.pos == "NOUN" and before.tag == "NN" and body and joined


def _is_work(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "wrote “Mara Oru”", "the novel Mara Oru"; but "the song Mara Oru wrote", "a man called “Mara Oru”"."""
    before, behind = tokens[first - 1] if first else None, tokens[last] if last < len(tokens) else None
    head = next((t for t in tokens[first:last] if not first <= t.head < last), tokens[last - 1])
    if before is None or tokens[head.head].dep == "relcl" or head.dep == "oprd":
        return False
    marked = behind is not None and before.text in _OPENING and behind.text in _CLOSING and last - first > 1
    if marked and head.dep == "dobj" and tokens[head.head].lemma in _MAKING:
        return True
    noun = tokens[first - 2] if before.text in _OPENING and first > 1 else before
    one = first <= noun.head < last or head.head == noun.i  # "From the ship Mara Oru wrote": two phrases
    return one and noun.tag == "NN" and noun.lemma.lower() in _THINGS


def _told_of_a_person(tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer) -> bool:
    """An age or a "who" behind a name speaks of a person: "Mara Oru, 24, laughed", "Mara Oru, who laughed"."""
    if _has_relatives(tokens, first, last, gazetteer):
        return True
    behind = [t.text for t in tokens[last : last + 3]]
    if len(behind) == 3 and behind[0] == "," and behind[1].isdigit() and behind[2] in (",", "."):
        return 1 < int(behind[1]) < 110
    if behind[:1] == [","]:
        last_token = tokens[first:last][-1]
        who = tokens[last + 1] if last + 1 < len(tokens) else last_token
        verb = tokens[who.head]
        return (
            who.text == "who"
            and verb.dep == "relcl"
            and first <= verb.head < last
            and tokens[verb.head].dep in ("nsubj", "nsubjpass", "dobj", "dative", "agent", "ROOT")
        )
    return False


def _has_relatives(tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer) -> bool:
    """ "Oru spent an hour with his wife": the possessive before a relative looks to the subject of its own clause."""
    subject = next((t for t in tokens[first:last] if t.dep == "nsubj" and tokens[t.head].pos in ("VERB", "AUX")), None)
    if subject is None or subject.head < last:
        return False
    for token in tokens[subject.head + 1 : subject.head + _NEAR]:
        if token.pos == "PROPN" or token.pos == "VERB" or token.text in (".", ";", ","):
            return False
        if token.tag == "PRP$" and token.text in ("his", "her"):
            return tokens[token.head].lemma.lower() in gazetteer.kinship
    return False


def _acts(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the name is the subject of a verb for what only somebody does: "Ensu Jiham wrote"."""
    return any(
        t.dep == "nsubj" and tokens[t.head].lemma in _DEEDS and tokens[t.head].pos == "VERB" for t in tokens[first:last]
    )


def like_a_person(words: list[str], gazetteer: Gazetteer, shortest: int = 2) -> bool:
    """Two to four words of which none is an English word: bodies mostly bear one ("Norvane Marine")."""
    if not shortest <= len(words) <= 4 or any(word.isupper() and len(word) > 1 for word in words):
        return False
    given = words[0] in gazetteer.given_names  # "Grace", "Mark", "Will" are English words, too
    plain = [w.lower().strip(".") for w in words[given:] if w.lower() not in gazetteer.particles]
    return not any(
        form in gazetteer.common_words for w in plain for form in (w, w.removesuffix("s"), w.removesuffix("ies") + "y")
    )


def _without_capitals(words: list[str], gazetteer: Gazetteer) -> list[str]:
    """ "ANNA BERG", as letters are signed and speakers named, as "Anna Berg"."""
    shouted = len(words) > 1 and all(word.isupper() for word in words) and words[0].title() in gazetteer.given_names
    return [word.title() for word in words] if shouted else words


def _label(tokens: Sequence[Token], first: int, last: int, labels: Mapping[str, str]) -> str:
    """Class of the entity label that most tokens of the name carry."""
    counts: dict[str, int] = {}
    for i in range(first, last):
        kind = labels.get(tokens[i].ent, "")
        if kind:
            counts[kind] = counts.get(kind, 0) + 1
    return min(counts, key=lambda kind: (-counts[kind], kind)) if counts else ""


def _generic_kind(words: list[str], gazetteer: Gazetteer) -> tuple[str, str] | None:
    """Kind from the generic word that a name ends or begins with: "Brdo Castle", "Hotel Union", "Trade Board"."""
    for word in (words[-1].lower(), words[0].lower()):
        if word in gazetteer.event_nouns:
            return "Event", ""
        if word in gazetteer.group_nouns:
            return "Organization", "Place" if word in gazetteer.place_nouns else ""
        if word in gazetteer.place_nouns:
            return "Place", ""
    return None


def name_gender(words: list[str], title: str, honorifics: tuple[str, ...], noun: str, gazetteer: Gazetteer) -> str:
    """`m` or `f` by honorific, office, the noun before the name or the given name; empty when none tells."""
    for word in (*honorifics, title, title.split()[-1] if title else ""):
        found = gazetteer.title_gender(word)
        if found:
            return found
    for table in (gazetteer.kinship, gazetteer.person_nouns):
        entry = table.get(noun)
        if entry is not None and entry.gender in ("m", "f"):
            return entry.gender
    words = _without_capitals(words, gazetteer)
    surname = len(words) == 1 and (title or honorifics)
    given = gazetteer.given_names.get(words[0]) if words and not surname else None
    if given is not None:
        return given.gender if given.gender in ("m", "f") else ""
    ending = _GENDERED.search(words[-1]) if len(words) > 1 and words[-1].lower() not in _ROMANCE else None
    return "" if ending is None else "f" if ending.group("f") else "m"
