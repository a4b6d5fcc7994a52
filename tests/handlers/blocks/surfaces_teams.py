"""Everything that is shown about which team people are in."""

from community.spread import Answer
from community.teams import Team
from handlers.blocks import teams as blocks
from handlers.blocks.teams import Pending
from tests import some
from tests.handlers.blocks.surfaces import Surface

WAITING = Pending(42, Answer.NOT_NOW)
METADATA = '{"waiting":"42 not now"}'


def a_team(text: str, team_id: int = 1) -> Team:
    """Give a team whose label is this text, as long as a label gets; a label is never empty."""
    return Team("kestrel", text.strip()[:60] or "Kestrel", "U0LEA", some.NOW, id=team_id)


def teams(text: str, count: int) -> list[Team]:
    return [a_team(f"{text[:50]} {number}", number) for number in range(1, count + 1)]


SURFACES = (
    Surface(blocks.saying, "the first ever", lambda _: blocks.saying(None, [])),
    Surface(
        blocks.saying,
        "in one of 600",
        lambda text: blocks.saying(a_team(text, 599), teams(text, 600), typed=text, private_metadata=METADATA),
    ),
    Surface(blocks.saying, "in none of 3", lambda text: blocks.saying(None, teams(text, 3))),
    Surface(
        blocks.near,
        "three",
        lambda text: blocks.near(text[:60] or "Heron", teams(text, 9), private_metadata=METADATA),
    ),
    Surface(blocks.near_typed, "three", lambda text: blocks.near_typed(text[:60] or "Heron", teams(text, 3))),
    Surface(blocks.joined, "first", lambda text: blocks.joined(a_team(text), None)),
    Surface(blocks.joined, "same", lambda text: blocks.joined(a_team(text), a_team(text))),
    Surface(blocks.joined, "another", lambda text: blocks.joined(a_team(text, 1), a_team(text, 2))),
    Surface(blocks.joined_to_adapt, "to adapt", lambda text: blocks.joined_to_adapt(a_team(text), 42)),
    Surface(blocks.left, "left", lambda text: blocks.left(a_team(text))),
    Surface(blocks.left, "none", lambda _: blocks.left(None)),
    Surface(blocks.ask, "no teams", lambda _: blocks.ask([], WAITING)),
    Surface(blocks.ask, "a few teams", lambda text: blocks.ask(teams(text, 40), WAITING)),
    Surface(blocks.ask, "many teams", lambda text: blocks.ask(teams(text, 200), WAITING)),
    Surface(blocks.needed, "asked before", lambda _: blocks.needed(WAITING)),
)
