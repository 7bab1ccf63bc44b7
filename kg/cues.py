"""English words that tell who says something and how sure it is. One list for all relations.

Classes follow the factuality literature (Saurí & Pustejovsky 2009, FactBank): a cue governs the clause or noun below
it and says what its author thinks of it.
"""

from __future__ import annotations

__all__ = [
    "CONDITIONALS", "FACTIVE_VERBS", "HEDGES", "LIGHT_VERBS", "MODIFIERS", "MOTION_VERBS", "NEGATIVE_VERBS",
    "NOMINAL_CUES", "PLAN_ADJECTIVES", "PLAN_VERBS", "POSSIBLE_ADJECTIVES", "POSSIBLE_VERBS", "REPORTED_VERBS",
    "SPEECH_VERBS",
]  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SPEECH_VERBS = _words(
    """say tell add announce claim state declare explain recall recount report reveal confirm insist maintain note
    remark observe write reply respond answer admit acknowledge concede confess assert argue testify repeat stress
    emphasise emphasize swear vow promise pledge warn boast complain comment disclose inform suggest estimate deny
    ask joke whisper shout cry murmur sob laugh giggle growl exclaim continue conclude agree mention describe
    contend allege affirm relate remember think believe"""
)
"""Verbs whose subject answers for the clause below them or the quotation beside them."""

REPORTED_VERBS = _words(
    """say tell add announce claim state declare explain recall recount report reveal confirm insist maintain note
    remark observe write admit acknowledge concede confess assert argue testify repeat stress emphasise emphasize
    swear boast complain comment disclose inform estimate deny agree mention contend allege affirm relate think
    believe record find conclude promise vow pledge warn hope predict remind assure suggest accuse dispute
    reject rubbish allow"""
)
"""Verbs whose subject is the speaker of a that-clause, infinitive or gerund below them."""

NEGATIVE_VERBS = _words(
    "deny refuse fail decline neglect omit forget refute rubbish dispute reject avoid prevent cancel"
)
"""What stands below did not happen, according to the subject."""

PLAN_VERBS = _words(
    """plan intend promise vow pledge agree arrange expect prepare schedule aim mean decide resolve undertake swear
    threaten offer propose set"""
)
"""What stands below is planned."""

POSSIBLE_VERBS = _words(
    """hope want wish ask request order tell urge beg beseech invite advise recommend try attempt seek demand consider
    instruct command require suppose suspect think believe imagine dream long encourage persuade doubt wonder rumour
    rumor allege seem appear like need call plead appeal press"""
)
"""What stands below is wanted, asked, ordered or guessed."""

FACTIVE_VERBS = _words("know realise realize learn discover regret notice see recognise recognize remember")
"""Verbs that take their clause for granted, also when negated: "she did not know that they had met"."""

MOTION_VERBS = _words("travel go fly come return drive walk arrive hurry rush sail leave ride set journey move cross")
"""Verbs whose infinitive is an aim: "flew to Oslo to meet her"."""

PLAN_ADJECTIVES = _words("due set scheduled expected ready determined planned slated bound going about")
POSSIBLE_ADJECTIVES = _words(
    "likely possible unlikely eager willing keen anxious supposed able free hopeful rumoured rumored reported"
)

NOMINAL_CUES = {
    "plan": "Planned", "promise": "Planned", "intention": "Planned", "decision": "Planned", "agreement": "Planned",
    "arrangement": "Planned", "proposal": "Possible", "hope": "Possible", "wish": "Possible", "request": "Possible",
    "report": "Possible", "rumour": "Possible", "rumor": "Possible", "claim": "Possible", "allegation": "Possible",
    "story": "Possible", "talk": "Possible", "suggestion": "Possible", "possibility": "Possible", "chance": "Possible",
    "attempt": "Possible", "offer": "Possible", "order": "Possible", "draft": "Possible", "assertion": "Possible",
    "refusal": "Negated", "failure": "Negated", "idea": "Possible", "invitation": "Possible", "effort": "Possible",
    "speculation": "Possible", "demand": "Possible", "question": "Possible", "denial": "Negated",
}  # fmt: skip
"""Nouns that govern a clause: "her promise to write", "a report that they met"."""

MODIFIERS = {
    "planned": "Planned", "scheduled": "Planned", "proposed": "Planned", "forthcoming": "Planned",
    "upcoming": "Planned", "future": "Planned", "promised": "Planned", "alleged": "Possible",
    "rumoured": "Possible", "rumored": "Possible",
    "reported": "Possible", "supposed": "Possible", "possible": "Possible", "potential": "Possible",
    "draft": "Possible",
    "unsent": "Negated", "unposted": "Negated", "undelivered": "Negated", "unwritten": "Negated",
    "cancelled": "Negated",
    "imaginary": "Negated", "forged": "Negated", "fictitious": "Negated",
}  # fmt: skip
"""Adjectives before a noun that say whether its event came about."""

HEDGES = _words("perhaps maybe possibly probably allegedly reportedly apparently supposedly presumably conceivably")
CONDITIONALS = _words("if unless whether lest until once")
LIGHT_VERBS = _words(
    """have hold make give pay take get exchange conduct do enjoy share keep maintain establish open secure receive
    send write post lead attend join organise organize arrange plan cancel schedule propose request seek demand
    want refuse decline postpone
    deny confirm suggest offer promise announce"""
)
"""Verbs that carry a noun whose event the noun names: "held talks", "paid a visit"."""
