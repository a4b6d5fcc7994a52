"""Warning signs, each with what just is and what just isn't one."""

from dataclasses import replace

import pytest

from community.signs import Evidence, Seen, Sign, demand, signs

WELL = Evidence(
    voices=(12, 5, 4, 3, 1),
    meetups=(False, True, False),
    members=12,
    teams=4,
    other_teams=3,
    coordinators=1,
    texts=("Contract testing", "Whoever likes comes."),
)


def seen(**more: object) -> list[Sign]:
    return [one.sign for one in signs(replace(WELL, **more))]  # type: ignore[arg-type]


def test_a_community_that_does_well_is_warned_of_nothing() -> None:
    assert signs(WELL) == []


@pytest.mark.parametrize(
    ("voices", "is_seen"),
    [
        ((12, 2, 2, 2, 2), True),  # 60 of 100
        ((11, 3, 2, 2, 2), False),  # 55 of 100
        ((12, 2, 2, 2, 1), False),  # 19 messages are too few to say
        ((16, 2, 1, 1), False),  # with four who speak everybody would know who is meant
        ((), False),
    ],
)
def test_one_person_speaks_most(voices: tuple[int, ...], is_seen: bool) -> None:
    assert (Sign.ONE_VOICE in seen(voices=voices)) is is_seen


@pytest.mark.parametrize(
    ("meetups", "is_seen"),
    [
        ((True, False, False, False), True),
        ((False, False, False, True), False),
        ((False, False), False),
        ((), False),
    ],
)
def test_they_met_three_times_and_learnt_nothing(meetups: tuple[bool, ...], is_seen: bool) -> None:
    assert (Sign.MET_AND_LEARNT_NOTHING in seen(meetups=meetups)) is is_seen


@pytest.mark.parametrize(
    ("members", "teams", "other_teams", "expected"),
    [
        (5, 0, 1, [Sign.NO_TEAM]),
        (4, 0, 1, []),  # about so few nothing is told
        (5, 0, 0, []),  # nobody anywhere has named a team, so nothing is known of teams
        (5, 1, 1, [Sign.FEW_TEAMS]),
        (5, 2, 1, [Sign.FEW_TEAMS]),
        (5, 2, 0, []),  # there are no other teams
        (4, 2, 1, []),
        (5, 3, 9, []),
    ],
)
def test_nobody_is_from_a_feature_team_or_all_are_from_few(
    members: int, teams: int, other_teams: int, expected: list[Sign]
) -> None:
    assert seen(members=members, teams=teams, other_teams=other_teams) == expected


def test_nobody_coordinates() -> None:
    assert seen(coordinators=0) == [Sign.NO_COORDINATOR]


def test_a_coordinator_lets_others_read_that_they_are_in_no_team() -> None:
    assert seen(has_let_go=True) == [Sign.NOT_PRACTISING]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pacts. Attendance is required. Bring a pact.", "Attendance is required."),
        ("No excuses: attendance is mandatory", "No excuses: attendance is mandatory"),
        ("You must attend!", "You must attend!"),
        ("Everybody has to come", "Everybody has to come"),
        ("all teams are required to participate", "all teams are required to participate"),
        ("Weekly sync (compulsory)", "Weekly sync (compulsory)"),
        ("Presence is tracked", "Presence is tracked"),
        ("Pflichttermin: Pacts", "Pflichttermin: Pacts"),
        ("Die Teilnahme ist verpflichtend.", "Die Teilnahme ist verpflichtend."),
        ("Anwesenheit ist Pflicht", "Anwesenheit ist Pflicht"),
        ("Teilnahme erforderlich", "Teilnahme erforderlich"),
        ("Es gilt Anwesenheitspflicht", "Es gilt Anwesenheitspflicht"),
    ],
)
def test_wording_that_sounds_mandatory_is_quoted(text: str, words: str) -> None:
    assert signs(replace(WELL, texts=("UX", text))) == [Seen(Sign.SOUNDS_MANDATORY, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Attendance is not required.",
        "Nothing here is mandatory",
        "Coming isn't mandatory",
        "It’s voluntary, never mandatory",
        "You don't have to come",
        "How do we test mandatory fields?",
        "Mandatory access control",
        "Keine Pflicht, nur Lust",
        "Die Teilnahme ist nicht verpflichtend",
        "Pflichtenhefte lesen",
        "Kür statt Pflicht",
        "Contracts must be published before the deploy",
        "",
    ],
)
def test_wording_that_leaves_people_free_is_none(text: str) -> None:
    assert demand([text]) is None


def test_a_long_sentence_is_quoted_in_part() -> None:
    words = demand(["Attendance is required " + "because of this " * 20])

    assert words is not None
    assert len(words) == 120


def test_what_harms_most_is_told_first() -> None:
    all_of_them = replace(WELL, coordinators=0, texts=("You must attend",), has_let_go=True, teams=0)

    assert [one.sign for one in signs(all_of_them)] == [
        Sign.SOUNDS_MANDATORY,
        Sign.NO_COORDINATOR,
        Sign.NO_TEAM,
        Sign.NOT_PRACTISING,
    ]
