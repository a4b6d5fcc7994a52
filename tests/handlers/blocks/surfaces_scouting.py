"""Everything that is shown about scouts and travelers."""

from dataclasses import replace
from typing import Any

from community.scouting import Door, Kind, Offered
from handlers.blocks import scouting as blocks
from tests import some
from tests.handlers.blocks.surfaces import Surface

DAY = some.NOW.date()


def door(text: str, **more: Any) -> Door:
    own: dict[str, Any] = {"kind": Kind.DOOR, "team_id": 1, "opened_by": "U0LEA", "what": text[:150], "guests": 2}
    own |= {"times": text[:150], "last_day": DAY, "opened_at": some.NOW, "id": 7}
    return Door(**own | more)


def team(text: str) -> Any:
    return some.team(label=text[:60] or "Kestrel")


def offered(text: str, **more: Any) -> Offered:
    return replace(Offered(door(text), team(text), text, room=2, seen=42), **more)


def traveler(text: str) -> Offered:
    return offered(text, door=door(text, kind=Kind.TRAVELER), seen=None)


def many(text: str) -> list[Offered]:
    return [offered(text), traveler(text), offered(text, room=0), offered(text, team=None, name="")] * 5


SURFACES = (
    Surface(blocks.listing, "many", lambda text: blocks.listing(many(text), own=())),
    Surface(blocks.listing, "own", lambda text: blocks.listing(many(text), own=(7,))),
    Surface(blocks.listing, "none", lambda _: blocks.listing((), own=())),
    Surface(blocks.opening, "door", lambda _: blocks.opening(kind=Kind.DOOR, last_day=DAY, private_metadata="")),
    Surface(
        blocks.opening, "traveler", lambda _: blocks.opening(kind=Kind.TRAVELER, last_day=DAY, private_metadata="")
    ),
    Surface(blocks.opened, "door", lambda text: blocks.opened(door(text))),
    Surface(blocks.closed, "door", lambda text: blocks.closed(door(text))),
    Surface(blocks.coming, "hosts", lambda text: blocks.coming(door(text), [text, text])),
    Surface(blocks.nobody_there, "door", lambda text: blocks.nobody_there(door(text))),
    Surface(
        blocks.introduction,
        "door",
        lambda text: blocks.introduction(door(text), guest=text, guest_team=team(text), team=team(text)),
    ),
    Surface(
        blocks.introduction,
        "traveler",
        lambda text: blocks.introduction(door(text, kind=Kind.TRAVELER), guest=text, guest_team=None, team=None),
    ),
    Surface(blocks.not_opened, "door", lambda text: blocks.not_opened(door(text))),
    Surface(
        blocks.visiting,
        "many",
        lambda text: blocks.visiting(
            [some.team(number, label=text[:60] or "Kestrel") for number in range(120)],
            [some.community(number, topic=text or "Pacts") for number in range(120)],
            team_id=1,
            community_id=1,
        ),
    ),
    Surface(blocks.visiting, "one", lambda text: blocks.visiting([team(text)], (), team_id=None, community_id=None)),
    Surface(blocks.no_teams, "none", lambda _: blocks.no_teams()),
    Surface(blocks.kept, "told", lambda text: blocks.kept(some.lesson(title=text), team(text), are_told=True)),
    Surface(blocks.kept, "quiet", lambda text: blocks.kept(some.lesson(title=text), team(text), are_told=False)),
    Surface(blocks.seen_at_yours, "scout", lambda text: blocks.seen_at_yours(some.lesson(title=text), text)),
)
