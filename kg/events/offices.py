"""Offices: words of a list that somebody bears, before a name, in apposition or as predicate."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from kg.claims import Claim, ClaimReader
from kg.coref import Coreference, named_members
from kg.events.draft import DraftEvent, Fill
from kg.events.refusals import Refusal, Rejected
from kg.gazetteer import Gazetteer
from kg.mentions import Mentions
from kg.model import Mention
from kg.ontology import Trigger
from kg.syntax import Tree
from kg.titles import title_start, words_between

__all__ = ["OfficeFinder"]

_TOO_GENERAL = frozenset(
    """officer official member leader delegate seaman sailor soldier agent representative""".split()
)
"""Ranks and posts only with a word before them: "officer" alone is a trade, "chief operating officer" an office."""
_IN_TURN = frozenset(["speaker", "host", "chair"])
"""Whoever does it that day: a post only as a title or with what it is of."""
_KEPT = frozenset(
    """curator keeper custodian conservator professor librarian archivist organist conductor editor master mate
    coach headman coordinator""".split()
)
"""Trades that are a post where it is said of what: "curator of the herbarium", not "a curator"."""
_STAFF = {
    "leader": frozenset(
        """acting interim council opposition party group union militia rebel community faction expedition mission
        delegation tribal""".split()
    ),
    "officer": frozenset(
        """press duty information liaison medical quarantine returning recruiting customs housing probation
        welfare""".split()
    ),
    "coach": frozenset("head assistant national".split()),
    "librarian": frozenset("university national chief head deputy assistant".split()),
    "coordinator": frozenset(
        """logistics project programme program field relief press event events emergency regional national
        volunteer""".split()
    ),
}
"""Words before a trade that make it a post: "press officer", "assistant coach"."""
_SERVING = frozenset(
    """reader physician surgeon tutor librarian painter composer organist gardener jeweller tailor governess clerk
    interpreter dragoman counsel accountant""".split()
)
"""Trades that are a post where it is said to whom: "reader to the Duchess"."""
_KINDS = frozenset("foreign prime deputy vice finance trade health defence defense interior justice party".split())
"""Words before an office in the plural that belong to it: "the two foreign ministers"."""
_PUBLIC = frozenset("city county state town municipal borough district provincial parish diocesan royal court".split())
_OFFICIAL = frozenset(
    """archivist engineer surveyor architect librarian physician surgeon solicitor attorney geologist historian planner
    veterinarian assessor organist gardener astronomer""".split()
)
"""Trades that are an office where a public body has one: "the county engineer", "the court physician"."""
_CHAMBERS = frozenset("parliament congress senate council assembly legislature cabinet".split())
"""Bodies whose member holds an office."""
_LED = frozenset("council party opposition parliament house senate union congregation community".split())
"""Bodies whose leader holds an office."""

_NEXT = frozenset(["next", "incoming", "future"])
_CHOOSING = frozenset("appoint name elect choose hire nominate select pick".split())
_LOST = frozenset(["decline", "refuse", "reject", "spurn", "turn", "pass"])
"""Verbs after which an office was not had: others leave it open."""
_REFUSING = frozenset(["decline", "refuse", "reject"])
_SUCCEEDING = frozenset(["succeed", "replace"])
_BEGINNING = frozenset("take assume start begin enter".split())
_POSTS = frozenset("post office role job position duty place seat reins helm leadership".split())


class OfficeFinder:
    """Finds who bears the words of a list that a trigger names instead of lemmas."""

    def __init__(
        self, tree: Tree, mentions: Mentions, coreference: Coreference, claims: ClaimReader, gazetteer: Gazetteer
    ) -> None:
        self.tree, self.mentions, self.coreference = tree, mentions, coreference
        self.claims, self.gazetteer = claims, gazetteer
        self.refusals: list[Refusal] = []

    def find(self, trigger: Trigger, words: str) -> Iterator[DraftEvent]:
        """All events of one trigger for the word list `words`."""
        yield from self._titles(trigger, words)
        yield from self._shared_titles(trigger, words)
        yield from self._shared_offices(trigger, words)
        told = list(self._equations(trigger, words))
        yield from told
        yield from self._predecessors(told)

    def _titles(self, trigger: Trigger, words: str) -> Iterator[DraftEvent]:
        for mention in self.mentions.all:
            office = mention.titles[-1] if mention.titles else ""
            if mention.form != "name" or not office or office.lower() in self.gazetteer.honorifics:
                continue
            if self._in_list(words, office):
                yield from self._office(trigger, mention, mention, office, mention.head, -1)

    def _shared_titles(self, trigger: Trigger, words: str) -> Iterator[DraftEvent]:
        """ "Foreign ministers Karl Lind and Anna Berg": an office in the plural before the names of all who hold it."""
        tokens = self.tree.tokens
        for mention in self.mentions.all:
            before = mention.first - 1
            if mention.form != "name" or before < 0 or tokens[before].tag not in ("NNS", "NNPS"):
                continue
            found = [self.mentions.at(head) for head in self.tree.conjuncts(mention.head)]
            named = [m for m in found if m is not None and m.form == "name" and m.kind == "Person" and not m.titles]
            first = title_start(tokens, self.tree.sentences[self.tree.sentence_of[before]].first, before)
            office = words_between(tokens, first, before + 1).removesuffix("s")
            if len(named) > 1 and self._in_list(words, office):
                for bearer in named:
                    yield from self._office(trigger, bearer, bearer, office, bearer.head, -1)

    def _shared_offices(self, trigger: Trigger, words: str) -> Iterator[DraftEvent]:
        """ "The presidents of Palau and Nauru, Karl Lind and Anna Berg": each of them, of what stands in turn."""
        tokens = self.tree.tokens
        for mention in self.mentions.all:
            if mention.form != "description" or not mention.plural or not self._in_list(words, mention.noun):
                continue
            bearers = named_members(self.tree, self.mentions, mention, self.gazetteer)
            if bearers and bearers[0].first == mention.head + 1:
                continue  # "Foreign ministers Karl Lind and Anna Berg": a title
            start = mention.head
            while start > mention.first and tokens[start - 1].head == mention.head and tokens[start - 1].text in _KINDS:
                start -= 1
            office = f"{words_between(tokens, start, mention.head)} {tokens[mention.head].lemma}".strip()
            of = [head for inner in self.tree.arguments(mention.head).get("of", [])[:1] for head in self._joined(inner)]
            of = [head for head in of if not bearers or not bearers[0].first <= head < bearers[-1].last]
            if len(of) not in (0, 1, len(bearers)):
                continue
            for n, bearer in enumerate(bearers):
                head = of[n if len(of) > 1 else 0] if of else -1
                found = self.mentions.at(head)
                named = found.name if found is not None and found.form == "name" else tokens[head].text
                whole = f"{office} of {named}" if head >= 0 else office
                yield from self._office(trigger, bearer, bearer, whole, bearer.head, -1)

    def _joined(self, head: int) -> list[int]:
        return self.tree.conjuncts(self.tree.first_conjunct(head))

    def _equations(self, trigger: Trigger, words: str) -> Iterator[DraftEvent]:
        for equation in self.coreference.equations:
            description, bearer = self.mentions.all[equation.description], self.mentions.all[equation.bearer]
            office = self._office_words(description)
            if description.plural or words != "position" or office in _IN_TURN:
                continue
            if not (self._in_list(words, description.name.split(" of ")[0]) or self._is_post(description)):
                if description.noun in _TOO_GENERAL:
                    self.refusals.append(Refusal(trigger, description.head, trigger.words, "general"))
                continue
            for draft in self._office(trigger, description, bearer, office, description.head, equation.verb):
                claim = self._offered(draft.claim, equation.verb) if equation.by == "offer" else draft.claim
                yield replace(draft, claim=claim)
        borne = {equation.description for equation in self.coreference.equations}
        for mention in self.mentions.all:
            if mention.form == "description" and mention.id not in borne and self._in_list(words, mention.noun):
                self.refusals.append(Refusal(trigger, mention.head, trigger.words, "bearer"))

    def _offered(self, claim: Claim, verb: int) -> Claim:
        """ "declined the post", "was offered the post and declined it", "was considered for the post of director"."""
        tree, here = self.tree, self.tree.sentence_of[verb]
        if claim.factuality != "Actual":
            return Claim("Possible", claim.speaker)
        declined = tree.tokens[verb].lemma in _LOST
        behind = tree.tokens[verb + 1 : tree.sentences[min(here + 1, len(tree.sentences) - 1)].last]
        declined = declined or any(
            t.pos == "VERB"
            and ((t.lemma in _REFUSING and not self.claims.modality.negated(t.i)) or self._not_chosen(t.i))
            for t in behind
        )
        return Claim("Negated" if declined else "Possible", claim.speaker)

    def _not_chosen(self, verb: int) -> bool:
        """ "but was not appointed"."""
        chosen = self.tree.tokens[verb].lemma in _CHOOSING and self.tree.is_passive(verb)
        return chosen and self.claims.modality.negated(verb)

    def _predecessors(self, told: list[DraftEvent]) -> Iterator[DraftEvent]:
        """ "Ida Berg has been appointed director. She succeeds Karl Lind": he was what she was just said to become."""
        for verb in self.tree.tokens:
            if not told or verb.lemma not in _SUCCEEDING or not self.tree.is_verb(verb.i):
                continue
            around = self.tree.arguments(verb.i)
            offices = self._just_told(verb.i, self._chains(around.get("subject", [])), told)
            before = [self.mentions.at(head) for head in around.get("object", [])]
            person = before[0] if len(before) == 1 else None
            if len(offices) != 1 or "as" in around or person is None or person.form != "name":
                continue
            claim, chain = self.claims.of_verb(verb.i), self.coreference.of[person.id]
            known = any(fill.chain == chain for draft in told for fill in draft.fills)  # "…, keeper since May"
            if chain < 0 or person.kind != "Person" or known or claim.factuality not in ("Actual", "Planned"):
                continue
            office = offices[0]
            fills = tuple(f if f.literal else Fill(f.slot, f.role, chain, person.id) for f in office.fills)
            yield DraftEvent(office.trigger, verb.i, office.word, fills, Claim("Actual", claim.speaker), verb.i, True)

    def _just_told(self, verb: int, heirs: set[int], told: list[DraftEvent]) -> list[DraftEvent]:
        """What was said of somebody's offices by a verb, in the sentence of `verb` or the one before."""
        here = self.tree.sentence_of[verb]
        near = (d for d in told if d.carrier >= 0 and d.token < verb and here - self.tree.sentence_of[d.token] <= 1)
        return [draft for draft in near if heirs.intersection(fill.chain for fill in draft.fills)]

    def _in_list(self, words: str, phrase: str) -> bool:
        """Whether a phrase ends in an office; "officer" alone is a trade, "chief operating officer" an office."""
        parts = phrase.lower().split()
        if words != "position" or not parts or (len(parts) == 1 and parts[0] in _TOO_GENERAL):
            return False
        if len(parts) > 1 and parts[-2] in _STAFF.get(parts[-1], ()):
            return True
        if parts[-1] in _TOO_GENERAL:
            return any(self.gazetteer.is_position(" ".join(parts[n:])) for n in range(len(parts) - 1))
        return self.gazetteer.is_position(parts[-1].rpartition("-")[2]) or any(
            self.gazetteer.is_position(" ".join(parts[n:])) for n in range(len(parts))
        )

    def _is_post(self, mention: Mention) -> bool:
        """Whether a trade is a post by its complement: "keeper of prints", "reader to the Duchess"."""
        tree, noun = self.tree, mention.noun
        if any(tree.tokens[c].lemma.lower() in ("a", "an") for c in tree.children[mention.head]):
            return False
        owner = self.mentions.all[mention.possessor] if mention.possessor >= 0 else None
        if noun in _KEPT and owner is not None and owner.kind in ("Organization", "Place"):
            return True  # "the museum's curator"
        arguments = tree.arguments(mention.head)
        if noun in _OFFICIAL and mention.name.lower().split()[-2:-1] and mention.name.lower().split()[-2] in _PUBLIC:
            return True
        if noun == mention.name == "member" and any(tree.tokens[i].pos == "PROPN" for i in arguments.get("for", [])):
            return True  # "the member for Holm East"
        if noun == "leader":
            return any(tree.tokens[i].lemma.lower() in _LED for i in arguments.get("of", []))
        if noun == "member":
            return any(tree.tokens[i].lemma.lower() in _CHAMBERS for i in arguments.get("of", []))
        served = (self.mentions.at(i) for i in arguments.get("to", []) if noun in _SERVING)
        return (noun in _KEPT and bool(arguments.get("of"))) or any(
            m is not None and m.kind in ("Person", "Organization") for m in served
        )

    def _office(
        self, trigger: Trigger, mention: Mention, bearer: Mention, office: str, token: int, verb: int
    ) -> Iterator[DraftEvent]:
        chain = self.coreference.of[bearer.id]
        if chain < 0 or not self.coreference.chains[chain].names or not self.coreference.chains[chain].personal:
            unnamed = chain < 0 or not self.coreference.chains[chain].names
            rejected = Rejected(bearer.head, "bearer", "antecedent" if unnamed else "class")
            self.refusals.append(Refusal(trigger, token, trigger.words, "bearer", rejected=(rejected,)))
            return
        fills = []
        for n, slot in enumerate(trigger.slots):
            if slot.literal:
                fills.append(Fill(n, slot.role, -1, mention.id, office))
            else:
                fills.append(Fill(n, slot.role, chain, bearer.id))
        claim = self.claims.of_verb(verb) if verb >= 0 else Claim("Actual", self.claims.speakers.quoted(token))
        if any(self.tree.tokens[c].dep == "neg" for c in self.tree.children[mention.head]):
            claim = Claim("Negated", claim.speaker)  # "was head turnkey and never governor"
        later = self._in_future(mention) or (verb >= 0 and self._begins_later(verb, chain))
        later = later or (verb >= 0 and self.tree.tokens[verb].lemma == "nominate")
        if claim.factuality == "Actual" and later and token == mention.head != bearer.head:
            claim = Claim("Planned", claim.speaker)
        yield DraftEvent(trigger, token, trigger.words, tuple(fills), claim, verb, verb < 0)

    def _in_future(self, description: Mention) -> bool:
        """ "its next director", "the incoming governor": chosen, not yet in office."""
        below = (self.tree.tokens[c] for c in self.tree.children[description.head])
        return any(t.dep == "amod" and t.lemma.lower() in _NEXT for t in below)

    def _begins_later(self, verb: int, holder: int) -> bool:
        """ "has appointed her as director. She will take up the post in May": chosen, not yet in office."""
        tree = self.tree
        if tree.tokens[verb].lemma not in _CHOOSING:
            return False
        ending = tree.sentences[min(tree.sentence_of[verb] + 1, len(tree.sentences) - 1)].last
        return any(
            tree.tokens[i].lemma in _BEGINNING
            and tree.is_verb(i)
            and self._of_post(i)
            and (self.claims.modality.of_clause(i) == "Planned" or tree.tokens[i].tag == "VBZ")
            and holder in self._chains(tree.arguments(i).get("subject", []))
            for i in range(verb + 1, ending)
        )

    def _of_post(self, verb: int) -> bool:
        """Whether a verb of beginning has a post as its object, or none ("will start", "will take over")."""
        tree = self.tree
        objects = [tree.tokens[i].lemma.lower() for i in tree.arguments(verb).get("object", [])]
        if objects or tree.tokens[verb].lemma in ("assume", "enter"):
            return any(noun in _POSTS for noun in objects)
        over = any(tree.tokens[c].text.lower() == "over" for c in tree.children[verb])
        clause = any(tree.tokens[c].dep in ("xcomp", "ccomp") and c > verb for c in tree.children[verb])
        return (tree.tokens[verb].lemma != "take" or over) and not clause

    def _chains(self, heads: list[int]) -> set[int]:
        found = (self.mentions.at(head) for head in heads)
        return {self.coreference.of[m.id] for m in found if m is not None}

    def _office_words(self, mention: Mention) -> str:
        """The office with its complements ("ambassador to Norway", "director of the museum") and nothing else."""
        tree = self.tree
        end = mention.last
        for c in tree.children[mention.head]:
            token = tree.tokens[c]
            if (
                token.dep == "prep"
                and c == end
                and token.lemma in ("of", "to", "for", "in", "at")
                and token.ent != "DATE"
            ):
                inner = tree.child(c, "pobj")
                if inner >= 0 and tree.tokens[inner].ent not in ("DATE", "TIME"):
                    found = self.mentions.at(inner)
                    end = max(end, found.last if found is not None else inner + 1)
        words = tree.tokens[mention.last : end]
        extra = "".join((" " if t.start > tree.tokens[t.i - 1].end else "") + t.text for t in words)
        first, _, rest = mention.name.partition(" ")
        return (rest if rest and first.lower() in _NEXT else mention.name) + extra
