"""Everything that tells which teams are in which community."""

from community.reach import Invitation, OwnReach, Presence, Reach
from handlers.blocks import reach
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_communities import a_community, communities_of
from tests.handlers.blocks.surfaces_lessons import a_lesson, a_team


def a_reach(text: str, *, communities: int, teams: int) -> Reach:
    named = [a_team(text, number) for number in range(1, teams + 1)]
    found = [
        Presence(community, named[: community.id], community.id % 3) for community in communities_of(text, communities)
    ]
    return Reach(found, named, 2)


def invitation(text: str, number: int = 1, *, taken_up: int = 1, learnt: int = 1) -> Invitation:
    lessons = [a_lesson(text, 40 + one) for one in range(max(taken_up, learnt))]
    return Invitation(a_team(text, number), lessons[:taken_up], lessons[:learnt])


def own(text: str, *, teams: int, invited: int = 0, knows_teams: bool = True) -> OwnReach:
    found = [invitation(text, number, taken_up=number, learnt=2 * (number % 2)) for number in range(1, invited + 1)]
    return OwnReach(a_community(text), [a_team(text, number) for number in range(teams)], found, knows_teams)


SURFACES = (
    Surface(
        reach.everywhere,
        "no community yet",
        lambda text: reach.everywhere(a_reach(text, communities=0, teams=0), 0, has_picture=False),
    ),
    Surface(
        reach.everywhere,
        "a few",
        lambda text: reach.everywhere(a_reach(text, communities=3, teams=2), 0, has_picture=True),
    ),
    Surface(
        reach.everywhere,
        "a page of many",
        lambda text: reach.everywhere(a_reach(text, communities=50, teams=60), 1, has_picture=False),
    ),
    Surface(reach.of, "no team known anywhere", lambda text: reach.of(own(text, teams=0, knows_teams=False))),
    Surface(reach.of, "no team in it", lambda text: reach.of(own(text, teams=0))),
    Surface(reach.of, "few teams, some to invite", lambda text: reach.of(own(text, teams=1, invited=2))),
    Surface(reach.of, "many teams", lambda text: reach.of(own(text, teams=60, invited=5))),
    Surface(reach.words, "who took something up", lambda text: reach.words(a_community(text), invitation(text))),
    Surface(
        reach.words,
        "who learnt something",
        lambda text: reach.words(a_community(text), invitation(text, taken_up=0)),
    ),
    Surface(reach.no_longer, "somebody is in it", lambda text: reach.no_longer(a_community(text))),
)
