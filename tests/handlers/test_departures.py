"""Departures: what somebody leaves behind is offered to its communities once, and nothing else is said of them."""

from datetime import timedelta

import pytest

from community.components import NewComponent
from community.departures import Hosted, LookedAfter, MembersLookAfter
from community.meetups import NewMeetup
from community.mentors import Mentor
from handlers.payloads import Event
from storage.stores import Stores
from tests.handlers.acting import opened, shown, typed
from tests.handlers.living_on import members, said, started, texts
from tests.handlers.room import Room

DAY = timedelta(days=1)


def change(room: Room, name: str, *, deleted: bool) -> Event:
    """Give the event of an account that was deactivated or is back."""
    user: dict[str, object] = {"id": room.person(name), "real_name": name.title(), "deleted": deleted}
    user |= {"profile": {"display_name": name.title()}, "tz": "Europe/Berlin"}
    return Event(event_id=f"Ev{name}{deleted}", type="user_change", body={"type": "user_change", "user": user})


async def leave(room: Room, name: str) -> None:
    room.workspace.deactivate(room.person(name))
    await room.hear(change(room, name, deleted=True))
    await room.deliver()


async def learnt(room: Room, text: str, *, by: str = "ben", channel: str = "birds") -> None:
    await room.react("ana", room.say(by, text, channel=channel), channel=channel)
    await room.deliver()


async def test_what_a_person_learnt_is_offered_once_and_their_membership_ends_silently(room: Room) -> None:
    birds = await opened(room, members=("ben", "caro"))
    await learnt(room, "Publish the contract first.")
    await learnt(room, "Count owls at night.")

    await leave(room, "ben")
    await room.hear(change(room, "ben", deleted=True))
    await room.deliver()

    [offer] = texts(room, "birds")
    assert "Ben has left, and what they learnt stays here. Would somebody like to look after it?" in offer
    assert offer.index("*#2* Count owls") < offer.index("*#1* Publish the contract")
    assert await members(room, birds) == ["ana", "caro"]


async def test_who_wants_no_name_beside_their_lessons_is_not_named(room: Room) -> None:
    await opened(room, members=("ben",))
    await learnt(room, "Publish the contract first.")
    await room.click("ben", "privacy.while_here")
    await room.deliver()

    await leave(room, "ben")

    [offer] = texts(room, "birds")
    assert "Somebody has left, and what they learnt stays here." in offer
    assert "Ben" not in offer


async def test_nobody_hears_of_who_leaves_nothing_behind(room: Room) -> None:
    birds = await opened(room, members=("ben",))

    await leave(room, "ben")

    assert texts(room, "birds") == []
    assert await members(room, birds) == ["ana"]


async def test_whoever_was_in_no_community_leaves_silently(room: Room) -> None:
    await opened(room)

    await leave(room, "ben")

    assert texts(room, "birds") == []


async def test_a_member_looks_after_a_lesson_and_may_change_it_then(room: Room) -> None:
    birds = await opened(room, members=("ben", "caro"))
    await learnt(room, "Publish the contract first.")
    await leave(room, "ben")
    [offer] = said(room, "birds")

    told = shown(await room.click("caro", "departure.look_after", f"1 {birds.id}", message_ts=offer.ts))
    await room.deliver()

    assert "You look after lesson #1 now, thank you." in told
    assert "somebody looks after it" in texts(room, "birds")[0]
    lesson = await room.lesson(1)
    assert lesson is not None
    assert (lesson.caretaker, lesson.author_id) == (room.person("caro"), room.person("ben"))
    assert "Publish the contract first." in shown(await room.click("caro", "lesson.edit", 1))


