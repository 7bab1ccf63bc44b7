"""Nouns for persons and places, from WordNet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from gazetteer_mining import choices
from gazetteer_mining.choices import groups
from gazetteer_mining.wordnet import ARTIFACT, PERSON, Sense, Synset, WordNet

__all__ = ["person_nouns", "place_nouns"]

NOUN = re.compile(r"[a-z]+(?:-[a-z]+)*")
FAMILY = r"(^|-|grand|god|step|foster|great)"
FEMALE_FORM = re.compile(rf"woman$|maid$|{FAMILY}(mother|sister|daughter|wife|girl|lady)$")
MALE_FORM = re.compile(rf"(?<!hu)(?<!sha)(?<!cay)(?<!brah)(?<!wo)man$|{FAMILY}(father|brother|son|boy|lord)$")
NEUTRAL_FORM = re.compile(r"person$|maker$|^(equestrian|flunk(e?y)|hustler|lackey|mendicant|monastic|sexist|tomboy)$")
RUDE = re.compile(r"\b(offensive|slur|disparaging|derogatory|obscene|vulgar|pejorative|contempt\w*)\b")


def person_nouns(wordnet: WordNet, titles: Path) -> Iterator[str]:
    """Yield rows of nouns whose first or second meaning is a person."""
    by_hand = {name.replace("_", " "): gender for gender, line in groups(choices.PERSONS, " ") for name in line.split()}
    positions = {name.replace("_", " ") for name in choices.POSITIONS.split()}
    not_positions = set(choices.NOT_POSITIONS.split())
    high = wordnet.below(*choices.POSITION_ROOTS.split())
    genders = read_genders(wordnet, titles)
    mined = {noun for noun in wordnet.lemmas("n") if NOUN.fullmatch(noun)} - set(choices.NOT_PERSONS.split())
    for noun in sorted(mined | by_hand.keys()):
        senses = wordnet.senses(noun)
        persons = [sense.synset for sense in meant(senses) if sense.synset.topic == PERSON]
        unfit = not persons or is_machine(senses) or any(is_rude(synset, wordnet) for synset in persons)
        if unfit and noun not in by_hand:
            continue
        gender = by_hand.get(noun, "u")
        gender = noun_gender(noun, persons, genders) if gender == "u" else gender
        post = noun in positions or (noun not in not_positions and any(synset.id in high for synset in persons))
        yield f"{noun}\t{gender}\t{post:d}\t{noun in by_hand or is_mostly_person(senses):d}"


def meant(senses: list[Sense]) -> list[Sense]:
    """Return the first meaning, and the second where the corpora use it at least a quarter as often."""
    return senses[:1] + [sense for sense in senses[1:2] if sense.uses and sense.uses * 4 >= senses[0].uses]


def is_mostly_person(senses: list[Sense]) -> bool:
    """Say whether the first meaning is a person; without any count ("trailer") no other meaning may stand beside it."""
    first, *others = senses
    return first.synset.topic == PERSON and (first.uses > 0 or all(s.synset.topic == PERSON for s in others))


def is_machine(senses: list[Sense]) -> bool:
    """Say whether a noun that the corpora never use can also name a made thing: "scanner", "trailer"."""
    return sum(sense.uses for sense in senses) == 0 and any(sense.synset.topic == ARTIFACT for sense in senses)


def is_rude(synset: Synset, wordnet: WordNet) -> bool:
    """Say whether WordNet marks a meaning as offensive, by a pointer to a usage or in its definition."""
    usages = [wordnet.synsets[target].words[0] for symbol, target in synset.pointers if symbol == ";u"]
    return bool({"disparagement", "ethnic_slur", "obscenity"}.intersection(usages) or RUDE.search(synset.gloss))


class Genders(NamedTuple):
    """Where the gender of a noun can be read."""

    titles: dict[str, str]
    """Gender of each title, lower case."""
    women: set[str]
    """Ids of WordNet's synsets for women."""
    men: set[str]


def read_genders(wordnet: WordNet, titles: Path) -> Genders:
    """Read the file of titles and collect WordNet's nouns for women and for men."""
    rows = [line.split("\t") for line in titles.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    women, men = wordnet.below("woman#1", "female#2"), wordnet.below("man#1", "male#2")
    return Genders({title.lower(): gender for title, gender, _ in rows}, women, men)


def noun_gender(noun: str, meanings: list[Synset], genders: Genders) -> str:
    """Return f, m or u: by the title that it is, its form, its place in WordNet's tree, or the word that defines it."""
    if genders.titles.get(noun, "u") != "u":
        return genders.titles[noun]
    if FEMALE_FORM.search(noun):
        return "f"
    if MALE_FORM.search(noun):
        return "m"
    if not meanings or NEUTRAL_FORM.search(noun):
        return "u"
    defined = re.match(r"(?:an? |the )?(?:young |married |unmarried |titled )?(\w+)", meanings[0].gloss)
    word = defined[1] if defined else ""
    if meanings[0].id in genders.women or word in ("female", "woman", "wife", "girl", "lady", "noblewoman"):
        return "f"
    return "m" if meanings[0].id in genders.men or word in ("male", "husband", "boy", "nobleman") else "u"


def common_words(wordnet: WordNet) -> Iterator[str]:
    """Yield the ordinary English words, of any part of speech, that the annotated corpora use at least once."""
    for pos in "nvar":
        for lemma in wordnet.lemmas(pos):
            if len(lemma) > 2 and lemma.isalpha() and lemma.isascii():
                senses = wordnet.senses(lemma, pos)
                if sum(s.uses for s in senses if lemma in s.synset.words) > 0:
                    yield lemma


def place_nouns(wordnet: WordNet) -> Iterator[str]:
    """Yield nouns whose first or second meaning is a building, a room, a settlement or a feature of the land."""
    places = wordnet.below(*choices.PLACE_ROOTS.split())
    refused = set(choices.NOT_PLACE_NOUNS.split())
    yield from choices.PLACES.split()
    for noun in {noun for noun in wordnet.lemmas("n") if NOUN.fullmatch(noun)} - refused:
        if any(sense.synset.id in places for sense in meant(wordnet.senses(noun))):
            yield noun
