"""Keep practising: who coordinates is asked in private; the answer is theirs, and nobody else sees anything of it."""

import re
from datetime import timedelta

import pytest

from community import components, mentors
from community.communities import Community
from community.components import Described
from community.people import Person
from community.practising import Practice, Shared, Week, Works
from handlers import seats_at_home
from handlers.answers import Replace
from handlers.features import TABLE
from handlers.payloads import Event
from storage.stores import Stores
from tests.handlers.acting import direct, opened, posts, shown, typed, visitor
from tests.handlers.room import Room
from tests.handlers.spreading import words

DAY = timedelta(days=1)
QUARTER = 91 * DAY


async def seated(room: Room, *, ago: timedelta = 30 * DAY) -> Community:
    """Give a community that Ana has coordinated for a while."""
    community = await opened(room, members=("ben",))
    await room.write(lambda stores: stores.seats.take(community.id, room.person("ana"), now=room.clock.now() - ago))
    return community


async def look(room: Room) -> None:
    await room.table.rounds["practising"](room.deps())
    await room.deliver()


async def answer(room: Room, name: str = "ana") -> Practice | None:
    return await room.read(lambda stores: stores.practising.get(room.person(name)))


async def test_a_coordinator_is_asked_once_a_quarter_and_nobody_else_is(room: Room) -> None:
    await seated(room)

    for _ in range(3):
        await look(room)
        room.wait(timedelta(hours=1))
    assert len(direct(room, "ana")) == 1
    room.wait(QUARTER)
    await look(room)

    [first, _] = direct(room, "ana")
    assert "A question only for you, Ana: are you still working in a team besides caring for Bird watching?" in first
    assert "Your answer stays with you unless you share it." in first
    assert direct(room, "ben") == direct(room, "caro") == posts(room) == []


@pytest.mark.parametrize("why", ["has just stepped up", "at night", "silent", "stepped back", "away"])
async def test_others_are_left_alone(room: Room, why: str) -> None:
    community = await seated(room, ago=27 * DAY if why == "has just stepped up" else 30 * DAY)

    def work(stores: Stores) -> None:
        if why == "at night":
            stores.people.save(Person(room.person("ana"), "Ana", "Pacific/Auckland"), now=room.clock.now())
        if why == "stepped back":
            stores.seats.end(community.id, room.person("ana"), now=room.clock.now())

    await room.write(work)
    if why == "silent":
        await room.click("ana", "practising.silence")
    room.workspace.users[room.person("ana")].deleted = why == "away"
    await look(room)

    assert direct(room, "ana") == []


async def test_who_mentors_a_component_is_asked_as_well_in_one_question_for_all_seats(room: Room) -> None:
    await seated(room)
    since = room.clock.now() - 30 * DAY

    def mentor(stores: Stores) -> None:
        said = Described(label="Ledger", about="", link="", community_id=None)
        ledger = components.add(stores, said, by=room.person("ana"), now=since)
        for name in ("ana", "ben"):
            mentors.offer(stores, ledger.id, room.person(name), "", now=since)

    await room.write(mentor)
    await look(room)

    [asked] = direct(room, "ana")
    assert "besides caring for Bird watching and Ledger?" in asked
    [asked] = direct(room, "ben")
    assert "besides caring for Ledger?" in asked
    told = words(await room.click("ben", "practising.works.not_now")) + words(await room.click("ben", "practising.see"))
    assert "'mentor.step_back'" in told
    assert "'practising.share.works'" not in told  # it would be shown nowhere


async def test_two_clicks_answer_and_the_answer_is_kept_for_who_clicked(room: Room) -> None:
    await seated(room)

    first = await room.click("ana", "practising.works.most")
    second = await room.click("ana", "practising.week.quarter")

    assert isinstance(first, Replace)
    assert "about how much of your week does the community take?" in words(first)
    assert "You work in a team most of your week. The community takes a quarter of your week or less." in words(second)
    assert "Nobody but you can read this." in words(second)
    assert "A thought" not in words(second)
    assert await answer(room) == Practice(room.person("ana"), room.clock.now(), Works.MOST, Week.QUARTER)
    assert await answer(room, "ben") is None


@pytest.mark.parametrize("clicks", [("works.not_now", "week.half"), ("works.little", "week.more")])
async def test_no_team_or_more_than_half_of_the_week_gets_a_kind_note_and_a_way_to_share(
    room: Room, clicks: tuple[str, str]
) -> None:
    community = await seated(room)

    for click in clicks:
        told = words(await room.click("ana", f"practising.{click}"))

    assert "A thought, and nothing more" in told
    assert f"'action_id': 'seat.share', 'value': '{community.id}'" in told
    assert f"'action_id': 'seat.step_back', 'value': '{community.id}'" in told