async def test_who_looks_after_a_lesson_is_not_told_whose_it_was_by_what_it_said_before(room: Room) -> None:
    birds = await opened(room, members=("ben", "caro"))
    await learnt(room, "Publish the contract first.")
    await room.click("ben", "privacy.while_here")
    await room.submit("ben", "lesson.edit", '{"number":1}', title="Contracts", learnt="First.", community="none")
    await leave(room, "ben")
    await room.click("caro", "departure.look_after", f"1 {birds.id}")

    before = shown(await room.click("caro", "lesson.versions", 1))

    assert "Publish the contract" in before
    assert "someone" in before
    assert "Ben" not in before


async def test_a_lesson_is_looked_after_by_one_member_and_only_while_its_author_is_gone(room: Room) -> None:
    birds = await opened(room, members=("ben", "caro"))
    await learnt(room, "Publish the contract first.")

    with pytest.raises(LookedAfter, match="whoever wrote it is here"):
        await room.click("ana", "departure.look_after", f"1 {birds.id}")
    await leave(room, "ben")
    await room.click("caro", "departure.look_after", f"1 {birds.id}")
    with pytest.raises(LookedAfter, match="somebody looks after it already"):
        await room.click("ana", "departure.look_after", f"1 {birds.id}")
    await typed(room, "ana", "/community leave bird watching")
    with pytest.raises(MembersLookAfter):
        await room.click("ana", "departure.look_after", f"1 {birds.id}")


async def test_a_person_who_is_back_finds_their_lessons_theirs(room: Room) -> None:
    birds = await opened(room, members=("ben", "caro"))
    await learnt(room, "Publish the contract first.")
    await room.click("ben", "privacy.while_here")
    await leave(room, "ben")
    await room.click("caro", "departure.look_after", f"1 {birds.id}")

    room.workspace.reactivate(room.person("ben"))
    await room.hear(change(room, "ben", deleted=False))

    lesson = await room.lesson(1)
    assert lesson is not None
    assert (lesson.author_name, lesson.caretaker) == ("Ben", None)
    assert await members(room, birds) == ["ana", "caro"]  # they join again with a click, as in Slack


async def test_each_community_is_offered_its_own(room: Room) -> None:
    await opened(room, members=("ben",))
    await started(room, "Pacts", "ana", "ben")
    await learnt(room, "Count owls at night.")
    await learnt(room, "Publish the contract first.", channel="cop-pacts")

    await leave(room, "ben")

    [birds], [pacts] = texts(room, "birds"), texts(room, "cop-pacts")
    assert ("owls" in birds, "contract" in birds) == (True, False)
    assert ("owls" in pacts, "contract" in pacts) == (False, True)


async def test_a_lesson_of_a_closed_room_is_offered_nowhere(room: Room) -> None:
    await opened(room, members=("ben",))
    await learnt(room, "A secret nest in the oak.")
    lesson = await room.lesson(1)
    assert lesson is not None
    await room.write(lambda stores: stores.lessons.close(room.channel("birds").id, is_closed=True))

    await leave(room, "ben")

    assert texts(room, "birds") == []


async def test_a_resting_community_is_left_alone(room: Room) -> None:
    birds = await opened(room, members=("ben",))
    await learnt(room, "Count owls at night.")
    await typed(room, "ana", "/community rest")
    await room.deliver()
    before = texts(room, "birds")

    await leave(room, "ben")

    assert texts(room, "birds") == before
    assert await members(room, birds) == ["ana"]


async def test_a_planned_meetup_is_hosted_by_whoever_says_so_first(room: Room) -> None:
    birds = await opened(room, members=("ben", "caro"))
    now = room.clock.now()

    def plan(stores: Stores) -> None:
        channel_id, ben = birds.channel_id or "", room.person("ben")
        stores.meetups.add(NewMeetup("Owls", channel_id, birds.id, now + 9 * DAY, "UTC", 60, "", ben, now))

    await room.write(plan)
    await leave(room, "ben")
    [offer] = said(room, "birds")
    assert "Somebody has left, and something is open here now." in offer.text

    told = shown(await room.click("caro", "departure.host", f"1 {birds.id}", message_ts=offer.ts))
    await room.deliver()

    assert "You host *Owls* now" in told
    assert "*Owls* has a host again." in texts(room, "birds")[0]
    with pytest.raises(Hosted):
        await room.click("ana", "departure.host", f"1 {birds.id}", message_ts=offer.ts)
    meetup = await room.read(lambda stores: stores.meetups.get(1))
    assert meetup is not None
    assert meetup.planned_by == room.person("caro")


