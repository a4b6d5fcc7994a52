"""Which lessons from elsewhere a reader may want to see."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from community import choosing
from community.choosing import Recent, Wants
from community.components import Component
from community.fitting import interests
from community.schedule import Period
from tests import some
from tests.some import NOW, utc

WEEK = Period(utc(2026, 7, 27, 7), NOW)
OURS = some.community(topic="Contract testing", purpose="Fewer surprises between services")
WANTS = Wants(words=interests(OURS), own=frozenset({1}), channels=frozenset({"C0COP"}))
OLD = utc(2026, 7, 20)


def learnt(
    number: int,
    text: str = "Cache keys without dates",
    *,
    at: datetime = some.LAST_WEEK,
    community_id: int | None = 2,
    channel_id: str | None = "C0OTHER",
    tags: tuple[str, ...] = (),
    adopters: int = 0,
) -> Recent:
    return Recent(number, community_id, "Build and deploy", channel_id, at, tags, None, adopters, text)


def component(id_: int, label: str) -> Component:
    return Component(
        name=label.casefold().replace(" ", "-"),
        label=label,
        about="",
        link="",
        community_id=1,
        added_by="U1",
        added_at=OLD,
        changed_by="U1",
        changed_at=OLD,
        id=id_,
    )


def best(*lessons: Recent, wants: Wants = WANTS, components: tuple[Component, ...] = (), limit: int = 3) -> list[int]:
    newest_first = sorted(lessons, key=lambda one: (one.captured_at, one.number), reverse=True)
    found = choosing.best(choosing.pool(newest_first, components), wants, WEEK, limit=limit)
    return [one.candidate.number for one in found]


def test_what_fits_comes_before_what_is_newer() -> None:
    fitting = learnt(1, "Contract tests in the nightly build", at=utc(2026, 7, 28))
    newer = [learnt(number, at=utc(2026, 8, 1, number)) for number in (2, 3, 4)]

    assert best(fitting, *newer) == [1, 4, 3]


def test_what_is_older_than_the_period_comes_only_when_it_fits() -> None:
    assert best(learnt(1, at=OLD), learnt(2, "Contracts for events", at=OLD)) == [2]


def test_a_word_of_the_topic_counts_twice_one_of_the_purpose() -> None:
    of_purpose, of_topic = learnt(1, "Few surprises", at=utc(2026, 8, 1)), learnt(2, "A contract", at=utc(2026, 7, 30))

    assert best(of_purpose, of_topic) == [2, 1]


@pytest.mark.parametrize(
    "known",
    [
        learnt(1, community_id=1),  # learnt here
        learnt(7),  # was in a digest of theirs, or shared to them
        learnt(1, channel_id="C0COP"),  # said right there
        learnt(1, at=NOW),  # waits for the next period
    ],
)
def test_what_they_know_already_is_no_news(known: Recent) -> None:
    assert best(known, wants=replace(WANTS, seen=frozenset({7}))) == []


def test_a_lesson_of_no_community_is_worth_a_look_too() -> None:
    assert best(learnt(9, community_id=None, channel_id=None)) == [9]


def test_naming_a_component_of_theirs_counts_more_than_a_word() -> None:
    payments = component(5, "Payment gateway")
    named = learnt(1, "The payment gateway needs idempotent calls", at=OLD)
    tagged = learnt(2, "Retry with care", at=OLD - timedelta(days=1), tags=("payment-gateway",))
    of_topic = learnt(3, "A contract", at=utc(2026, 8, 2))

    assert best(named, tagged, of_topic, wants=replace(WANTS, components=(5,)), components=(payments,)) == [1, 2, 3]
    assert best(named, tagged, of_topic, components=(payments,)) == [3]


def test_meaning_the_same_counts_as_much_as_two_words_of_the_topic() -> None:
    meant = learnt(1, "Let whoever calls you say what they need", at=OLD)
    of_topic = learnt(2, "A contract", at=utc(2026, 8, 2))

    assert best(meant, of_topic, wants=replace(WANTS, close={1: 0.9})) == [1, 2]
    assert best(meant, of_topic, wants=replace(WANTS, close={1: 0.3})) == [2, 1]
    assert best(meant, of_topic, wants=replace(WANTS, close={99: 0.9})) == [2]


def test_of_equals_those_come_first_that_teams_use() -> None:
    assert best(learnt(1, adopters=2), learnt(2, at=utc(2026, 8, 2)), learnt(3, adopters=1)) == [1, 3, 2]


def test_however_many_teams_use_it_what_fits_comes_first() -> None:
    assert best(learnt(1, adopters=90, at=utc(2026, 8, 2)), learnt(2, "No surprises", at=OLD)) == [2, 1]


def test_what_is_wanted_more_comes_first_and_what_is_wanted_less_goes() -> None:
    liked, plain, unliked = learnt(1, tags=("caching",)), learnt(2, at=utc(2026, 8, 2)), learnt(3, community_id=3)

    assert best(liked, plain, unliked, wants=replace(WANTS, likes={"tag:caching": 2.0, "from:3": -2.0})) == [1, 2]


def test_what_fits_well_enough_comes_although_less_of_its_sort_is_wanted() -> None:
    assert best(learnt(1, "A contract test"), wants=replace(WANTS, likes={"from:2": -3.0})) == [1]
    assert best(learnt(1, "A contract"), wants=replace(WANTS, likes={"from:2": -3.0})) == []


def test_many_likes_together_have_a_limit() -> None:
    liked = learnt(1, tags=("a", "b", "c"), at=utc(2026, 7, 28))

    wants = replace(WANTS, likes={f"tag:{tag}": 3.0 for tag in "abc"})
    assert best(liked, learnt(2, "Contract tests", at=OLD), wants=wants) == [2, 1]


def test_of_lessons_with_a_common_word_the_newest_are_looked_at() -> None:
    many = [learnt(number, "A contract", at=OLD - timedelta(minutes=number)) for number in range(1, 450)]

    found = choosing.pool(many, ())

    assert len(found.by_word["contract"]) == 400
    assert best(*many) == [1, 2, 3]
