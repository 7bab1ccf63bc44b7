"""Given names, from the locale lists of faker."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator

from gazetteer_mining import choices
from gazetteer_mining.choices import groups
from gazetteer_mining.spelling import is_latin, plain, romanized
from gazetteer_mining.wordnet import TIME, WordNet

__all__ = ["given_names"]

NAME = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
REGISTER = "is_IS"  # a locale of faker that lists a whole national register, with names that hardly anybody bears


def given_names(wordnet: WordNet, places: set[str]) -> Iterator[str]:
    """Yield rows of given names with gender and a warning where the name is also an English word or a place."""
    dated = {word for s in wordnet.synsets.values() if s.topic == TIME for word in s.words} - {"Jan", "Sep"}
    refused = set(choices.NOT_GIVEN_NAMES.split())
    attested = attested_names()
    names = with_plain_letters(attested)
    by_hand = {name: gender for gender, line in groups(choices.GIVEN_NAMES, " ") for name in line.split()}
    for name in sorted(names.keys() | by_hand.keys()):
        male, female = names.get(name, (set(), set()))
        uses = word_uses(wordnet, name.lower())
        rare = len(male | female) < 3 and name not in by_hand
        if name in refused or (rare and uses) or (male | female == {REGISTER} and name not in by_hand):
            continue
        also = "word" if uses >= 5 or name in dated else "place" if name in places else "-"
        # "Tünde" is a woman, "Tunde" also a man of another language: letters without accents leave it open.
        gender = gender_of(male, female) if name in attested else "u"
        yield f"{name}\t{by_hand.get(name) or gender}\t{also}"


def attested_names() -> dict[str, tuple[set[str], set[str]]]:
    """Map each given name of faker to the locales that list it for men and for women."""
    package = importlib.import_module("faker.providers.person")
    names: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for locale in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        provider = vars(importlib.import_module(f"faker.providers.person.{locale}").Provider)
        for index, gender in enumerate(("male", "female")):
            for table in (f"first_names_{gender}", f"first_romanized_names_{gender}"):
                for entry in provider.get(table, ()):
                    word = romanized(str(entry), locale).replace("’", "'").partition(" ")[0]  # "Maria" of "Maria José"
                    if is_name(word):
                        names[word.capitalize() if word[:2].isupper() else word][index].add(locale)
    return names


def is_name(word: str) -> bool:
    """Say whether a word is a capitalised name of two or more Latin letters."""
    return bool(NAME.fullmatch(word)) and is_latin(word) and word[0].isupper() and len(word) > 1


def with_plain_letters(names: dict[str, tuple[set[str], set[str]]]) -> dict[str, tuple[set[str], set[str]]]:
    """Add to each name with accents the same name without them, as newspapers print it."""
    found = {name: (set(male), set(female)) for name, (male, female) in names.items()}
    for name, (male, female) in names.items():
        bare = plain(name)
        if bare != name and bare.isascii() and is_name(bare):
            for old, new in zip(found.setdefault(bare, (set(), set())), (male, female), strict=True):
                old |= new
    return found


def gender_of(male: set[str], female: set[str]) -> str:
    """Return the gender that the locales agree on: u when an eighth of them or more says otherwise.

    faker's list for all English (`en`) has the rare uses of a century, and speaks only where no other locale does.
    """
    if (male | female) - {"en"}:
        male, female = male - {"en"}, female - {"en"}
    few, many = sorted((len(male), len(female)))
    if few * 8 >= few + many:
        return "u"
    return "m" if len(male) > len(female) else "f"


def word_uses(wordnet: WordNet, word: str) -> int:
    """Count the uses of a lower-case word, or of what it is an inflected form of, in WordNet's corpora."""
    forms = {word, *wordnet.base_forms(word)}
    return sum(sense.uses for form in forms for pos in "nvar" for sense in wordnet.senses(form, pos))
