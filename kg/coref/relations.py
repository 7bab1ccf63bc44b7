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
        self._put(owner.id, relation, relative.id)
        if relation in _INVERSE:
            self._put(relative.id, _INVERSE[relation], owner.id)

    def _put(self, owner: int, relation: str, relative: int) -> None:
        known = self.known.setdefault((owner, relation), [])
        if relative not in known:
            known.append(relative)

    def marry(self, first: DraftChain, second: DraftChain) -> None:
        """A wedding was told: each is the other's spouse."""
        if first.id != second.id:
            self._put(first.id, "spouse", second.id)
            self._put(second.id, "spouse", first.id)

    def are(self, owner: DraftChain, relation: str, relative: DraftChain) -> bool:
        """Whether the text has told that the one is the other's `relation`."""
        return relative.id in self.known.get((owner.id, relation), ())

    def has(self, chain: DraftChain, relation: str) -> bool:
        """Whether a relative of this kind has been told."""
        return bool(self.known.get((chain.id, relation)))

    def find(
        self, owner: DraftChain, noun: str, chains: list[DraftChain], gender: str, plural: bool
    ) -> DraftChain | None:
        """The owner's `noun` if told before; the last one told when there are several."""
        for id in reversed(self.known.get((owner.id, self.relation(noun)), [])):
            chain = chains[id]
            fits = not (gender and chain.gender and gender != chain.gender)
            if fits and chain.plural == plural and chain.mentions:
                return chain
        return None
