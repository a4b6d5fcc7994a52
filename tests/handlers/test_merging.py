"""Merging: two communities become one when both want to, and the old name and channel still find it."""

from datetime import timedelta

import pytest

from community.agreements import AskedAlready
from community.charters import Charter, Written
from community.communities import State
from community.meetups import NewMeetup
from community.merging import NotWithItself
from handlers import looking
from handlers.payloads import Event
from storage.stores import Stores
from tests.handlers.acting import shown, typed
from tests.handlers.living_on import answer, known, let_pass, members, started, state, texts
from tests.handlers.room import Room
from tests.handlers.spreading import view

DAY = timedelta(days=1)


async def ask(room: Room, name: str = "ana", text: str = "pacts into testing", **values: str) -> str:
    """Ask two communities whether they want to be one, and give what the asker is told."""
    window = await typed(room, name, f"/community merge {text}")
    told = shown(await room.submit(name, "community.merge", view(window)["private_metadata"], **values))
    await room.deliver()
    return told


def cards(room: Room, channel: str) -> list[str]:
    """Give what the cards of seats in a channel say, the oldest first."""
    own = room.channel(channel).messages.values()
    return [message.text for message in own if message.text.startswith("🪑")]


async def test_both_are_asked_and_become_one_when_somebody_in_each_agrees(room: Room) -> None:
    pacts, testing = await started(room, "Pacts", "ana", "ben"), await started(room, "Testing", "caro", "ben")
    await room.react("ana", room.say("ana", "Publish the contract first.", channel="cop-pacts"), channel="cop-pacts")

    told = await ask(room)
    await answer(room, "caro", "yes")
    assert await state(room, pacts) is State.OPEN
    await answer(room, "ben", "yes")

    assert told.count("<#") >= 2
    assert await state(room, pacts) is State.CLOSED
    assert await members(room, testing) == ["ana", "ben", "caro"]
    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.community_id == testing.id
    old, new = texts(room, "cop-pacts"), texts(room, "cop-testing")
    assert "It was agreed: *Pacts* goes on as *Testing*" in old[0]
    assert "It was agreed" in new[0]
    assert "You are in it: nothing is lost" in old[-1]
    assert "community.leave" in old[-1]
    assert "One lesson came along." in new[-1]
    assert not room.channel("cop-pacts").is_archived


async def test_the_old_name_and_the_old_channel_find_the_one_that_goes_on(room: Room) -> None:
    pacts, testing = await started(room, "Pacts", "ana"), await started(room, "Testing", "ana")

    await ask(room)

    by_name = shown(await typed(room, "ben", "/community about pacts"))
    in_channel = shown(await typed(room, "ben", "/community about", channel="cop-pacts"))
    joined = shown(await typed(room, "ben", "/community join pacts"))
    assert "*Testing*" in by_name
    assert "“Pacts” goes on in it" in by_name
    assert "*Testing*" in in_channel
    assert "You are in *Testing*" in joined
    assert await members(room, testing) == ["ana", "ben"]
    by_old_button = shown(await room.click("caro", "community.join", pacts.id))
    assert "You are in *Testing*" in by_old_button
    await room.react("ana", room.say("ana", "Publish the contract first.", channel="cop-pacts"), channel="cop-pacts")
    for narrowed in ("in:pacts", "in:testing"):
        assert "#1" in shown(await typed(room, "ben", f"/lesson contract {narrowed}"))
    taken = shown(await typed(room, "ben", "/community start Pacts"))
    assert "*Testing* already exists" in taken
    assert await state(room, pacts) is State.CLOSED


async def test_a_private_channel_is_named_in_no_other_and_counts_for_nothing_in_the_one_that_goes_on(
    room: Room,
) -> None:
    secret, testing = await started(room, "Secret", "ana", "ben"), await started(room, "Testing", "ana", "caro")
    channel_id = room.channel("cop-secret").id
    room.workspace.make_private(room.person("ana"), channel_id)
    await room.write(lambda stores: looking.look(stores, channel_id, is_closed=True, now=room.clock.now()))

    await ask(room, text="secret into testing")
    with pytest.raises(AskedAlready) as asked_twice:
        await ask(room, "caro", text="secret into testing")
    question = texts(room, "cop-testing")[0]
    await answer(room, "ben", "yes")
    await answer(room, "caro", "yes")

    assert "cop-secret" not in str(asked_twice.value)
    assert "I agree, and archive its channel" in question
    assert "cop-secret" not in question
    assert (await known(room, secret)).merged_into == testing.id
    assert await room.read(lambda stores: stores.linking.of(testing.id)) == []
    assert await room.read(lambda stores: stores.linking.named("cop-secret")) is None


