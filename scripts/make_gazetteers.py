"""Make the mined files of `kg/gazetteers/`: countries, demonyms, given names, nouns for persons and for places.

    apt-get install wordnet-base                          # WordNet 3.0, into /usr/share/wordnet
    pip install --no-deps rigour==2.6.1 faker==40.54.0    # --no-deps: rigour asks for PyICU, which has no wheel
    python scripts/make_gazetteers.py --wordnet /usr/share/wordnet

The same sources give the same bytes. None of them is needed at run time. What was decided by hand stands in
`gazetteer_choices.py`; the other files of the folder (kinship, titles, …) are written by hand from end to end.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import pkgutil
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import gazetteer_choices as choices
from wordnet import Sense, Synset, WordNet

GAZETTEERS = Path(__file__).parent.parent / "kg" / "gazetteers"
WORDNET = "WordNet 3.0 (Princeton University; WordNet licence)"
RIGOUR = "rigour 2.6.1 (OpenSanctions; MIT)"
FAKER = "faker 40.54.0 (MIT)"
ARTIFACT, LOCATION, PERSON, TIME = 6, 15, 18, 28  # lexicographer files of WordNet
REGISTER = "is_IS"  # a locale of faker that lists a whole national register, with names that hardly anybody bears
KINDS = ("country", "territory", "region")
NAME = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
NOUN = re.compile(r"[a-z]+(?:-[a-z]+)*")
FAMILY = r"(^|-|grand|god|step|foster|great)"
FEMALE_FORM = re.compile(rf"woman$|maid$|{FAMILY}(mother|sister|daughter|wife|girl|lady)$")
MALE_FORM = re.compile(rf"(?<!hu)(?<!sha)(?<!cay)(?<!brah)(?<!wo)man$|{FAMILY}(father|brother|son|boy|lord)$")
NEUTRAL_FORM = re.compile(r"person$|maker$|^(equestrian|flunk(e?y)|hustler|lackey|mendicant|monastic|sexist|tomboy)$")
RUDE = re.compile(r"\b(offensive|slur|disparaging|derogatory|obscene|vulgar|pejorative|contempt\w*)\b")

RUSSIAN_LETTERS = (
    "а:a б:b в:v г:g д:d е:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch "
    "ш:sh щ:shch ы:y э:e ю:yu я:ya ё:yo ь: ъ: ':"
)
RUSSIAN = dict(pair.split(":") for pair in RUSSIAN_LETTERS.split())
UKRAINIAN = RUSSIAN | {"г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "i", "й": "i", "є": "ie", "ю": "iu", "я": "ia"}
UKRAINIAN_INITIAL = {"ї": "yi", "й": "y", "є": "ye", "ю": "yu", "я": "ya"}


def main() -> None:
    """Read the three sources and write five files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"), help="folder of data.noun")
    parser.add_argument("--output", type=Path, default=GAZETTEERS, help="folder to write to")
    options = parser.parse_args()
    wordnet = WordNet(options.wordnet)
    territories = read_territories()

    countries = country_names(territories, wordnet)
    write(options.output / "countries.tsv", "countries and territories by each of their English names",
          f"{RIGOUR}; {WORDNET}", "name, canonical name, Wikidata item, kind (country, territory, region)",
          (f"{name}\t{canonical}\t{qid}\t{kind}" for name, (canonical, qid, kind) in countries.items()))
    write(options.output / "demonyms.tsv", "nouns and adjectives for the people of a country",
          f"{RIGOUR}; {WORDNET}", "demonym, canonical name in countries.tsv",
          ("\t".join(pair) for pair in demonyms(territories, countries, wordnet).items()))
    places = set(countries) | {word for synset in wordnet.synsets.values() if synset.topic == LOCATION
                               for word in synset.words}
    write(options.output / "given_names.tsv", "given names in Latin script", f"{FAKER}; {WORDNET}",
          "name, gender (m, f, u = either), what else it is in English (word, place, - = nothing)",
          given_names(wordnet, places))
    write(options.output / "person_nouns.tsv", "nouns for persons", WORDNET,
          "noun, gender (m, f, u = either), position (1 = office, post, rank, noble or clerical title), "
          "first (1 = the person is its commonest meaning)", person_nouns(wordnet))
    write(options.output / "place_nouns.txt", "nouns for places at which something can happen", WORDNET, "noun",
          place_nouns(wordnet))


