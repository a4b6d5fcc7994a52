"""How lessons travel, and what isn't said of few people."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import travels
from community.lessons import Lesson
from community.spread import USES, Adoption, Answer, Share
from community.teams import Team
from community.travels import SMALLER, Kind, Network, Place, Quarter, Statistics, Step
from tests.some import NOW, community, lesson, utc

KESTREL, HERON, WREN = 1, 2, 3
CAPTURED = utc(2026, 3, 2)
PLACES = {
    KESTREL: Place(Kind.TEAM, KESTREL, "Kestrel"),
    HERON: Place(Kind.TEAM, HERON, "Heron"),
    WREN: SMALLER,
    4: SMALLER,
}
ROOMS = {7: Place(Kind.COMMUNITY, 7, "Contract testing")}


def team(team_id: int, label: str) -> Team:
    return Team(name=label.casefold(), label=label, started_by="U0LEA", started_at=CAPTURED, id=team_id)


def of_kestrel(number: int = 42, *, captured_at: datetime = CAPTURED, team_id: int | None = KESTREL) -> Lesson:
    return replace(lesson(number, captured_at=captured_at, community_id=7), team_id=team_id)


def said(
    answer: Answer, team_id: int, *, number: int = 42, after: int = 1, words: str = "", start: datetime = CAPTURED
) -> Adoption:
    return Adoption(number, team_id, answer, words, "U0MIA", start + timedelta(days=after))


def shared(number: int = 42, *, after: int = 1) -> Share:
    return Share(number, 7, "U0BEN", CAPTURED + timedelta(days=after), "C0COP", "1.2")


def journey(adoptions: Sequence[Adoption] = (), shares: Sequence[Share] = (), **fields: Any) -> travels.Journey:
    learnt = replace(of_kestrel(), **fields)
    return travels.journey_of(
        learnt, adoptions=adoptions, shares=shares, improved_as=(), teams=PLACES, communities=ROOMS
    )


def test_a_team_has_a_name_once_five_people_say_they_are_in_it() -> None:
    teams = {KESTREL: team(KESTREL, "Kestrel"), HERON: team(HERON, "Heron"), WREN: team(WREN, "Wren")}

    places = travels.team_places(teams, {KESTREL: 5, HERON: 4})

    assert places == {KESTREL: Place(Kind.TEAM, KESTREL, "Kestrel"), HERON: SMALLER, WREN: SMALLER}


def test_communities_are_named_whatever_their_size() -> None:
    assert travels.community_places({7: community(7)}) == {7: Place(Kind.COMMUNITY, 7, "Contract testing")}


def test_a_journey_is_told_in_the_order_it_was_gone() -> None:
    gone = journey(
        [said(Answer.TRYING, HERON, after=9), said(Answer.ADAPTED, HERON, after=40, words="nightly only")],
        [shared(after=1)],
    )

    assert [(way.end.name, way.step, way.words) for way in gone.ways] == [
        ("Contract testing", Step.SHARED, ""),
        ("Heron", Step.ADAPTED, "nightly only"),
    ]
    assert gone.start == PLACES[KESTREL]
    assert gone.newest == gone.ways[-1]
    assert gone.days_to_second_team == 40


def test_smaller_teams_are_one_place_and_their_words_are_not_repeated() -> None:
    gone = journey([said(Answer.ADAPTED, WREN, after=3, words="only we do that"), said(Answer.ADAPTED, 4, after=5)])

    assert [(way.end, way.step, way.words) for way in gone.ways] == [(SMALLER, Step.ADAPTED, "")]


def test_not_now_and_the_teams_own_word_are_no_steps() -> None:
    gone = journey([said(Answer.NOT_NOW, HERON), said(Answer.ADOPTED, KESTREL)])

    assert gone.ways == []
    assert gone.newest is None
    assert gone.days_to_second_team is None


@pytest.mark.parametrize(
    ("fields", "start"),
    [
        ({}, PLACES[KESTREL]),
        ({"team_id": WREN}, SMALLER),
        ({"team_id": None}, ROOMS[7]),
        ({"team_id": None, "community_id": None}, None),
        ({"team_id": 99, "community_id": 99}, None),  # both were removed since
    ],
)
def test_a_lesson_sets_out_from_its_team_else_from_its_community(fields: dict[str, Any], start: Place | None) -> None:
    assert journey([said(Answer.TRYING, HERON)], **fields).start == start


def network(
    lessons: Sequence[Lesson], adoptions: Sequence[Adoption] = (), shares: Sequence[Share] = (), limit: int = 40
) -> Network:
    return travels.network_of(
        {one.number: one for one in lessons},
        adoptions=adoptions,
        shares=shares,
        teams=PLACES,
        communities=ROOMS,
        limit=limit,
    )


def test_the_network_counts_lessons_and_knows_the_newest_link() -> None:
    found = network(
        [of_kestrel(1), of_kestrel(2)],
        [said(Answer.TRYING, HERON, number=1, after=3), said(Answer.ADOPTED, HERON, number=2, after=8)],
        [shared(1, after=20)],
    )

    assert [(link.start.name, link.end.name, link.lessons) for link in found.links] == [
        ("Kestrel", "Contract testing", 1),
        ("Kestrel", "Heron", 2),
    ]
    assert found.newest is not None
    assert found.newest.end.name == "Contract testing"
    assert [place.name for place in found.places] == ["Kestrel", "Heron", "Contract testing"]


def test_what_is_not_among_the_lessons_is_in_no_network() -> None:
    assert network([], [said(Answer.ADOPTED, HERON)], [shared()]) == Network([], [])


def test_the_busiest_places_are_kept_and_the_others_counted() -> None:
    found = network([of_kestrel()], [said(Answer.ADOPTED, HERON), said(Answer.ADOPTED, WREN)], limit=2)

    assert len(found.places) == 2
    assert (found.places_left_out, found.links_left_out) == (1, 1)


def test_the_links_with_the_most_lessons_are_kept_and_the_newest_whatever_it_has() -> None:
    places = {number: Place(Kind.TEAM, number, f"Team {number:02}") for number in range(1, 21)}
    lessons = {number: of_kestrel(number, team_id=number % 20 + 1) for number in range(1, 201)}
    adoptions = [
        said(Answer.ADOPTED, (number + step) % 20 + 1, number=number) for number in lessons for step in range(1, 7)
    ]
    newest = said(Answer.TRYING, 20, number=1, after=500)

    found = travels.network_of(lessons, adoptions=[*adoptions, newest], shares=(), teams=places, communities={})

    assert (len(found.links), found.links_left_out, found.places_left_out) == (80, 41, 0)
    assert found.newest is not None
    assert (found.newest.start.id, found.newest.end.id, found.newest.lessons) == (2, 20, 1)


def statistics(
    lessons: Sequence[Lesson], adoptions: Sequence[Adoption], recent: Sequence[Lesson] = (), now: datetime = NOW
) -> Statistics:
    return travels.statistics_of({one.number: one for one in lessons}, adoptions=adoptions, recent=recent, now=now)


def test_a_median_needs_five_lessons() -> None:
    lessons = [of_kestrel(number) for number in range(1, 6)]
    answers = [said(Answer.ADOPTED, HERON, number=number, after=number * 2) for number in range(1, 6)]

    four, five = statistics(lessons[:4], answers[:4]), statistics(lessons, answers)

    assert [pace.days for pace in four.paces] == [None, None, None]
    assert [(str(pace.quarter), pace.days, pace.taken_up) for pace in five.paces] == [
        ("2026 Q1", 6.0, 5),
        ("2026 Q2", None, 0),
        ("2026 Q3", None, 0),
    ]


def test_no_more_than_eight_quarters_are_told() -> None:
    paces = statistics([of_kestrel()], [said(Answer.ADOPTED, HERON)], now=utc(2030, 1, 1)).paces

    assert [str(pace.quarter) for pace in paces][:1] == ["2028 Q2"]
    assert len(paces) == 8


@pytest.mark.parametrize(
    ("moment", "quarter"),
    [
        (utc(2026, 1, 1), Quarter(2026, 1)),
        (utc(2026, 3, 31, 23, 59), Quarter(2026, 1)),
        (utc(2026, 4, 1), Quarter(2026, 2)),
        (utc(2026, 12, 31), Quarter(2026, 4)),
    ],
)
def test_quarters_begin_in_january_april_july_and_october(moment: datetime, quarter: Quarter) -> None:
    assert travels.quarter_of(moment) == quarter


def test_after_the_fourth_quarter_comes_the_first() -> None:
    assert Quarter(2026, 4).next == Quarter(2027, 1)


def test_the_most_adopted_are_lessons_with_the_teams_that_use_them_now() -> None:
    lessons = [of_kestrel(1), of_kestrel(2)]
    answers = [
        said(Answer.ADOPTED, HERON, number=1),
        said(Answer.ADAPTED, WREN, number=1),
        said(Answer.ADOPTED, HERON, number=2),
        said(Answer.NOT_NOW, HERON, number=2, after=5),
        said(Answer.ADOPTED, KESTREL, number=2),
    ]

    found = statistics(lessons, answers).most_adopted

    assert [(adopted.lesson.number, adopted.teams) for adopted in found] == [(1, 2)]


def test_those_that_stayed_are_the_newest_that_no_other_team_took_up() -> None:
    stayed, tried, refused, closed, gone = (of_kestrel(number) for number in range(5, 0, -1))
    closed = replace(closed, closed_in="G0NEST")
    gone = replace(gone, withdrawn_at=NOW)
    answers = [said(Answer.TRYING, HERON, number=tried.number), said(Answer.NOT_NOW, HERON, number=refused.number)]

    found = statistics([tried, refused], answers, recent=[stayed, tried, refused, closed, gone]).stayed

    assert [one.number for one in found] == [stayed.number, refused.number]


ADOPTIONS = st.lists(
    st.builds(
        said,
        st.sampled_from(Answer),
        st.integers(1, 4),
        number=st.integers(1, 6),
        after=st.integers(0, 900),
        words=st.text(max_size=5),
    ),
    max_size=40,
)


@given(adoptions=ADOPTIONS, owners=st.lists(st.sampled_from([KESTREL, HERON, WREN, None]), min_size=6, max_size=6))
def test_nothing_is_said_of_small_teams_in_any_order_of_answers(
    adoptions: list[Adoption], owners: list[int | None]
) -> None:
    adoptions.sort(key=lambda one: one.at)
    lessons = [of_kestrel(number, team_id=owner) for number, owner in enumerate(owners, 1)]

    found = network(lessons, adoptions)
    counted = statistics(lessons, adoptions, now=utc(2029, 1, 1))

    assert {place.name for place in found.places} <= {"Kestrel", "Heron", "Contract testing", ""}
    assert all(link.start != link.end and {link.start, link.end} <= set(found.places) for link in found.links)
    assert sum(pace.taken_up for pace in counted.paces) <= len(adoptions)
    arrived = {one.number for one in adoptions if one.answer in USES and one.team_id != owners[one.number - 1]}
    if len(arrived) < 5:
        assert all(pace.days is None for pace in counted.paces)
    for one in lessons:
        own = [adoption for adoption in adoptions if adoption.number == one.number]
        gone = travels.journey_of(one, adoptions=own, shares=(), improved_as=(), teams=PLACES, communities=ROOMS)
        assert list(gone.ways) == sorted(gone.ways, key=lambda way: way.at)
        assert all(not way.words for way in gone.ways if way.end == SMALLER)
        assert len({(way.end, way.step) for way in gone.ways}) == len(gone.ways)
