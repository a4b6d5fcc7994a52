"""Warning signs: what tells that a community may not be doing well, and one thing to try for each.

Each is a rule over what is known without a person in it. They are told to the community itself and to nobody as a
report: a sign is a question to those concerned, and they may know better.

Source: what kills communities in LeSS organisations is having no coordinator who cares, meeting for its own sake,
members who are on no feature team, becoming mandatory, a coordinator who does nothing else; "Coordination &
Integration" on less.works, and the chapters on communities in "Practices for Scaling Lean & Agile Development".
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from community.counting import may_tell

MOST_OF_IT = 0.6  # of all that was said
ENOUGH_SAID = 20
MEETUPS_IN_A_ROW = 3
FEW_TEAMS = 3  # fewer than these


class Sign(StrEnum):
    """What may be wrong, in the order in which it is told."""

    SOUNDS_MANDATORY = "sounds mandatory"
    NO_COORDINATOR = "no coordinator"
    MET_AND_LEARNT_NOTHING = "met and learnt nothing"
    ONE_VOICE = "one voice"
    NO_TEAM = "no team"
    FEW_TEAMS = "few teams"
    NOT_PRACTISING = "not practising"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about one community without a person in it."""

    voices: tuple[int, ...] = ()  # how much each of those who wrote in the last four weeks wrote, most first
    meetups: tuple[
        bool, ...
    ] = ()  # held and a week ago or more, oldest first: was a lesson captured in the week after?
    members: int = 0
    teams: int = 0  # teams its members said they are in
    other_teams: int = 0  # known teams that none of its members is in
    coordinators: int = 0
    has_let_go: bool = False  # a coordinator lets others read that they are in no team at the moment
    texts: tuple[str, ...] = ()  # what the community says of itself and its meetups


@dataclass(frozen=True, slots=True)
class Seen:
    """A sign that was seen; `words` are the community's own that gave it, "" where it isn't about words."""

    sign: Sign
    words: str = ""


# What is demanded of people; "mandatory fields" are a matter of software.
_THINGS = r"(?:fields?|parameters?|arguments?|attributes?|propert\w+|headers?|columns?|inputs?|checks?|access|locks?)"
_DEMAND = re.compile(
    rf"""\b(?:
      (?:mandatory|compulsory|obligatory)\b (?!\s+{_THINGS}\b)
    | (?:attendance|participation|presence|coming)\s+is\s+(?:required|expected|checked|taken|tracked)\b
    | (?:you|everyone|everybody|all|members|teams|each\s+team)\s+
      (?:must|have\s+to|has\s+to|(?:are|is)\s+required\s+to)\s+(?:attend|come|participate|be\s+there|take\s+part)\b
    | must\s+(?:attend|participate|take\s+part)\b | required\s+(?:to\s+attend|attendance|meeting|participation)\b
    | pflicht(?:termin|veranstaltung|teilnahme|treffen|meeting)?\b | (?:anwesenheits|teilnahme)pflicht\b
    | (?:verpflichtend|obligatorisch)\w*
    | (?:teilnahme|anwesenheit)\s+(?:ist\s+)?(?:erforderlich|notwendig|erwartet|vorausgesetzt)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# "Nothing here is mandatory" is what one hopes to read.
_DENIAL = re.compile(
    r"\b(?:not|no|never|nothing|nobody|non|without|nicht|nie|kein\w*|nichts|niemand|statt)\b|n[’']t\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"[^,;:()–]+")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_QUOTED = 120


def signs(evidence: Evidence) -> Sequence[Seen]:
    """Give the signs that are seen, in the order in which they are told."""
    found = [Seen(sign, words) for sign, seen in _RULES.items() if (words := seen(evidence)) is not None]
    return sorted(found, key=lambda one: list(Sign).index(one.sign))


def demand(texts: Sequence[str]) -> str | None:
    """Give the first sentence that sounds as if coming were no choice; None when none does."""
    for text in texts:
        for sentence in _SENTENCE.findall(text):
            if any(_demands(clause) for clause in _CLAUSE.findall(sentence)):
                return " ".join(sentence.split())[:_QUOTED]
    return None


def _demands(clause: str) -> bool:
    found = _DEMAND.search(clause)
    return found is not None and not _DENIAL.search(clause[: found.start()])


def _if(is_seen: bool) -> str | None:
    return "" if is_seen else None


def _one_voice(evidence: Evidence) -> str | None:
    said = sum(evidence.voices)
    # With few who speak everybody would know who is meant.
    is_told = may_tell(len(evidence.voices)) and said >= ENOUGH_SAID
    return _if(is_told and max(evidence.voices) >= MOST_OF_IT * said)


def _met_and_learnt_nothing(evidence: Evidence) -> str | None:
    last = evidence.meetups[-MEETUPS_IN_A_ROW:]
    return _if(len(last) == MEETUPS_IN_A_ROW and not any(last))


def _no_team(evidence: Evidence) -> str | None:
    # Where nobody has ever named a team nothing is known of teams.
    knows_teams = evidence.teams + evidence.other_teams > 0
    return _if(may_tell(evidence.members) and knows_teams and evidence.teams == 0)


def _few_teams(evidence: Evidence) -> str | None:
    return _if(may_tell(evidence.members) and 0 < evidence.teams < FEW_TEAMS and evidence.other_teams > 0)


_RULES: Mapping[Sign, Callable[[Evidence], str | None]] = {
    Sign.SOUNDS_MANDATORY: lambda evidence: demand(evidence.texts),
    Sign.NO_COORDINATOR: lambda evidence: _if(evidence.coordinators == 0),
    Sign.MET_AND_LEARNT_NOTHING: _met_and_learnt_nothing,
    Sign.ONE_VOICE: _one_voice,
    Sign.NO_TEAM: _no_team,
    Sign.FEW_TEAMS: _few_teams,
    Sign.NOT_PRACTISING: lambda evidence: _if(evidence.has_let_go),
}
