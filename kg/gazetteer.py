"""Word lists about the world: countries, names, titles, and nouns for persons, groups, places and occasions.

The tables stand as plain text in `kg/gazetteers/`; each file says in its first lines where it comes from, and
`NOTICE.md` there gives licences. The mined ones are made by `scripts/make_gazetteers.py`, the others by hand.
They are evidence, not verdicts: "Jordan" is a country and a given name, and the caller has the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple, TypeVar

__all__ = ["Country", "Gazetteer", "GivenName", "Kin", "PersonNoun", "Title", "gazetteer"]

T = TypeVar("T")

_LEADING = frozenset(["head", "chief", "deputy"])
"""Before a trade they make a post."""
_NO_POSTS = frozenset(
    "witness suspect critic rival ally mourner culprit accuser opponent architect author man woman boy girl".split()
)
"""What "chief" makes no post of: "chief suspect"."""


class Country(NamedTuple):
    """A country, a territory or a first-level region (state, province)."""

    name: str
    """Canonical English name."""
    wikidata: str
    """Item of Wikidata: `Q145`."""
    kind: str
    """`country`, `territory` or `region`."""


class GivenName(NamedTuple):
    """What a given name tells."""

    gender: str
    """`m`, `f`, or `u` for both."""
    common: str
    """`word` or `place` when it is also a usual English word or a place ("Grace", "Austin"), else empty."""


class PersonNoun(NamedTuple):
    """A noun for a person."""

    gender: str
    """`m`, `f`, or `u` for both."""
    position: bool
    """Whether it is an office, a post, a rank, or a noble, court or clerical title; a plain occupation is none."""
    first: bool
    """Whether the person is what the noun means most of the time ("nurse", not "star")."""


class Kin(NamedTuple):
    """A noun for a relative."""

    gender: str
    """`m`, `f`, or `u` for both."""
    number: str
    """`sg` or `pl`."""
    relation: str
    """What the relative is to the other person: `spouse`, `parent`, `child`, `sibling`, … (see the file)."""


class Title(NamedTuple):
    """A title before a name."""

    gender: str
    """Gender of the holder: `m`, `f`, or `u` for both."""
    kind: str
    """`honorific` for a form of address ("Mrs."), `position` for an office ("Governor")."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All tables. Proper names keep their case, common nouns and titles are lower case."""

    countries: Mapping[str, Country]
    """Countries, territories and regions by each English name: `USA`, `Burma`, `Bavaria`."""
    demonyms: Mapping[str, str]
    """Noun or adjective for a people -> key of `countries`: `Dane` -> `Denmark`."""
    given_names: Mapping[str, GivenName]
    """Given names in Latin script, with and without accents, also hyphenated."""
    nicknames: Mapping[str, str]
    """Short form -> full given name, both lower case: `bill` -> `william`."""
    particles: frozenset[str]
    """Lower-case words inside a surname: `van`, `bin`."""
    suffixes: frozenset[str]
    """What follows a personal name, as written: `Jr.`, `III`, `OBE`."""
    suffixes_lower: frozenset[str]
    """The same in lower case without the last full stop."""
    legal_forms: frozenset[str]
    """What ends the name of a company, as written: `Ltd.`, `GmbH`."""
    titles: Mapping[str, Title]
    """Titles in lower case, with and without full stop: `mrs.`, `prime minister`."""
    honorifics: frozenset[str]
    """The titles that are forms of address."""
    kinship: Mapping[str, Kin]
    """Nouns for relatives, singular and plural."""
    person_nouns: Mapping[str, PersonNoun]
    """Nouns for persons, singular; a few of two words (`police officer`)."""
    group_nouns: Mapping[str, str]
    """Singular nouns for bodies (`organization`: committee, embassy) and for collectives (`people`: crew, crowd)."""
    place_nouns: frozenset[str]
    """Singular nouns for places where something can happen; some are bodies too (`embassy`)."""
    common_words: frozenset[str]
    """Ordinary English words in their base form: `marine`, `optical`."""
    event_nouns: frozenset[str]
    """Nouns for occasions at which something can happen; a few of two words (`state dinner`)."""

    def country_of(self, word: str) -> str | None:
        """Return the canonical name of the country that a name or a demonym, also a plural one, stands for."""
        for form in (word, word.removesuffix("s"), f"{word[:-3]}man" if word.endswith("men") else word):
            name = self.demonyms.get(form, form if form == word else "")
            if name in self.countries:
                return self.countries[name].name
        return None

    def is_title(self, word: str) -> bool:
        """Say whether a word or phrase is a title of either kind, in any case."""
        return word.lower() in self.titles

    def is_position(self, word: str) -> bool:
        """Say whether a word or phrase is an office, a post, a rank, or a noble, court or clerical title."""
        lower = word.lower()
        title, noun = self.titles.get(lower), self.person_nouns.get(lower)
        if (title is not None and title.kind == "position") or (noun is not None and noun.position):
            return True
        if lower.endswith("-general"):
            return self.is_position(lower.replace("-", " "))
        leading, _, trade = lower.partition(" ")
        return leading in _LEADING and trade in self.person_nouns and trade not in _NO_POSTS  # "head gardener"

    def title_gender(self, word: str) -> str:
        """Return `m` or `f` when a title or a noun for an office tells the gender, else an empty string."""
        lower = word.lower()
        entry = self.titles.get(lower) or self.person_nouns.get(lower)
        return entry.gender if entry is not None and entry.gender != "u" else ""


@cache
def gazetteer() -> Gazetteer:
    """Read the tables of the package, once in a process."""
    titles = {title.lower(): entry for title, entry in _table("titles.tsv", Title).items()}
    suffixes = _words("name_suffixes.txt")
    return Gazetteer(
        countries=_table("countries.tsv", Country),
        demonyms=_table("demonyms.tsv", str),
        given_names=_table("given_names.tsv", _given_name),
        nicknames={short.lower(): full.lower() for short, full in _table("nicknames.tsv", str).items()},
        particles=_words("name_particles.txt"),
        suffixes=suffixes,
        suffixes_lower=frozenset(suffix.rstrip(".").lower() for suffix in suffixes),
        legal_forms=_words("legal_forms.txt"),
        titles=titles,
        honorifics=frozenset(title for title, entry in titles.items() if entry.kind == "honorific"),
        kinship=_table("kinship.tsv", Kin),
        person_nouns=_table("person_nouns.tsv", _person_noun),
        group_nouns=_table("group_nouns.tsv", str),
        place_nouns=_words("place_nouns.txt"),
        common_words=_words("common_words.txt"),
        event_nouns=_words("event_nouns.txt"),
    )


def _given_name(gender: str, also: str) -> GivenName:
    return GivenName(gender, "" if also == "-" else also)


def _person_noun(gender: str, position: str, first: str) -> PersonNoun:
    return PersonNoun(gender, position == "1", first == "1")


def _lines(name: str) -> list[str]:
    """Return the entries of a table, which stand behind the heading (`#`)."""
    lines = (files("kg") / "gazetteers" / name).read_text(encoding="utf-8").split("\n")
    return lines[sum(line.startswith("#") for line in lines[:9]) : -1]


def _table(name: str, entry: Callable[..., T]) -> dict[str, T]:
    """Map the first column of a table to the entry that the other columns make; equal entries are one object."""
    table: dict[str, T] = {}
    made: dict[str, T] = {}
    for line in _lines(name):
        key, _, rest = line.partition("\t")
        if rest not in made:
            made[rest] = entry(*rest.split("\t"))
        table[key] = made[rest]
    return table


def _words(name: str) -> frozenset[str]:
    return frozenset(_lines(name))