async def test_the_cards_of_seats_change_where_they_stand_after_two_became_one(room: Room) -> None:
    await started(room, "Pacts", "ana", "ben")
    await started(room, "Testing", "ana")
    for name, community in (("ana", "pacts"), ("ben", "pacts"), ("ana", "testing")):
        await typed(room, name, f"/community step-up {community}")
    await ask(room)
    await answer(room, "ben", "yes")
    merged = cards(room, "cop-pacts")

    for name in ("ana", "ben"):
        await room.submit(name, "forget.me", what="name")
    await room.deliver()

    assert merged == [
        "🪑 *Pacts* goes on as *Testing*. Who cares for it is said there.",
        "🪑 Ben would like to care for *Pacts*.",
    ]
    assert cards(room, "cop-pacts")[1] == "🪑 Someone cared for *Testing*, and stepped back. Thank you!"
    assert cards(room, "cop-testing") == ["🪑 Someone cared for *Testing*, and stepped back. Thank you!"]


async def test_one_community_in_which_nobody_agrees_keeps_them_two(room: Room) -> None:
    pacts, testing = await started(room, "Pacts", "ana", "ben"), await started(room, "Testing", "caro")
    await ask(room)

    await answer(room, "ben", "yes")
    await let_pass(room, 7 * DAY)

    assert (await state(room, pacts), await state(room, testing)) == (State.OPEN, State.OPEN)
    assert await members(room, testing) == ["caro"]
    assert "so *Pacts* goes on as it is" in texts(room, "cop-testing")[0]


async def test_the_other_way_round_is_chosen_in_the_window(room: Room) -> None:
    pacts, testing = await started(room, "Pacts", "ana"), await started(room, "Testing", "ana")

    await ask(room, into=str(pacts.id))

    assert (await state(room, pacts), await state(room, testing)) == (State.OPEN, State.CLOSED)


async def test_the_old_channel_is_archived_when_all_there_agree_to_that_and_its_people_are_brought_along(
    room: Room,
) -> None:
    pacts, testing = await started(room, "Pacts", "ana", "ben"), await started(room, "Testing", "caro")
    now = room.clock.now()

    def plan(stores: Stores) -> None:
        channel_id = pacts.channel_id or ""
        stores.meetups.add(NewMeetup("Which pacts?", channel_id, pacts.id, now + 9 * DAY, "UTC", 60, "", "U1", now))

    await room.write(plan)
    await ask(room, channel="yes, and archive")

    await answer(room, "ben", "with_channel")
    await answer(room, "caro", "yes")

    assert room.channel("cop-pacts").is_archived
    inside = set(room.channel("cop-testing").members)
    assert {room.person(name) for name in ("ana", "ben", "caro")} <= inside
    [meetup] = await room.read(lambda stores: stores.meetups.coming_up(now, limit=9))
    assert (meetup.community_id, meetup.channel_id) == (testing.id, testing.channel_id)
    assert meetup.announced_ts is not None
    assert "Which pacts?" in texts(room, "cop-testing")[-1]


async def test_what_happens_to_the_old_channel_is_none_of_the_ones_that_goes_on(room: Room) -> None:
    pacts, testing = await started(room, "Pacts", "ana"), await started(room, "Testing", "ana")
    await ask(room)

    for kind in ("channel_archive", "channel_unarchive"):
        body = {"type": kind, "channel": pacts.channel_id}
        await room.hear(Event(event_id=f"Ev{kind}", type=kind, body=body))

    assert (await state(room, pacts), await state(room, testing)) == (State.CLOSED, State.OPEN)