async def test_whose_it_is_is_read_off_what_was_left_and_not_off_the_button(room: Room) -> None:
    birds, pacts = await opened(room, members=("ben",)), await started(room, "Pacts", "caro", "ben")
    await learnt(room, "Publish the contract first.")
    now = room.clock.now()

    def plan(stores: Stores) -> None:
        channel_id, ben = birds.channel_id or "", room.person("ben")
        stores.meetups.add(NewMeetup("Owls", channel_id, birds.id, now + 9 * DAY, "UTC", 60, "", ben, now))

    await room.write(plan)
    await leave(room, "ben")

    with pytest.raises(MembersLookAfter, match="Bird watching"):
        await room.click("caro", "departure.look_after", f"1 {pacts.id}")
    with pytest.raises(MembersLookAfter, match="Bird watching"):
        await room.click("caro", "departure.host", f"1 {pacts.id}")

    lesson, meetup = await room.lesson(1), await room.read(lambda stores: stores.meetups.get(1))
    assert lesson is not None
    assert lesson.caretaker is None
    assert meetup is not None
    assert meetup.planned_by == room.person("ben")


async def test_a_coordinators_seat_is_free_and_offered_in_the_same_post(room: Room) -> None:
    birds = await opened(room, members=("ben",))
    await room.write(lambda stores: stores.seats.take(birds.id, room.person("ben"), now=room.clock.now()))

    await leave(room, "ben")

    [offer] = texts(room, "birds")
    assert "Nobody coordinates *Bird watching* at the moment." in offer
    assert "seat.step_up" in offer
    assert await room.read(lambda stores: stores.seats.all()) == {}


async def test_what_they_mentored_is_offered_to_those_who_may_teach_it(room: Room) -> None:
    birds = await opened(room, members=("ben",))
    now, ben = room.clock.now(), room.person("ben")

    def mentor(stores: Stores) -> int:
        component = stores.components.add(
            NewComponent(
                name="till",
                label="Till",
                about="",
                link="",
                community_id=birds.id,
                added_by=ben,
                added_at=now,
                changed_by=ben,
                changed_at=now,
            )
        )
        stores.mentors.put(Mentor(component.id, ben, "", now, now))
        return component.id

    component_id = await room.write(mentor)

    await leave(room, "ben")

    assert await room.read(lambda stores: list(stores.mentors.of(component_id))) == []
    assert "Till" in texts(room, "birds")[0]


async def test_who_went_and_who_came_back_while_nobody_told_us_is_noticed_once_a_day(room: Room) -> None:
    birds = await opened(room, members=("ben", "caro"))
    await learnt(room, "Publish the contract first.")
    room.workspace.deactivate(room.person("ben"))

    await room.table.rounds["departures"](room.deps())
    assert await members(room, birds) == ["ana", "ben", "caro"]  # at 7:00 UTC it isn't looked
    room.wait(timedelta(hours=21))
    await room.table.rounds["departures"](room.deps())
    await room.table.rounds["departures"](room.deps())
    await room.deliver()

    assert await members(room, birds) == ["ana", "caro"]
    assert len(texts(room, "birds")) == 1
    room.workspace.reactivate(room.person("ben"))
    room.wait(DAY)
    await room.table.rounds["departures"](room.deps())
    assert await room.read(lambda stores: stores.departures.gone([room.person("ben")])) == set()


async def test_people_the_bot_never_met_leave_no_trace(room: Room) -> None:
    await leave(room, "caro")

    assert await room.read(lambda stores: stores.departures.gone([room.person("caro")])) == set()
