"""Well-known places: which entity is a country or a large city that Wikidata or GeoNames knows, too.

The table `kg/gazetteers/places.tsv` holds only names that mean one place (`scripts/gazetteer_mining/places.py` has the
rules). A document may still speak of another Paris; so a city is a close match and never the same, and that a city lies
in a country is said only where the documents name the country, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kg.model import Entity

__all__ = ["KnownPlace", "known_places", "place_links"]

_WIKIDATA = "http://www.wikidata.org/entity/"
_GEONAMES = "https://sws.geonames.org/"
_RELATION = {"same": "owl:sameAs", "close": "skos:closeMatch"}
_UNKNOWN = "-"


class KnownPlace(NamedTuple):
    """A row of the table."""

    match: str
    """`same` when the name is the item's own, `close` when it stands for the item as a rule."""
    kind: str
    """`country` or `city`."""
    wikidata: str
    """Item of Wikidata, `Q31`; `-` when not known."""
    geonames: str
    """Id of GeoNames, `2761369`; `-` when not known."""
    country: str
    """Item of the country that it lies in; a country's own item."""

    @property
    def iris(self) -> tuple[str, ...]:
        """The place as Wikidata and GeoNames call it."""
        wikidata = () if self.wikidata == _UNKNOWN else (f"{_WIKIDATA}{self.wikidata}",)
        return wikidata if self.geonames == _UNKNOWN else (*wikidata, f"{_GEONAMES}{self.geonames}/")


@cache
def known_places() -> Mapping[str, KnownPlace]:
    """The table by name, read once in a process."""
    text = (files("kg") / "gazetteers" / "places.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {name: KnownPlace(*cells) for name, *cells in rows}


def place_links(entities: Sequence[Entity]) -> Iterator[tuple[str, str, str]]:
    """What the table adds to entities: (IRI, `owl:sameAs`, `skos:closeMatch` or `kg:within`, IRI), in their order.

    Only a place whose label is a name of the table is linked; one with `same_as` of the user's is left alone.
    """
    known = {entity.iri: place for entity in entities if (place := _place_of(entity))}
    countries: dict[str, list[str]] = {}
    for iri, place in known.items():
        if place.kind == "country":
            countries.setdefault(place.country, []).append(iri)
    for iri, place in known.items():
        for other in place.iris:
            yield iri, _RELATION[place.match], other
        if place.kind != "country":
            for country in countries.get(place.country, ()):
                yield iri, "kg:within", country


def _place_of(entity: Entity) -> KnownPlace | None:
    """The known place that an entity is, unless another of its names is that of another one."""
    if entity.kind != "Place" or entity.same_as:
        return None
    table = known_places()
    place = table.get(entity.label)
    others = (table.get(name, place) for name in entity.names)
    return place if place and all(other and other.iris == place.iris for other in others) else None
