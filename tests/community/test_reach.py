"""Reach: which teams are named, what is drawn, and who may be invited."""

from dataclasses import replace

from community.lessons import Lesson
from community.reach import Grid, Presence, Reach, grid_of, invitations
from community.teams import Team
from tests.some import community, lesson, team

PACTS = community(1, topic="Contract testing", purpose="Agree between teams")
HERON, KESTREL, WREN = team(1, label="Heron"), team(2, label="Kestrel"), team(3, label="Wren")


def learnt(number: int, by: Team, title: str, *, community_id: int | None = 2) -> Lesson:
    return replace(lesson(number, title=title, community_id=community_id), team_id=by.id)


def test_who_took_up_most_is_invited_first_and_who_did_nothing_near_is_not() -> None:
    own = [lesson(1), lesson(2)]
    others = [learnt(3, KESTREL, "Contracts tell what a test can't"), learnt(4, WREN, "Paint the build radiator")]

    found = invitations(PACTS, [KESTREL, WREN, HERON], [*own, *others], {HERON.id: own})

    assert [(one.team.label, len(one.taken_up), len(one.learnt)) for one in found] == [
        ("Heron", 2, 0),
        ("Kestrel", 0, 1),
    ]


def test_a_lesson_of_the_community_itself_is_no_reason_to_be_invited() -> None:
    own = learnt(3, KESTREL, "Contracts tell what a test can't", community_id=1)

    assert invitations(PACTS, [KESTREL], [own], {}) == []


def test_at_most_five_are_named() -> None:
    teams = [team(number, label=f"Team {number}") for number in range(1, 9)]
    taken_up = {one.id: [lesson(1)] for one in teams}

    assert [one.team.id for one in invitations(PACTS, teams, [lesson(1)], taken_up)] == [1, 2, 3, 4, 5]


def test_a_small_organisation_is_drawn_whole() -> None:
    ux = community(2, topic="UX")
    reach = Reach([Presence(PACTS, [HERON, WREN], 2), Presence(ux, [WREN], 0)], [HERON, KESTREL, WREN], 2)

    assert grid_of(reach) == Grid(
        teams=[HERON, KESTREL, WREN],
        has_smaller=True,
        communities=[PACTS, ux],
        cells=[[True, False], [False, False], [True, True], [True, False]],
        teams_left_out=0,
        communities_left_out=0,
    )


def test_of_a_large_one_what_has_most_to_do_with_another_is_drawn_in_the_order_of_its_names() -> None:
    teams = [team(number, label=f"Team {number:03}") for number in range(200)]
    presences = [
        Presence(community(number, topic=f"Topic {number:03}"), teams[: number % 7 + 1] + teams[150:], 0)
        for number in range(100)
    ]

    grid = grid_of(Reach(presences, teams, 0))

    assert (len(grid.teams), len(grid.communities)) == (40, 30)
    assert (grid.teams_left_out, grid.communities_left_out) == (160, 70)
    assert grid.teams[0].label == "Team 000"
    assert [one.topic for one in grid.communities[:3]] == ["Topic 004", "Topic 005", "Topic 006"]
    assert not grid.has_smaller
