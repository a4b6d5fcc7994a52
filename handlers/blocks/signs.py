"""Warning signs in plain words, each with one thing to try. They are questions to a community, no verdicts."""

from collections.abc import Mapping

from community.signs import FEW_TEAMS, MEETUPS_IN_A_ROW, Seen, Sign
from handlers.blocks.text import inline_short

_COUNTED = {2: "two", 3: "three", 4: "four"}

_SAYS: Mapping[Sign, str] = {
    Sign.SOUNDS_MANDATORY: "“{words}” may sound as if coming were no choice.",
    Sign.NO_COORDINATOR: "Nobody coordinates at the moment.",
    Sign.MET_AND_LEARNT_NOTHING: (
        f"The last {_COUNTED[MEETUPS_IN_A_ROW]} meetups went by without a lesson in the week after."
    ),
    Sign.ONE_VOICE: "Most of what was written in the last four weeks came from one person.",
    Sign.NO_TEAM: "None of you has said which feature team they work in.",
    Sign.FEW_TEAMS: f"You come from fewer than {_COUNTED[FEW_TEAMS]} teams, as far as people said.",
    Sign.NOT_PRACTISING: "Somebody who coordinates says openly that they are in no team at the moment.",
}
_TO_TRY: Mapping[Sign, str] = {
    Sign.SOUNDS_MANDATORY: "say instead what somebody takes home who comes, and that staying away needs no reason.",
    Sign.NO_COORDINATOR: "would one of you like to care for it for a while? `/community step-up` is all it takes.",
    Sign.MET_AND_LEARNT_NOTHING: (
        "bring one real problem of a team to the next one, and keep its last five minutes for what somebody will try."
    ),
    Sign.ONE_VOICE: "before the next answer, ask who has met it too; or let somebody else host a meetup.",
    Sign.NO_TEAM: "say yours with `/community team`, and invite somebody who builds features, where it hurts.",
    Sign.FEW_TEAMS: "invite one more team; `/community reach` says which it may suit.",
    Sign.NOT_PRACTISING: "share the seat with somebody who works in a team: who does the work keeps it concrete.",
}


def says(seen: Seen) -> str:
    """Give what was seen, as a sentence."""
    return _SAYS[seen.sign].format(words=inline_short(seen.words, 200))


def to_try(seen: Seen) -> str:
    """Give one thing to try, as the second half of a sentence."""
    return _TO_TRY[seen.sign]


def line(seen: Seen) -> str:
    """Give both on one line."""
    return f"💬 {says(seen)} *To try:* {to_try(seen)}"
