"""English words that tell who says something and how sure it is. One list for all relations.

Classes follow the factuality literature (Saurí & Pustejovsky 2009, FactBank): a cue governs the clause or noun below
it and says what its author thinks of it.
"""

from __future__ import annotations

__all__ = [
    "ACCEPTING_VERBS", "BELIEF_ADJECTIVES", "CANCELLING_PHRASES", "CANCELLING_VERBS", "CAPACITY_NOUNS",
    "CERTAIN_ADJECTIVES", "CLAUSE_VERBS", "CONDITIONALS", "DOUBTING_PHRASES", "DOUBTING_VERBS", "FACTIVE_ADJECTIVES",
    "FACTIVE_VERBS", "FALSE_WORDS", "FICTIONS", "GLAD_WORDS", "HEARSAY_NOUNS", "HEARSAY_VERBS", "HEDGES",
    "LIGHT_VERBS", "MANDATIVE_VERBS", "MISSING_VERBS", "MODIFIERS", "MOTION_VERBS", "NEEDLESS_NOUNS",
    "NEGATIVE_ADJECTIVES", "NEGATIVE_VERBS", "NOMINAL_CUES", "PLAN_ADJECTIVES", "PLAN_VERBS", "POSING_VERBS",
    "POSSIBLE_ADJECTIVES", "POSSIBLE_VERBS", "POSTPONING_PHRASES", "PROOF_NOUNS", "REPORTED_VERBS", "REPORT_NOUNS",
    "SPEECH_VERBS", "UNREALISED_NOUNS", "UNREAL_WORDS", "WANTING_VERBS",
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

CAPACITY_NOUNS = {
    "time": "Possible", "leisure": "Possible", "means": "Possible", "money": "Possible", "strength": "Possible",
    "leave": "Possible", "courage": "Actual", "nerve": "Actual", "heart": "Actual", "luck": "Actual",
    "fortune": "Actual", "misfortune": "Actual", "pleasure": "Actual", "honour": "Actual", "honor": "Actual",
    "privilege": "Actual", "satisfaction": "Actual", "joy": "Actual", "grace": "Actual", "decency": "Actual",
}
"""Nouns for what somebody has who may do something, or does it: "had the courage to write" (Karttunen 1971)."""

NEGATIVE_VERBS = _words(
    """deny refuse fail decline neglect omit forget refute rubbish dispute reject avoid prevent cancel forbid shun
    disdain scorn forbear dismiss repudiate pretend
    escape evade invent fabricate resist"""
)
"""What stands below did not happen, according to the subject."""

PLAN_VERBS = _words(
    """plan intend promise vow pledge agree arrange expect prepare schedule aim mean decide resolve undertake swear
    threaten offer propose set postpone defer consent prepare vote determine elect volunteer conspire plot scheme
    assent accede contract"""
)
"""What stands below is planned."""

POSSIBLE_VERBS = _words(
    """hope want wish ask request order tell urge beg beseech invite advise recommend try attempt seek demand consider
    instruct command require suppose suspect think believe imagine dream long encourage persuade doubt wonder rumour
    rumor allege seem appear like need call plead appeal press assume presume dread
    wait await purport moot float speculate"""
)
"""What stands below is wanted, asked, ordered or guessed."""

IMPLICATIVE_VERBS = _words(
    """manage happen get come begin start continue stop pause cease proceed go bother care condescend deign stoop
    trouble hasten hurry rush contrive prove turn live grow learn remember use tend love hate like help make let have
    cause force compel oblige lead prompt drive inspire bribe move be do"""
)
"""Verbs whose infinitive came about when they did (Karttunen, "Implicative verbs", Language 47, 1971), those of phase
and habit with them. Of any other verb an infinitive with "to" tells what was in view, not what was done."""

CHOOSING_VERBS = _words("choose opt dare")
"""Implicative of their subject's doing; of somebody else's they only call for it: "chose her to write"."""

WANTING_VERBS = _words("want wish try attempt seek hope long care bother dare desire")
"""Of these the infinitive is denied with the verb: "did not want to meet him"."""

DOUBTING_VERBS = _words(
    """think believe hope suppose suspect doubt wish wonder imagine fear ask seem appear speculate guess surmise
    conjecture dream fantasise fantasize daydream envisage assume presume lie"""
)
"""Verbs whose that-clause is a guess."""

HEARSAY_VERBS = _words(
    """say report claim understand rumour rumor allege suggest argue speculate conjecture whisper print assert
    maintain"""
)
"""Verbs whose passive makes an infinitive hearsay: "is said to have met him"."""

HEARSAY_NOUNS = _words("legend tradition rumour rumor myth folklore gossip hearsay")
"""Nobody's words: "legend has it that", "according to tradition"."""

FICTIONS = _words(
    "novel novella play opera operetta musical fairytale fable ballad dream daydream soap sitcom film movie"
)
"""Where things happen that did not: "in the novel she marries him"."""

CANCELLING_VERBS = _words("cancel abandon scrap shelve scotch abort torpedo scupper thwart drop veto")
CANCELLING_PHRASES = frozenset(
    """call off;fall through;turn down;rule out;come to nothing;come to naught;pull out;back out;drop out;
    give up;brush aside;laugh off""".replace("\n    ", "").split(";")
)
"""What they are about did not come about: "abandoned plans to meet him", "the meeting fell through"."""

POSTPONING_PHRASES = frozenset(["put off", "put back", "push back", "pencil in", "line up", "set up"])
"""Phrasal verbs of what is still to come: "the meeting was put off until June"."""

DOUBTING_PHRASES = frozenset(
    "be on card;be in doubt;be in offing;be in prospect;be under discussion;be on agenda;be in balance".split(";")
)
"""Predicates that leave open whether their subject comes about: "a meeting is on the cards"."""

MISSING_VERBS = _words("miss skip boycott shun duck dodge")
"""Verbs whose object took place without the subject, if at all: "missed his meeting with her"."""

MANDATIVE_VERBS = _words(
    "suggest demand propose recommend insist urge ask request require order advise beg desire prefer command move"
)
"""Verbs whose that-clause in the bare form is wanted: "suggested that she write" (the mandative subjunctive)."""

ACCEPTING_VERBS = _words("accept approve grant welcome")
"""Verbs that make a plan of a proposal: "accepted an invitation to meet him"."""

GLAD_WORDS = _words("happy glad delighted pleased willing prepared ready content honoured honored grateful open")
"""Adjectives that with "would" offer something: "would be happy to meet him"."""

CLAUSE_VERBS = SPEECH_VERBS | REPORTED_VERBS | NEGATIVE_VERBS | PLAN_VERBS | POSSIBLE_VERBS | DOUBTING_VERBS
"""Verbs that may govern a clause in front of them: "they will meet, she hopes"."""

FACTIVE_VERBS = _words("know realise realize learn discover regret notice see recognise recognize remember")
"""Verbs that take their clause for granted, also when negated: "she did not know that they had met"."""

MOTION_VERBS = _words("travel go fly come return drive walk arrive hurry rush sail leave ride set journey move cross")
"""Verbs whose infinitive is an aim: "flew to Oslo to meet her"."""

PLAN_ADJECTIVES = _words("due set scheduled expected ready determined planned slated bound going about")
POSSIBLE_ADJECTIVES = _words(
    """likely possible unlikely eager willing keen anxious supposed able free hopeful rumoured rumored reported
    unclear uncertain doubtful questionable conceivable probable unknown
    reluctant afraid hesitant impatient curious desperate desirous tempted inclined disposed scared"""
)
NEGATIVE_ADJECTIVES = _words("unable unwilling powerless loath impossible")
"""What stands below did not happen: "was unable to meet him"."""

BELIEF_ADJECTIVES = _words("certain sure convinced confident positive persuaded")
"""What somebody is who holds something true: "was convinced that they had met"."""

FACTIVE_ADJECTIVES = _words(
    """surprised glad sorry happy pleased delighted proud aware unaware astonished amazed angry furious relieved
    shocked sad grateful ashamed disappointed dismayed astounded"""
)
"""What somebody is who takes a clause for granted: "nobody was surprised that they had met"."""

CERTAIN_ADJECTIVES = _words("clear known certain sure proven established")
"""Negated they leave a clause open: "it is not known that she wrote"."""

UNREAL_WORDS = _words("invention fabrication fiction forgery fake hoax myth bogus spurious imaginary fictitious")
"""Predicates that deny the event of their subject: "their meeting is an invention", "the letter was a forgery"."""

FALSE_WORDS = UNREAL_WORDS | _words("lie false untrue wrong nonsense unfounded")
"""Predicates that deny their clause: "the claim that they met is an invention"."""

NOMINAL_CUES = {
    "plan": "Planned", "promise": "Planned", "intention": "Planned", "decision": "Planned", "agreement": "Planned",
    "arrangement": "Planned", "proposal": "Possible", "hope": "Possible", "wish": "Possible", "request": "Possible",
    "report": "Possible", "rumour": "Possible", "rumor": "Possible", "claim": "Possible", "allegation": "Possible",
    "story": "Possible", "talk": "Possible", "suggestion": "Possible", "possibility": "Possible", "chance": "Possible",
    "attempt": "Possible", "offer": "Possible", "order": "Possible", "draft": "Possible", "assertion": "Possible",
    "refusal": "Negated", "failure": "Negated", "idea": "Possible", "invitation": "Possible", "effort": "Possible",
    "speculation": "Possible", "demand": "Possible", "question": "Possible", "denial": "Negated",
    "opportunity": "Possible", "permission": "Possible", "desire": "Possible", "dream": "Possible",
    "appeal": "Possible", "application": "Possible", "bid": "Possible", "pledge": "Planned", "vow": "Planned",
    "undertaking": "Planned", "preparation": "Planned",
    "tale": "Possible", "anecdote": "Possible", "fable": "Possible", "fiction": "Possible",
    "prospect": "Possible", "instruction": "Possible", "reluctance": "Possible",
    "willingness": "Possible", "readiness": "Possible", "inability": "Negated", "scheme": "Planned",
    "evidence": "Possible", "indication": "Possible", "sign": "Possible", "suspicion": "Possible", "theory": "Possible",
    "hint": "Possible", "impression": "Possible", "fear": "Possible", "belief": "Possible",
    "tradition": "Possible", "legend": "Possible", "myth": "Possible", "gossip": "Possible", "notion": "Possible",
    "conjecture": "Possible", "supposition": "Possible", "assumption": "Possible", "hypothesis": "Possible",
    "move": "Possible", "push": "Possible", "campaign": "Possible", "fight": "Possible", "struggle": "Possible",
    "contention": "Possible", "accusation": "Possible", "insinuation": "Possible", "superstition": "Possible",
    "whisper": "Possible",
}  # fmt: skip
"""Nouns that govern a clause: "her promise to write", "a report that they met"."""

REPORT_NOUNS = _words(
    "announcement statement admission confession confirmation revelation testimony disclosure assurance"
)
"""Nouns whose clause is asserted by their possessor: "the ministry's announcement that it had written"."""

PROOF_NOUNS = _words("proof record trace knowledge memory")
"""Nouns whose lack leaves a clause open: "there is no record that they met"."""

UNREALISED_NOUNS = _words(
    "draft arrangement preparation hope chance possibility prospect request demand proposal plan talk wish desire"
)
"""Nouns that make an event open although its phrase is definite: "a draft of her letter", "hopes of their meeting"."""

NEEDLESS_NOUNS = _words("reason need cause occasion point sense use business")
"""Nouns whose lack keeps somebody from something: "saw no point in writing", "felt no need to write"."""

POSING_VERBS = _words("pose pass masquerade mistake")
"""Verbs whose "as" or "for" tells what somebody is not: "posed as his wife"."""

MODIFIERS = {
    "hoped": "Possible", "purported": "Possible", "putative": "Possible", "apocryphal": "Possible",
    "spurious": "Negated", "bogus": "Negated", "fake": "Negated",
    "planned": "Planned", "scheduled": "Planned", "proposed": "Planned", "forthcoming": "Planned",
    "upcoming": "Planned", "future": "Planned", "promised": "Planned", "foreseen": "Planned", "envisaged": "Planned",
    "arranged": "Planned", "alleged": "Possible",
    "rumoured": "Possible", "rumored": "Possible",
    "reported": "Possible", "supposed": "Possible", "possible": "Possible", "potential": "Possible",
    "draft": "Possible",
    "unsent": "Negated", "unposted": "Negated", "undelivered": "Negated", "unwritten": "Negated",
    "cancelled": "Negated",
    "imaginary": "Negated", "forged": "Negated", "fictitious": "Negated",
}  # fmt: skip
"""Adjectives before a noun that say whether its event came about."""

HEDGES = _words(
    """perhaps maybe possibly probably likely allegedly reportedly apparently supposedly presumably conceivably
    purportedly seemingly reputedly"""
)
CONDITIONALS = _words("if unless whether lest until once")
LIGHT_VERBS = _words(
    """have hold make give pay take get exchange conduct do enjoy share keep maintain establish open secure receive
    send write pen compose scribble pencil post lead attend
    join organise organize arrange plan cancel schedule propose request seek demand
    want refuse decline postpone await miss boycott reject dodge
    deny confirm suggest offer promise announce consider contemplate"""
)
"""Verbs that carry a noun whose event the noun names: "held talks", "paid a visit"."""
