"""Who is whose relative, as far as the document has told."""

from __future__ import annotations

from kg.coref.chains import DraftChain
from kg.gazetteer import Gazetteer

__all__ = ["Relations"]

_INVERSE = {
    "spouse": "spouse", "sibling": "sibling", "cousin": "cousin", "parent": "child", "child": "parent",
    "grandparent": "grandchild", "grandchild": "grandparent", "aunt-uncle": "nephew-niece",
    "nephew-niece": "aunt-uncle", "fiance": "fiance", "partner": "partner", "parent-in-law": "child-in-law",
    "child-in-law": "parent-in-law", "sibling-in-law": "sibling-in-law",
}  # fmt: skip
_COMPOSED = {
    "parent-in-law": (("spouse", "parent"),), "child-in-law": (("child", "spouse"),),
    "sibling-in-law": (("spouse", "sibling"), ("sibling", "spouse")), "sibling": (("parent", "child"),),
    "grandparent": (("parent", "parent"),), "grandchild": (("child", "child"),),
    "aunt-uncle": (("parent", "sibling"),), "nephew-niece": (("sibling", "child"),),
}  # fmt: skip
"""Relations that follow from two others: a father-in-law is the father of a spouse."""
_SHARED = frozenset(["child", "grandchild", "parent", "sibling"])
"""What the relative of two together is of each of them: "their son"."""


class Relations:
    """Kinship between chains; each fact also holds the other way round."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.known: dict[tuple[int, str], list[int]] = {}

    def relation(self, noun: str) -> str:
        """The relation that a kinship noun names: `husband` -> `spouse`."""
        entry = self.gazetteer.kinship.get(noun)
        return "" if entry is None else entry.relation

    def add(self, owner: DraftChain, noun: str, relative: DraftChain) -> None:
        """The relative is the owner's `noun`."""
        relation = self.relation(noun)
        if not relation or owner.id == relative.id:
            return
        for one in (owner.id, *(owner.members if relation in _SHARED else ())):
            self._put(one, relation, relative.id)
            if relation in _INVERSE:
                self._put(relative.id, _INVERSE[relation], one)

    def _put(self, owner: int, relation: str, relative: int) -> None:
        known = self.known.setdefault((owner, relation), [])
        if relative not in known:
            known.append(relative)

    def join(self, first: DraftChain, relation: str, second: DraftChain) -> None:
        """Each is the other's `relation`: spouses by a wedding, brothers by the word "brothers"."""
        if first.id != second.id:
            self._put(first.id, relation, second.id)
            self._put(second.id, relation, first.id)

    def are(self, owner: DraftChain, relation: str, relative: DraftChain) -> bool:
        """Whether the text has told that the one is the other's `relation`."""
        return relative.id in self.known.get((owner.id, relation), ())

    def related(self, one: DraftChain, other: DraftChain) -> bool:
        """Whether the text has told that the two are relatives of any kind."""
        return any(other.id in relatives for (owner, _), relatives in self.known.items() if owner == one.id)

    def has(self, chain: DraftChain, relation: str) -> bool:
        """Whether a relative of this kind has been told."""
        return bool(self.known.get((chain.id, relation)))

    def find(
        self, owner: DraftChain, noun: str, chains: list[DraftChain], gender: str, plural: bool
    ) -> DraftChain | None:
        """The owner's `noun` if told before; of several the last one told, those first that are known to be of the
        noun's gender.
        """
        told = [chains[id] for id in reversed(self.known.get((owner.id, self.relation(noun)), []))]
        fitting = [c for c in told if c.plural == plural and c.mentions and {gender, c.gender} != {"m", "f"}]
        if fitting:
            return next((c for c in fitting if gender and c.gender == gender), fitting[0])
        return None if plural else self._composed(owner, self.relation(noun), chains, gender)

    def _composed(
        self, owner: DraftChain, relation: str, chains: list[DraftChain], gender: str
    ) -> DraftChain | None:
        """ "his father-in-law": the one person with a name who is the father of his wife by what was told."""
        found = {
            id
            for first, second in _COMPOSED.get(relation, ())
            for middle in self.known.get((owner.id, first), ())
            for id in self.known.get((middle, second), ())
            if id != owner.id
        }
        named = [chains[id] for id in sorted(found) if chains[id].names and not chains[id].plural]
        fitting = [c for c in named if not gender or c.gender == gender]
        return fitting[0] if len(fitting) == 1 else None