async def test_only_what_is_shared_is_read_in_about_and_it_can_be_taken_back(room: Room) -> None:
    community = await seated(room)
    await room.click("ana", "practising.works.most")
    await room.click("ana", "practising.week.more")

    shared = words(await room.click("ana", "practising.share.works"))
    about = shown(await typed(room, "ben", "/community about"))
    given = await room.read(lambda stores: stores.practising.shared(community.id))
    kept = words(await room.click("ana", "practising.keep.works"))
    after = shown(await typed(room, "ben", "/community about"))

    assert "finds, beside your name: “works in a team most of the week”." in shared
    assert "Ana works in a team most of the week." in about
    assert "half of the week" not in about
    assert given == [Shared(room.person("ana"), Works.MOST, None)]
    assert "Nobody but you can read this." in kept
    assert "works in a team" not in after


async def test_both_parts_can_be_shared(room: Room) -> None:
    await seated(room)
    for click in ("works.not_now", "week.half", "share.works", "share.week"):
        await room.click("ana", f"practising.{click}")

    about = shown(await typed(room, "ben", "/community about"))

    assert "Ana works in no team at the moment and gives it about half of the week." in about


async def test_an_answer_can_be_changed_and_deleted(room: Room) -> None:
    await seated(room)
    await room.click("ana", "practising.works.most")

    again = words(await room.click("ana", "practising.again"))
    await room.click("ana", "practising.works.little")
    changed = await answer(room)
    gone = words(await room.click("ana", "practising.delete"))
    twice = words(await room.click("ana", "practising.delete"))

    assert "A question only for you, Ana" in again
    assert changed is not None
    assert changed.works is Works.LITTLE
    assert "Your answer is gone." in gone
    assert "nothing was changed" in twice
    assert await answer(room) is None


async def test_the_settings_say_what_a_person_chose_and_how_to_change_it(room: Room) -> None:
    await seated(room)
    for action_id in ("practising.silence", "carrying.silence"):
        await room.click("ben", action_id)

    own, bens, caros = [
        str(await room.read(lambda stores, name=name: seats_at_home.settings(stores, visitor(room, name))))  # type: ignore[misc]
        for name in ("ana", "ben", "caro")
    ]

    assert "is yours" in own
    assert "You don't want to be asked whether you still work in a team." in bens
    assert "'practising.unsilence'" in bens
    assert "'carrying.unsilence'" in bens
    assert caros == "[]"


async def test_who_never_said_anything_is_told_so_and_that_nothing_is_kept(room: Room) -> None:
    told = shown(await typed(room, "caro", "/community practising"))

    assert "I keep nothing about it." in told
    assert "Only you see this page." in told


async def test_the_question_can_be_silenced_and_asked_for_again(room: Room) -> None:
    await seated(room)

    told = words(await room.click("ana", "practising.silence"))
    await look(room)
    silent = len(direct(room, "ana"))
    await room.click("ana", "practising.unsilence")
    await look(room)

    assert "I won't ask you again" in told
    assert (silent, len(direct(room, "ana"))) == (0, 1)


async def seen_by_others(room: Room) -> list[str]:
    """Give, to the letter, what Ben (a member) and Caro (none) see, whatever they ask for and whatever is posted."""
    asked = ("about bird-watching", "", "list", "digest bird-watching", "practising", "help")
    seen = [shown(await typed(room, name, f"/community {text}")) for name in ("ben", "caro") for text in asked]
    for name in ("ben", "caro"):
        await room.hear(Event(f"Ev{name}", "app_home_opened", {"user": room.person(name), "tab": "home"}))
    for what in TABLE.rounds:
        await room.table.rounds[what](room.deps())
    await room.table.ticks["digest"](room.deps())
    await room.deliver()
    homes = [room.workspace.homes[room.person(name)].payload["blocks"] for name in ("ben", "caro")]
    # Slack gives a block that has no id a new one each time.
    seen += [re.sub(r"'block_id': '\w+'", "", str(blocks)) for blocks in homes]
    return [*seen, *direct(room, "ben"), *direct(room, "caro"), *posts(room), *room.told("ben")]


@pytest.mark.parametrize(
    "clicks",
    [
        ("works.most", "week.quarter"),
        ("works.not_now", "week.more"),
        ("works.little", "week.half", "delete"),
        ("works.not_now", "share.works", "keep.works"),
        ("works.most", "share.works", "works.not_now"),  # what was shared was another answer
        ("silence",),
        ("again", "silence", "unsilence"),
    ],
)
async def test_a_private_answer_changes_nothing_that_others_see(room: Room, clicks: tuple[str, ...]) -> None:
    await seated(room)
    before = await seen_by_others(room)

    for click in clicks:
        await room.click("ana", f"practising.{click}")

    assert await seen_by_others(room) == before


async def test_the_comparison_above_would_see_what_is_shared(room: Room) -> None:
    await seated(room)
    before = await seen_by_others(room)

    for click in ("works.not_now", "share.works"):
        await room.click("ana", f"practising.{click}")

    assert await seen_by_others(room) != before