def write(path: Path, what: str, source: str, columns: str, rows: Iterable[str]) -> None:
    """Write a table with its heading, sorted by code point."""
    heading = f"# {path.stem}: {what}\n# source: {source}; made by scripts/make_gazetteers.py\n# columns: {columns}\n"
    lines = sorted(set(rows))
    path.write_text(heading + "".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    print(f"{path.name}: {len(lines)} rows, {path.stat().st_size // 1024} KB")


def groups(text: str, separator: str = ":") -> Iterator[tuple[str, str]]:
    """Yield what stands before and after the separator in each line of a table of choices."""
    for line in text.strip().splitlines():
        key, _, rest = line.partition(separator)
        yield key.strip(), rest.strip()


# -- countries and demonyms --------------------------------------------------------------------------------


def read_territories() -> list[dict[str, Any]]:
    """Return rigour's territories; its compiled core is loaded by path, because the package itself needs PyICU."""
    package = importlib.util.find_spec("rigour")
    if package is None or not package.submodule_search_locations:
        raise SystemExit("rigour is not installed: pip install --no-deps rigour==2.6.1")
    library = next(Path(package.submodule_search_locations[0]).glob("_core.*so"))
    spec = importlib.util.spec_from_file_location("rigour._core", library)
    assert spec is not None and spec.loader is not None
    core: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(core)
    rows = [json.loads(line) for line in core.territories_jsonl().splitlines()]
    rows = [row for row in rows if row["code"] not in choices.NOT_PLACES]
    for row in rows:
        name = re.sub(r" \(.*\)$", "", row["name"])
        row.setdefault("in_sentence", row["name"])
        row["canonical"] = choices.ENGLISH_NAME.get(row["code"], name)
        row["kind"] = "country" if row["is_country"] else "region" if "-" in row["code"] else "territory"
    return sorted(rows, key=lambda row: (KINDS.index(row["kind"]), row["code"]))


def country_names(territories: list[dict[str, Any]], wordnet: WordNet) -> dict[str, tuple[str, str, str]]:
    """Map each name to canonical name, Wikidata item and kind; a country wins over a region of the same name."""
    by_hand = {code: names.split("; ") for code, names in groups(choices.COUNTRY_ALIASES)}
    refused = {*choices.NOT_COUNTRY_NAMES.replace("\n", "; ").split("; "), *(word for word, _ in people_words(wordnet))}
    words = [word.replace("_", " ") for synset in wordnet.synsets.values() for word in synset.words]
    english = {part for word in words for part in word.lower().split()}
    whole = set(words)
    found = {row["canonical"]: entry_of(row) for row in reversed(territories)}
    for row in territories:
        names = by_hand.get(row["code"], [])
        known = english | {"of", "the", "and"} | set(row["canonical"].lower().split())
        weak = [name for name in row["names_weak"] if name in whole]
        for name in (row["name"], row["in_sentence"], row["full_name"], *row["names_strong"], *weak):
            name = re.sub(r" [(\[].*[)\]]$|^the ", "", name)
            if name not in refused and looks_like_name(name) and set(name.lower().split()) <= known:
                names = [*names, name, plain(name)]
        for name in names:
            found.setdefault(name, entry_of(row))
    return found


def entry_of(row: dict[str, Any]) -> tuple[str, str, str]:
    """Return canonical name, Wikidata item and kind."""
    return row["canonical"], row["qid"], row["kind"]


def looks_like_name(name: str) -> bool:
    """Say whether an English text could write a name so; the source also has headings and index forms."""
    shouted = name.isupper() and len(name) > 5
    return name[:1].isupper() and not shouted and not re.search(r"[,()‘/&]| -|-$|\d", name)


def plain(name: str) -> str:
    """Return a name without its accents."""
    letters = "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
    return letters.translate(str.maketrans("łŁøØđĐıəƏ", "lLoOdDieE"))


def people_words(wordnet: WordNet) -> Iterator[tuple[str, Synset]]:
    """Yield capitalised nouns for persons and adjectives, which is where WordNet has its demonyms."""
    for synset in wordnet.synsets.values():
        is_instance = any(symbol == "@i" for symbol, _ in synset.pointers)
        if (synset.id[0] == "n" and synset.topic == PERSON and not is_instance) or synset.id[0] == "a":
            for word in synset.words:
                if word[0].isupper():
                    yield word.replace("_", " "), synset


def demonyms(
    territories: list[dict[str, Any]], countries: dict[str, tuple[str, str, str]], wordnet: WordNet
) -> dict[str, str]:
    """Map demonyms to countries: by hand, by WordNet's pointers, and by what rigour and WordNet both have."""
    found = {name: country for country, names in groups(choices.DEMONYMS) for name in names.split(", ")}
    unknown = set(found.values()) - set(countries)
    assert not unknown, f"no such country: {sorted(unknown)}"
    refused = set(choices.NOT_DEMONYMS.replace("\n", "; ").split("; "))
    words = list(people_words(wordnet))
    for word, synset in words:
        for symbol, target in synset.pointers:
            place = next((w for w in wordnet.synsets[target].words if w.replace("_", " ") in countries), None)
            tied = symbol in ("#m", "\\", "+") and wordnet.synsets[target].topic == LOCATION
            if place and tied and word not in refused:
                found.setdefault(word, countries[place.replace("_", " ")][0])
    known = {word for word, _ in words} - refused
    for row in territories:
        for name in (*row["names_strong"], *row["names_weak"]):
            if name in known and name not in countries:
                found.setdefault(name, row["canonical"])
    return found


# -- given names -------------------------------------------------------------------------------------------


def given_names(wordnet: WordNet, places: set[str]) -> Iterator[str]:
    """Yield rows of given names with gender and a warning where the name is also an English word or a place."""
    dated = {word for s in wordnet.synsets.values() if s.topic == TIME for word in s.words} - {"Jan", "Sep"}
    refused = set(choices.NOT_GIVEN_NAMES.split())
    names = with_plain_letters(attested_names())
    by_hand = {name: gender for gender, line in groups(choices.GIVEN_NAMES, " ") for name in line.split()}
    for name in sorted(names.keys() | by_hand.keys()):
        male, female = names.get(name, (set(), set()))
        uses = word_uses(wordnet, name.lower())
        rare = len(male | female) < 3 and name not in by_hand
        if name in refused or (rare and uses) or (male | female == {REGISTER} and name not in by_hand):
            continue
        also = "word" if uses >= 5 or name in dated else "place" if name in places else "-"
        yield f"{name}\t{by_hand.get(name) or gender_of(male, female)}\t{also}"


def attested_names() -> dict[str, tuple[set[str], set[str]]]:
    """Map each given name of faker to the locales that list it for men and for women."""
    package = importlib.import_module("faker.providers.person")
    names: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for locale in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        provider = vars(importlib.import_module(f"faker.providers.person.{locale}").Provider)
        for index, gender in enumerate(("male", "female")):
            for table in (f"first_names_{gender}", f"first_romanized_names_{gender}"):
                for entry in provider.get(table, ()):
                    for word in romanized(str(entry), locale).replace("’", "'").split():
                        if is_name(word):
                            names[word.capitalize() if word[:2].isupper() else word][index].add(locale)
    return names


def romanized(name: str, locale: str) -> str:
    """Return a Russian or Ukrainian name in Latin letters (Ukraine: resolution 55 of 2010; Russian: press usage)."""
    if locale not in ("ru_RU", "uk_UA"):
        return name
    if locale == "ru_RU":
        return re.sub(r"(?<=[iy])y$", "", "".join(RUSSIAN.get(char, char) for char in name.lower())).title()
    letters = [UKRAINIAN.get(char, char) for char in name.lower()]
    letters[0] = UKRAINIAN_INITIAL.get(name[0].lower(), letters[0])
    return "".join(letters).title()


def is_name(word: str) -> bool:
    """Say whether a word is a capitalised name of two or more Latin letters."""
    latin = all("LATIN" in unicodedata.name(char, "") for char in word if char.isalpha())
    return bool(NAME.fullmatch(word)) and latin and word[0].isupper() and len(word) > 1


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
    """Return the gender that the locales agree on: u when two of the minority, or a quarter, say otherwise."""
    few, many = sorted((len(male), len(female)))
    if few >= 2 or few * 4 > few + many:
        return "u"
    return "m" if len(male) > len(female) else "f"


def word_uses(wordnet: WordNet, word: str) -> int:
    """Count the uses of a lower-case word, or of what it is an inflected form of, in WordNet's corpora."""
    forms = {word, *wordnet.base_forms(word)}
    return sum(sense.count for form in forms for pos in "nvar" for sense in wordnet.senses(form, pos))


# -- nouns -------------------------------------------------------------------------------------------------


def person_nouns(wordnet: WordNet) -> Iterator[str]:
    """Yield rows of nouns whose first or second meaning is a person."""
    by_hand = {name.replace("_", " "): gender for gender, line in groups(choices.PERSONS, " ") for name in line.split()}
    positions = {name.replace("_", " ") for name in choices.POSITIONS.split()}
    not_positions = set(choices.NOT_POSITIONS.split())
    high = wordnet.below(*choices.POSITION_ROOTS.split())
    genders = gender_tables(wordnet)
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
    return senses[:1] + [sense for sense in senses[1:2] if sense.count and sense.count * 4 >= senses[0].count]


def is_mostly_person(senses: list[Sense]) -> bool:
    """Say whether the first meaning is a person; without any count ("trailer") no other meaning may stand beside it."""
    first, *others = senses
    return first.synset.topic == PERSON and (first.count > 0 or all(s.synset.topic == PERSON for s in others))


def is_machine(senses: list[Sense]) -> bool:
    """Say whether a noun that the corpora never use can also name a made thing: "scanner", "trailer"."""
    return sum(sense.count for sense in senses) == 0 and any(sense.synset.topic == ARTIFACT for sense in senses)


def is_rude(synset: Synset, wordnet: WordNet) -> bool:
    """Say whether WordNet marks a meaning as offensive, by a pointer to a usage or in its definition."""
    usages = [wordnet.synsets[target].words[0] for symbol, target in synset.pointers if symbol == ";u"]
    return bool({"disparagement", "ethnic_slur", "obscenity"}.intersection(usages) or RUDE.search(synset.gloss))


def gender_tables(wordnet: WordNet) -> tuple[dict[str, str], set[str], set[str]]:
    """Return the genders of titles in lower case, and the ids of WordNet's nouns for women and for men."""
    rows = (GAZETTEERS / "titles.tsv").read_text(encoding="utf-8").splitlines()
    titles = {title.lower(): gender for title, gender, _ in (row.split("\t") for row in rows if row[0] != "#")}
    return titles, wordnet.below("woman#1", "female#2"), wordnet.below("man#1", "male#2")


def noun_gender(noun: str, meanings: list[Synset], tables: tuple[dict[str, str], set[str], set[str]]) -> str:
    """Return f, m or u: by the title that it is, its form, its place in WordNet's tree, or the word that defines it."""
    titles, women, men = tables
    if titles.get(noun, "u") != "u":
        return titles[noun]
    if FEMALE_FORM.search(noun):
        return "f"
    if MALE_FORM.search(noun):
        return "m"
    if not meanings or NEUTRAL_FORM.search(noun):
        return "u"
    defined = re.match(r"(?:an? |the )?(?:young |married |unmarried |titled )?(\w+)", meanings[0].gloss)
    word = defined[1] if defined else ""
    if meanings[0].id in women or word in ("female", "woman", "wife", "girl", "lady", "noblewoman"):
        return "f"
    return "m" if meanings[0].id in men or word in ("male", "husband", "boy", "nobleman") else "u"


def place_nouns(wordnet: WordNet) -> Iterator[str]:
    """Yield nouns whose first or second meaning is a building, a room, a settlement or a feature of the land."""
    places = wordnet.below(*choices.PLACE_ROOTS.split())
    refused = set(choices.NOT_PLACE_NOUNS.split())
    yield from choices.PLACES.split()
    for noun in {noun for noun in wordnet.lemmas("n") if NOUN.fullmatch(noun)} - refused:
        if any(sense.synset.id in places for sense in meant(wordnet.senses(noun))):
            yield noun


if __name__ == "__main__":
    main()
