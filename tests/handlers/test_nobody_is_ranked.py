"""Nobody is ranked: no surface lists people by what they do, or tells a number about fewer than five of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from random import Random  # noqa: TID251  # seeded, so a run is like the one before

import pytest
from structlog.testing import capture_logs

from community.coming import Said
from community.meetups import NewMeetup
from community.pulse import Heard
from handlers import deliveries
from handlers.blocks import parts, roster
from handlers.blocks.parts import Message
from storage.stores import Stores
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.ranking import problems
from tests.handlers.society import OPEN, PEOPLE, Shown, Society, society_of
from tests.handlers.test_rooms_property import Step, _fill, _named_surfaces
from tests.some import NOW
from tests.storage import filled

NAMES = ("Quxley", "Ben", *(user_id.title() for user_id in PEOPLE), *PEOPLE)
TIMES = 6  # each surface is asked, with other people and other values

# An admin who brings a list is told how many of its own lines were understood: what they just gave us.
COUNTING = {roster.looked_through}

SURFACES: list[Surface] = [
    surface
    for path in sorted((Path(__file__).parent / "blocks").glob("surfaces_*.py"))
    for surface in import_module(f"tests.handlers.blocks.{path.stem}").SURFACES
]


def said(*lines: str) -> Message:
    return Message(lines[0], [parts.section("\n".join(lines))])


RANKED = {
    "amounts beside names": said("Who shared what", "• Quxley: 12 lessons", "• Ben: 3 lessons"),
    "amounts in brackets": said("Quxley (12), Ben (3)"),
    "amounts behind names": said("*Quxley* · 12", "*Ben* · 3"),
    "a numbered list of people": said("1. Quxley", "2. Ben"),
    "what one person did": said("Quxley wrote 31 messages in March."),
    "what was done by one": said("12 lessons by Quxley"),
    "a share of all": said("Quxley wrote 60 % of it"),
    "the best": said("Top contributors this month"),
    "medals": said("🥇 Quxley"),
    "who is most active": said("Quxley is the most active member"),
    "attendance": said("Attendance: 7 of 9"),
    "a chart of people": Message(
        "A chart", [{"type": "data_visualization", "chart": {"series": [{"data": [{"label": "Ben", "value": 3.0}]}]}}]
    ),
}
FEW = {
    "few people": said("3 people wrote here"),
    "one person": said("1 person is active"),
    "nobody": said("0 members"),
    "few new members": said("2 new members"),
    "few of many": said("2 of 6 members said so"),
    "a label before it": said("Members: 4"),
}
FINE = {
    "from five on": said("5 to 9 people wrote here, 10 members, 14 people"),
    "that it is withheld": said("fewer than 5 people wrote here"),
    "whose lesson it is": said("Learnt by Quxley (team Kestrel), used by 3 teams"),
    "a lesson's number": said("#3 Members first · Quxley"),
    "names alone": said("👋 New here: Quxley, Ben"),
    "a time": said("Thursday at 15:04, people say"),
    "the teams of people": said("members from 3 teams"),
}


@pytest.mark.parametrize("message", [*RANKED.values(), *FEW.values()], ids=[*RANKED, *FEW])
def test_what_must_not_be_is_found(message: Message) -> None:
    assert list(problems(str(message), NAMES))


@pytest.mark.parametrize("message", FINE.values(), ids=FINE.keys())
def test_what_may_be_is_not(message: Message) -> None:
    assert list(problems(str(message), NAMES)) == []


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)
def test_no_builder_ranks_people_or_counts_few(surface: Surface) -> None:
    may_count = surface.builder in COUNTING
    assert list(problems(str(surface.render("Quxley")), NAMES, may_count=may_count)) == []


@pytest.fixture
def society(sqlite_url: str) -> Iterator[Society]:
    with capture_logs(), society_of(sqlite_url) as made:
        made.tell(_fill)
        made.tell(_busy)
        yield made


def _busy(stores: Stores) -> None:
    """Let people do different amounts of everything, so that there would be something to rank them by."""
    for index, user_id in enumerate(PEOPLE):
        for number in range(index * 3 + 1):
            stores.pulse.heard(Heard(1, user_id, NOW - timedelta(days=number)))
        meetup = stores.meetups.add(
            NewMeetup(f"Meetup {index}", OPEN, 1, NOW - index * timedelta(days=8), "UTC", 60, "", user_id, NOW)
        )
        for comer in PEOPLE[index:]:
            stores.coming.say(meetup.id, comer, Said.COMING, now=NOW)
    component = stores.components.add(filled.COMPONENT)
    stores.charters.add(filled.CHARTER)
    stores.agreements.add(filled.AGREEMENT)
    for number, user_id in enumerate(PEOPLE):
        stores.roster.put(replace(filled.LISTED, user_id=user_id))
        stores.profiles.save(replace(filled.PROFILE, user_id=user_id), now=NOW)
        stores.mentors.put(replace(filled.MENTOR, component_id=component.id, user_id=user_id))
        stores.seats.take(1, user_id, now=NOW)
        for supporter in PEOPLE[:number]:
            stores.seats.support(1, user_id, supporter, now=NOW)
        stores.practising.save(replace(filled.PRACTICE, user_id=user_id))
        stores.coaching.add(replace(filled.OFFER, coach_id=user_id))


def in_it(shown: Shown) -> Iterator[str]:
    return problems(shown.text, NAMES)


async def found(
    society: Society, steps: Sequence[tuple[str, Step]], look: Callable[[Shown], Iterator[str]] = in_it
) -> list[str]:
    """Give what is wrong with all that anybody is shown."""
    chance, wrong = Random(20260803), []  # noqa: S311
    for name, step in steps:
        for _ in range(TIMES):
            society.shown.clear()
            await step(society, chance)
            wrong += [f"{name}: {one}" for shown in society.shown for one in look(shown)]
    return wrong


async def test_nothing_that_can_be_asked_or_happens_by_itself_ranks_people_or_counts_few(society: Society) -> None:
    named = 0

    def look(shown: Shown) -> Iterator[str]:
        nonlocal named
        named += any(name in shown.text for name in NAMES)
        yield from problems(shown.text, NAMES)

    assert await found(society, list(_named_surfaces()), look) == []
    assert named > 100  # otherwise hardly anybody would have been shown at all


async def test_one_that_did_would_be_found(society: Society) -> None:
    async def planted(society: Society, chance: Random) -> None:
        told = said("Who shared what", "• Quxley: 12 lessons", "• Ben: 3 lessons")
        society.tell(lambda stores: stores.outbox.put(deliveries.post(OPEN, told), now=NOW))

    assert len(await found(society, [("planted", planted)])) == 2 * TIMES
