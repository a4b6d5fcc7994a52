"""Seats over the wire of the handlers: stepping up, being supported, stepping back, and nobody put there by another."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from community.communities import Community, Member
from community.meetups import NewMeetup
from community.people import Person
from community.seats import NotCoordinator, Note
from community.spread import NewProposal
from handlers import payloads, seats_at_home
from handlers.answers import Errors, Open
from handlers.payloads import Event, pack
from sandbox.models import Message
from storage.stores import Stores
from tests import some
from tests.handlers.acting import opened, posts, shown, typed, visitor
from tests.handlers.room import Room
from tests.handlers.spreading import element, learnt, words


async def coordinators(room: Room, community: Community) -> list[str]:
    """Give the names of who coordinates, in order."""
    found = await room.read(lambda stores: stores.seats.coordinators(community.id))
    names = {room.person(name): name for name in ("ana", "ben", "caro")}
    return [names.get(user_id, user_id) for user_id in found]


def cards(room: Room) -> Sequence[Message]:
    own = room.channel("birds").messages.values()
    return [one for one in own if one.user == room.workspace.bot_user_id and "care" in one.text]


async def crowd(room: Room, community: Community, count: int) -> list[str]:
    """Let so many more people be members."""

    def work(stores: Stores) -> list[str]:
        joined = [f"U0MORE{number}" for number in range(count)]
        for user_id in joined:
            stores.members.add(Member(community.id, user_id, room.clock.now()))
        return joined

    return await room.write(work)


async def support(room: Room, user_id: str, value: str) -> None:
    """Let somebody who has no name here click *I support this*."""
    clicked = {"type": "button", "action_id": "seat.support", "value": value}
    body = {"actions": [clicked], "user": {"id": user_id}, "response_url": "https://x.example"}
    await room.table.actions["seat.support"](payloads.action(body), room.deps())


async def test_a_member_steps_up_and_the_channel_is_told_once_and_pinged_not_at_all(room: Room) -> None:
    community = await opened(room)

    told = shown(await typed(room, "ana", "/community step-up"))
    await room.deliver()

    assert "You coordinate *Bird watching* now" in told
    assert await coordinators(room, community) == ["ana"]
    [card] = cards(room)
    assert card.text == "🪑 Ana would like to care for *Bird watching*."
    assert f"<@{room.person('ana')}" not in str(card.blocks)


async def test_who_is_no_member_is_offered_to_join_and_nothing_is_kept(room: Room) -> None:
    community = await opened(room)

    told = shown(await typed(room, "ben", "/community step-up bird-watching", channel="general"))

    assert "Would you like to join?" in told
    assert "'community.join'" in told
    assert await coordinators(room, community) == []
    assert await room.waiting() == 0


async def test_several_coordinate_and_stepping_up_twice_changes_nothing(room: Room) -> None:
    community = await opened(room, members=("ben",))
    await typed(room, "ana", "/community step-up")
    room.wait(timedelta(seconds=1))

    second = shown(await typed(room, "ben", "/community step-up"))
    again = shown(await typed(room, "ana", "/community step-up"))
    await room.deliver()

    assert "now beside Ana" in second
    assert "already. Nothing was changed." in again
    assert await coordinators(room, community) == ["ana", "ben"]
    assert len(cards(room)) == 2


async def test_with_several_communities_and_no_name_it_is_asked_which(room: Room) -> None:
    first = await opened(room, channel="birds")
    second = await opened(room, "Nest boxes", channel="general")

    told = shown(await typed(room, "ana", "/community step-up", channel="nest"))

    assert "Which community do you mean?" in told
    assert await coordinators(room, first) == await coordinators(room, second) == []
    await room.click("ana", "seat.step_up", second.id)
    assert await coordinators(room, second) == ["ana"]


async def test_a_community_is_meant_by_its_name_and_a_slip_is_answered_with_the_nearest(room: Room) -> None:
    community = await opened(room)

    told = shown(await typed(room, "ana", "/community step-up bird-watchin", channel="general"))

    assert "Did you mean *Bird watching*?" in told
    assert f"'action_id': 'seat.step_up', 'value': '{community.id}'" in told


async def test_support_is_said_without_a_number_below_five_and_never_by_whom(room: Room) -> None:
    community = await opened(room, members=("ben", "caro"))
    await typed(room, "ana", "/community step-up")
    await room.deliver()
    value = f"{community.id} {room.person('ana')}"
    said = []

    for supporter in [room.person("ben"), room.person("caro"), *await crowd(room, community, 3)]:
        await support(room, supporter, value)
        await room.deliver()
        said.append(cards(room)[0].text.removeprefix("🪑 Ana would like to care for *Bird watching*. "))

    assert said == ["Supported by members."] * 4 + ["5 members support this."]
    assert len(cards(room)) == 1
    assert "Ben" not in str(cards(room)[0].blocks)


async def test_support_can_be_taken_back_and_counts_once_a_person(room: Room) -> None:
    community = await opened(room, members=("ben",))
    await typed(room, "ana", "/community step-up")
    await room.deliver()
    value = f"{community.id} {room.person('ana')}"

    first = words(await room.click("ben", "seat.support", value))
    second = words(await room.click("ben", "seat.support", value))
    back = words(await room.click("ben", "seat.unsupport", value))
    await room.deliver()

    assert "You support Ana in caring for *Bird watching*. Your name is not shown." in first
    assert "already" in second
    assert "nothing from you" in back
    assert cards(room)[0].text == "🪑 Ana would like to care for *Bird watching*."


async def test_who_is_no_member_or_is_the_one_supports_nobody(room: Room) -> None:
    community = await opened(room)
    await typed(room, "ana", "/community step-up")
    value = f"{community.id} {room.person('ana')}"

    stranger = words(await room.click("ben", "seat.support", value))
    own = words(await room.click("ana", "seat.support", value))

    assert "Would you like to join?" in stranger
    assert "nothing was noted" in own
    assert await room.read(lambda stores: stores.seats.supporters(community.id, room.person("ana"))) == 0


async def test_support_that_came_while_the_card_was_on_its_way_is_shown_once_it_is_there(room: Room) -> None:
    community = await opened(room, members=("ben",))
    await typed(room, "ana", "/community step-up")

    await room.click("ben", "seat.support", f"{community.id} {room.person('ana')}")
    await room.deliver()

    assert cards(room)[0].text.endswith("Supported by members.")


@pytest.mark.parametrize("action_id", ["seat.step_up", "seat.support", "seat.unsupport", "seat.share", "seat.note"])
@pytest.mark.parametrize("forged", ["{id} {ben}", "{id} {ana}", "{id}"])
async def test_no_forged_value_puts_another_into_a_seat_or_out_of_it(room: Room, action_id: str, forged: str) -> None:
    community = await opened(room, members=("ben",))
    await typed(room, "ben", "/community step-up")
    value = forged.format(id=community.id, ben=room.person("ben"), ana=room.person("ana"))

    with suppress(ValueError):  # by a value that no button of ours has
        await room.click("caro", action_id, value)

    assert await coordinators(room, community) == ["ben"]


async def test_a_forged_step_back_moves_only_who_clicks(room: Room) -> None:
    community = await opened(room, members=("ben",))
    await typed(room, "ben", "/community step-up")

    told = words(await room.click("ana", "seat.step_back", community.id))
    with pytest.raises(ValueError, match="invalid literal"):
        await room.click("ana", "seat.step_back", f"{community.id} {room.person('ben')}")

    assert "You don't coordinate *Bird watching*" in told
    assert await coordinators(room, community) == ["ben"]


async def test_a_typed_mention_is_no_way_to_put_somebody_into_a_seat(room: Room) -> None:
    community = await opened(room, members=("ben",))

    for channel in ("birds", "general"):
        told = shown(await typed(room, "ana", f"/community step-up <@{room.person('ben')}>", channel=channel))
        assert "I know no community" in told

    assert await coordinators(room, community) == []


async def test_stepping_back_shows_what_is_open_and_tells_the_channel_once(room: Room) -> None:
    community = await opened(room)
    await typed(room, "ana", "/community step-up")

    def plan(stores: Stores) -> None:
        now = room.clock.now()
        when, by = now + timedelta(days=2), room.person("ana")
        new = NewMeetup("Owls at night", "C1", community.id, when, "UTC", 60, "", by, now)
        stores.meetups.add(new)
        stores.meetups.add(replace(new, title="Of Ben", planned_by=room.person("ben")))

    await room.write(plan)
    await learnt(room, by="ben")
    await room.write(
        lambda stores: stores.spread.propose(
            NewProposal(1, community.id, "Let us", room.person("ana"), room.clock.now(), community.channel_id or "")
        )
    )

    told = shown(await typed(room, "ana", "/community step-back"))
    await room.deliver()

    assert "You have stepped back from coordinating *Bird watching*." in told
    assert "Owls at night" in told
    assert "Of Ben" not in told
    assert "Publish the contract" in told
    assert "'proposal.read'" in told
    assert "every Monday at 09:00" in told
    for action_id in ("digest.settings", "charter.show", "community.rest", "meetup.cancel", "seat.note"):
        assert f"'action_id': '{action_id}'" in told
    assert await coordinators(room, community) == []
    free = [post for post in posts(room) if "The seat is free." in post]
    assert len(free) == 1
    assert "I send the reminders and digests meanwhile." in free[0]
    assert cards(room)[0].text == "🪑 Ana cared for *Bird watching*, and stepped back. Thank you!"


async def test_where_others_go_on_the_channel_is_not_told(room: Room) -> None:
    community = await opened(room, members=("ben",))
    for name in ("ana", "ben"):
        await typed(room, name, "/community step-up")
    await room.deliver()
    before = len(posts(room))

    told = shown(await typed(room, "ana", "/community step-back"))
    await room.deliver()

    assert "Others go on." in told
    assert "community.rest" not in told  # it is theirs who go on
    assert len(posts(room)) == before
    assert await coordinators(room, community) == ["ben"]


async def test_who_does_not_coordinate_has_nothing_to_step_back_from(room: Room) -> None:
    await opened(room)

    told = shown(await typed(room, "ana", "/community step-back"))

    assert "You don't coordinate *Bird watching*, so nothing was changed." in told
    assert await room.waiting() == 0


async def test_one_clicks_ones_way_back_into_a_seat_that_was_left(room: Room) -> None:
    community = await opened(room)
    await typed(room, "ana", "/community step-up")
    await room.deliver()
    await typed(room, "ana", "/community step-back")

    await room.click("ana", "seat.step_up", community.id)
    await room.deliver()

    assert await coordinators(room, community) == ["ana"]
    assert [card.text for card in cards(room)] == [
        "🪑 Ana cared for *Bird watching*, and stepped back. Thank you!",
        "🪑 Ana would like to care for *Bird watching*.",
    ]


async def test_leaving_the_community_leaves_the_seat_and_nothing_is_posted(room: Room) -> None:
    community = await opened(room, members=("ben",))
    for name in ("ana", "ben"):
        await typed(room, name, "/community step-up")
    await room.deliver()
    before = len(posts(room))

    await typed(room, "ana", "/community leave")
    left = Event("Ev1", "member_left_channel", {"user": room.person("ben"), "channel": community.channel_id})
    await room.hear(left)
    await room.deliver()

    assert await coordinators(room, community) == []
    assert len(posts(room)) == before
    assert [card.text.split(",")[0] for card in cards(room)] == [
        "🪑 Ana cared for *Bird watching*",
        "🪑 Ben cared for *Bird watching*",
    ]


async def test_a_note_that_was_kept_is_shown_to_who_steps_up_next_and_to_nobody_else(room: Room) -> None:
    community = await opened(room, members=("ben",))
    await typed(room, "ana", "/community step-up")
    await typed(room, "ana", "/community step-back")
    note = await room.click("ana", "seat.note", community.id)
    assert isinstance(note, Open)

    metadata = str(note.modal.payload["private_metadata"])
    kept = words(await room.submit("ana", "seat.note", metadata, words="Ask the *night* shift.", where="kept"))
    await room.deliver()

    assert "kept, and shown to whoever steps up next" in kept
    assert not any("night" in post for post in posts(room))
    told = shown(await typed(room, "ben", "/community step-up"))
    assert "Ana left this for you:" in told
    assert "Ask the *night* shift." in told
    again = await room.click("ana", "seat.note", community.id)
    assert element(again, "words")["initial_value"] == "Ask the *night* shift."


async def test_a_note_can_be_posted_instead(room: Room) -> None:
    community = await opened(room)
    await typed(room, "ana", "/community step-up")

    metadata = pack(community_id=community.id)
    await room.submit("ana", "seat.note", metadata, words="Owls come late.", where="posted")
    await room.deliver()

    assert any("Ana leaves a note" in post and "Owls come late." in post for post in posts(room))
    assert await room.read(lambda stores: stores.seats.notes(community.id)) == []


async def test_who_stepped_back_long_ago_speaks_no_more_through_the_bot(room: Room) -> None:
    community = await opened(room)
    await typed(room, "ana", "/community step-up")
    await typed(room, "ana", "/community step-back")
    await room.deliver()
    before, metadata = len(posts(room)), pack(community_id=community.id)

    room.wait(timedelta(weeks=4, seconds=1))
    for where in ("kept", "posted"):
        with pytest.raises(NotCoordinator, match="nothing was changed"):
            await room.submit("ana", "seat.note", metadata, words="Once more.", where=where)
    await room.deliver()

    assert await room.read(lambda stores: stores.seats.notes(community.id)) == []
    assert len(posts(room)) == before
    assert "You don't coordinate" in shown(await room.click("ana", "seat.note", community.id))


async def test_an_empty_note_and_one_of_who_never_coordinated_are_refused(room: Room) -> None:
    community = await opened(room, members=("ben",))
    metadata = pack(community_id=community.id)

    assert isinstance(await room.submit("ana", "seat.note", metadata, words=" ", where="kept"), Errors)
    for where in ("kept", "posted"):
        with pytest.raises(NotCoordinator, match="nothing was changed"):
            await room.submit("ben", "seat.note", metadata, words="I was here.", where=where)

    assert await room.read(lambda stores: stores.seats.notes(community.id)) == []
    assert await room.waiting() == 0


async def test_a_coordinator_invites_others_to_the_seat_once_in_a_while(room: Room) -> None:
    community = await opened(room)
    await typed(room, "ana", "/community step-up")

    first = words(await room.click("ana", "seat.share", community.id))
    second = words(await room.click("ana", "seat.share", community.id))
    await room.deliver()

    assert "I have told the channel" in first
    assert "nothing was posted again" in second
    assert len([post for post in posts(room) if "would like to share the care" in post]) == 1


async def test_a_channel_that_takes_no_word_leaves_the_seat_and_tells_its_person(room: Room) -> None:
    community = await opened(room)
    room.channel("birds").members.remove(room.workspace.bot_user_id)
    await typed(room, "ana", "/community step-up")

    await room.deliver()

    assert await coordinators(room, community) == ["ana"]
    direct = [channel for channel in room.workspace.channels.values() if channel.is_im]
    assert any("Slack did not let me say so" in one.text for channel in direct for one in channel.messages.values())


async def test_about_says_who_coordinates_or_invites_members_to(room: Room) -> None:
    community = await opened(room)

    empty = shown(await typed(room, "ana", "/community about"))
    outside = shown(await typed(room, "ben", "/community about"))
    await typed(room, "ana", "/community step-up")
    taken = shown(await typed(room, "ben", "/community about"))

    assert "Nobody coordinates it at the moment. I send the reminders and digests meanwhile." in empty
    assert f"'action_id': 'seat.step_up', 'value': '{community.id}'" in empty
    assert "seat.step_up" not in outside
    assert "🪑 Coordinated by Ana." in taken
    assert "seat.step_up" not in taken


async def test_the_home_names_the_free_seats_that_have_no_line_of_their_own(room: Room) -> None:
    long_ago = room.clock.now() - timedelta(weeks=3)
    for topic, channel in (("Birds", "birds"), ("Nest boxes", "nest"), ("Owls", "general")):
        await opened(room, topic, channel=channel, since=long_ago)
    me = visitor(room, "ana")

    *lines, last = await room.read(lambda stores: seats_at_home.mine(stores, me))

    assert len(lines) == 2
    [small] = last["elements"]
    assert small["text"].startswith("The same is so for Owls.")


async def test_the_home_shows_two_free_seats_of_ones_communities_at_most(room: Room) -> None:
    young = await opened(room)
    long_ago = room.clock.now() - timedelta(weeks=3)
    held = await opened(room, "Nest boxes", channel="nest", since=long_ago)
    await room.write(lambda stores: stores.seats.take(held.id, room.person("ana"), now=long_ago))
    me = visitor(room, "ana")

    before = await room.read(lambda stores: seats_at_home.mine(stores, me))
    await room.write(lambda stores: stores.seats.end(held.id, room.person("ana"), now=long_ago))
    one = await room.read(lambda stores: seats_at_home.mine(stores, me))
    later = replace(me, now=room.clock.now() + timedelta(weeks=2))
    both = await room.read(lambda stores: seats_at_home.mine(stores, later))
    stranger = replace(me, person=Person(room.person("caro"), "Caro", "UTC"))

    assert before == []
    assert [block["accessory"]["value"] for block in one] == [str(held.id)]
    assert [block["accessory"]["value"] for block in both] == [str(young.id), str(held.id)]
    assert await room.read(lambda stores: seats_at_home.mine(stores, stranger)) == []


async def test_the_digest_says_that_the_seat_is_free_once_in_four_weeks_and_never_to_a_young_community(
    room: Room,
) -> None:
    await opened(room)
    said = []

    for week in range(8):
        await learnt(room, f"Owl number {week} hunts by ear.", by="ben")
        room.wait(timedelta(weeks=1))
        await room.table.ticks["digest"](room.deps())
        await room.deliver()
        [digest] = [post for post in posts(room) if f"Owl number {week} " in post and "This comes" in post]
        said.append("🪑 Nobody coordinates at the moment." in digest)

    assert said == [False, True, False, False, False, True, False, False]


async def test_no_digest_is_sent_for_the_seat_alone(room: Room) -> None:
    await opened(room)
    room.wait(timedelta(weeks=6))

    await room.table.ticks["digest"](room.deps())
    await room.deliver()

    assert posts(room) == []


async def test_a_coordinator_who_is_forgotten_is_named_by_no_card(room: Room) -> None:
    community = await opened(room)
    await typed(room, "ana", "/community step-up")
    await room.write(lambda stores: stores.seats.leave_note(Note(community.id, room.person("ana"), "x", some.NOW)))
    await room.deliver()

    await room.submit("ana", "forget.me", what="name")
    await room.deliver()

    assert cards(room)[0].text == "🪑 Someone cared for *Bird watching*, and stepped back. Thank you!"
    assert await coordinators(room, community) == []