async def test_both_charters_are_kept_and_the_one_that_goes_on_says_what_it_said(room: Room) -> None:
    pacts, testing = await started(room, "Pacts", "ana"), await started(room, "Testing", "ana")
    now = room.clock.now()

    def write(stores: Stores) -> None:
        for community, words in ((pacts, "Fewer surprises"), (testing, "Better tests")):
            stores.charters.add(
                Written(purpose=words, community_id=community.id, version=1, changed_by="U1", changed_at=now)
            )

    await room.write(write)

    await ask(room)

    versions = await room.read(lambda stores: stores.charters.versions(testing.id))
    assert [one.purpose for one in versions] == ["Better tests", "Fewer surprises", "Better tests"]
    assert versions[0].charter == Charter(purpose="Better tests")


async def test_one_that_said_nothing_of_itself_goes_on_with_the_others_charter_in_its_canvas(room: Room) -> None:
    pacts, testing = await started(room, "Pacts", "ana"), await started(room, "Testing", "ana")
    charter = Written(
        purpose="Fewer surprises", community_id=pacts.id, version=1, changed_by="U1", changed_at=room.clock.now()
    )
    await room.write(lambda stores: stores.charters.add(charter))

    await ask(room)

    assert (await known(room, testing)).purpose == "Fewer surprises"
    canvas = room.workspace.canvas_of(testing.channel_id or "")
    assert canvas is not None
    assert "# Charter of Testing\n* **What it is for:** Fewer surprises" in canvas.markdown


async def test_what_was_agreed_is_dropped_when_the_other_has_no_channel_by_then(room: Room) -> None:
    pacts, testing = await started(room, "Pacts", "ana", "ben"), await started(room, "Testing", "caro")
    await ask(room)
    await answer(room, "ben", "yes")
    body = {"type": "channel_archive", "channel": testing.channel_id}
    await room.hear(Event(event_id="Ev1", type="channel_archive", body=body))

    await answer(room, "caro", "yes")

    assert await state(room, pacts) is State.OPEN
    assert "is settled another way, so nothing follows from it" in texts(room, "cop-pacts")[0]
    assert await members(room, pacts) == ["ana", "ben"]


async def test_the_button_of_two_that_overlap_opens_the_same_window(room: Room) -> None:
    pacts, testing = await started(room, "Pacts", "ana"), await started(room, "Testing", "ben")

    window = view(await room.click("ana", "merging.propose", f"{pacts.id} {testing.id}"))
    refused = shown(await room.click("caro", "merging.propose", f"{pacts.id} {testing.id}"))

    assert "would become one" in str(window)
    assert "you are not in it, so nothing was changed" in refused


async def test_who_names_one_community_picks_the_other_of_theirs(room: Room) -> None:
    pacts, testing = await started(room, "Pacts", "ana"), await started(room, "Testing", "ana")

    told = shown(await typed(room, "ana", "/community merge pacts"))

    assert "With which community would *Pacts* be one?" in told
    assert f"'value': '{pacts.id} {testing.id}'" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pacts", "Into which community?"),
        ("pacts into", "Into which community?"),
        ("pacts into pacts", "Both are “Pacts”"),
        ("pacts into nowhere", "I know no community “nowhere”"),
    ],
)
async def test_a_merge_that_makes_no_sense_says_so_and_changes_nothing(room: Room, text: str, told: str) -> None:
    pacts = await started(room, "Pacts", "ana")

    assert told in shown(await typed(room, "ana", f"/community merge {text}"))
    assert await state(room, pacts) is State.OPEN


async def test_one_that_was_closed_meanwhile_is_not_merged(room: Room) -> None:
    pacts, testing = await started(room, "Pacts", "ana"), await started(room, "Testing", "ana")
    window = await typed(room, "ana", "/community merge pacts into testing")
    again = await room.submit("ana", "community.merge", view(window)["private_metadata"])
    assert "goes on as *Testing*" in shown(again)

    with pytest.raises(NotWithItself, match="Both are “Testing”"):
        await room.submit("ana", "community.merge", view(window)["private_metadata"])

    assert (await known(room, pacts)).merged_into == testing.id
