"""Chains while they grow: what is known of a thing from the mentions found so far."""

from __future__ import annotations

from bisect import bisect_left, insort

from kg.model import Mention

__all__ = ["ChainBuilder", "DraftChain"]


_BY_PRONOUN = 3


class DraftChain:
    """One thing of the document and the mentions that refer to it."""

    def __init__(self, id: int) -> None:
        self.id = id
        self.mentions: list[int] = []
        self.heads: list[int] = []
        """Head tokens of the mentions, sorted."""
        self.names: list[str] = []
        """Names without titles, in order of appearance."""
        self.nouns: set[str] = set()
        """Common nouns that describe it, lower case."""
        self.offices: set[str] = set()
        """Titles and offices, lower case."""
        self.kind = ""
        """Class with the most votes; titles and nouns outvote the labels of the entity recogniser."""
        self._votes: dict[str, int] = {}
        self.gender = ""
        self.gender_known = 0
        """How surely: 0 not at all; 1 by a lone word that may be a surname; 2 by a lone feminine given name, which is
        seldom one; 3 by a pronoun; 4 by a full name, or by a pronoun and what else was known; 5 by a title or noun."""
        self.plural = False
        self.count = ""
        self.members: tuple[int, ...] = ()
        """For several things spoken of together: their chains."""
        self.listed: tuple[int, ...] = ()
        """For a group whose members are named behind it: their chains."""
        self.description = ""
        """First description of something without a name."""

    def vote(self, kind: str, weight: int) -> None:
        """Take evidence for a class in."""
        self._votes[kind] = self._votes.get(kind, 0) + weight
        self.kind = min(self._votes, key=lambda k: (-self._votes[k], k))

    @property
    def doubtful(self) -> bool:
        """Whether only entity labels tell the class."""
        return self._votes.get(self.kind, 0) <= len(self.mentions)

    @property
    def personal(self) -> bool:
        """Whether it can be a single person."""
        return self.kind in ("Person", "") and not self.plural

    def last_before(self, token: int) -> int:
        """Head of its last mention before a token, -1 for none."""
        at = bisect_left(self.heads, token)
        return self.heads[at - 1] if at else -1

    def add(self, mention: Mention) -> None:
        """Take a mention in, with what it tells."""
        self.mentions.append(mention.id)
        insort(self.heads, mention.head)
        if mention.form == "pronoun":
            if mention.gender in ("m", "f") and not self.plural:
                self._tell_gender(mention.gender, _BY_PRONOUN)
                self.vote("Person", 6)
            return
        if mention.form == "name":
            if mention.name not in self.names:
                self.names.append(mention.name)
            self.offices.update(t.lower() for t in mention.titles[-1:])
        elif not self.description:
            self.description = mention.name
        if mention.noun:
            self.nouns.add(mention.noun)
        if mention.kind:
            full = mention.form == "name" and mention.kind == "Person" and " " in mention.name
            sure = 20 if mention.titles or mention.noun or mention.gender else 5 if full else 1
            self.vote(mention.kind, sure)
        surname = (
            mention.form == "name"
            and not mention.titles
            and any(n.split()[-1] == mention.name for n in self.names if " " in n)
        )
        if not surname:
            self.tell_gender(mention)
        self.plural = self.plural or (mention.plural and mention.form != "name")
        self.count = self.count or mention.count

    def tell_gender(self, mention: Mention) -> None:
        """Take the gender of a name or description; "his daughter" and "Ms" outrank a given name."""
        if mention.gender:
            self._tell_gender(mention.gender, _known_by(mention))

    def _tell_gender(self, gender: str, known: int) -> None:
        """Take evidence for the gender in; a pronoun that agrees with weaker evidence confirms it."""
        if known == _BY_PRONOUN and self.gender:
            if gender == self.gender:
                self.gender_known = max(self.gender_known, _BY_PRONOUN + (self.gender_known != _BY_PRONOUN))
            elif self.gender_known < 2:
                self.gender, self.gender_known = gender, known
        elif known > self.gender_known:
            self.gender, self.gender_known = gender, known

    def label(self) -> str:
        """Fullest name, else the first description."""
        if self.names:
            return max(self.names, key=lambda n: (len(n.split()), not n.isupper(), len(n), n))
        return self.description


def _known_by(mention: Mention) -> int:
    """How surely a name or description tells a gender (`DraftChain.gender_known`)."""
    if mention.form == "description" or mention.noun or mention.titles:
        return 5
    return 4 if " " in mention.name else 2 if mention.gender == "f" else 1


def _replaced(chains: tuple[int, ...], old: int, new: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(new if chain == old else chain for chain in chains)) if old in chains else chains


class ChainBuilder:
    """All chains of a document and which mention is in which."""

    def __init__(self, mentions: tuple[Mention, ...]) -> None:
        self.mentions = mentions
        self.chains: list[DraftChain] = []
        self.of: list[int] = [-1] * len(mentions)
        self.contested: set[int] = set()
        """Pronouns, by mention id, that may nearly as well mean somebody else."""

    def new(self, mention: Mention | None = None) -> DraftChain:
        """A new chain, with its first mention when given."""
        chain = DraftChain(len(self.chains))
        self.chains.append(chain)
        if mention is not None:
            self.put(mention, chain)
        return chain

    def group(self, members: tuple[int, ...]) -> DraftChain:
        """Several chains spoken of together: the group told before, or a new one."""
        for chain in self.chains:
            if chain.members == members:
                return chain
        chain = self.new()
        chain.members, chain.plural = members, True
        chain.vote("Group", 1)
        return chain

    def put(self, mention: Mention, chain: DraftChain) -> DraftChain:
        """Add a mention to a chain."""
        if self.of[mention.id] < 0:
            self.of[mention.id] = chain.id
            chain.add(mention)
        return chain

    def chain(self, mention: int) -> DraftChain | None:
        """Chain of a mention, None while it has none."""
        return self.chains[self.of[mention]] if mention >= 0 and self.of[mention] >= 0 else None

    def merge(self, keep: DraftChain, drop: DraftChain) -> None:
        """Move all mentions of `drop` to `keep`; the empty chain stays as a place holder."""
        if keep is drop:
            return
        for mention in list(drop.mentions):
            self.of[mention] = -1
            self.put(self.mentions[mention], keep)
        keep._tell_gender(drop.gender, drop.gender_known)
        drop.mentions, drop.heads, drop.names = [], [], []
        for chain in self.chains:
            chain.members = _replaced(chain.members, drop.id, keep.id)
            chain.listed = _replaced(chain.listed, drop.id, keep.id)
