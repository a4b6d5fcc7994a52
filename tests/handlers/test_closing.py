"""Closing: asked first, kind, archived only when all agree to that, and undone for thirty days."""

from datetime import timedelta

import pytest

from community.agreements import AskedAlready, AskedLately, MembersAsk, NotAskedAnyMore
from community.communities import State
from community.meetups import NewMeetup
from handlers.agreements import at_home
from handlers.answers import Open
from handlers.payloads import Event
from storage.stores import Stores
from tests.handlers.acting import opened, shown, typed, visitor
from tests.handlers.living_on import answer, known, let_pass, members, said, started, state, texts
from tests.handlers.room import Room
from tests.handlers.spreading import in_team, view

DAY = timedelta(days=1)


async def ask(room: Room, name: str, topic: str = "Pacts", **values: str) -> str:
    """Ask a community whether to close, and give what the asker is told."""
    window = await typed(room, name, f"/community close {topic}")
    told = shown(await room.submit(name, "community.close", view(window)["private_metadata"], **values))
    await room.deliver()
    return told


async def test_a_community_closes_once_somebody_else_agrees_and_its_time_is_over(room: Room) -> None:
    pacts = await started(room, "Pacts", "ana", "ben", "caro")

    told = await ask(room, "ana")
    noted = shown(await answer(room, "ben", "yes"))
    assert await state(room, pacts) is State.OPEN
    await let_pass(room, 3 * DAY)

    assert "I am asking in <#" in told
    assert "I noted that you agree." in noted
    assert await state(room, pacts) is State.CLOSED
    question, thanks = texts(room, "cop-pacts")
    assert "It was agreed: *Pacts* is closed." in question
    assert "Thank you, all of you" in thanks
    assert await members(room, pacts) == ["ana", "ben", "caro"]
    assert not room.channel("cop-pacts").is_archived


async def test_the_question_tells_no_names_and_no_small_numbers(room: Room) -> None:
    await started(room, "Pacts", "ana", "ben", "caro")
    await ask(room, "ana")
    before = texts(room, "cop-pacts")

    await answer(room, "ben", "yes")

    assert texts(room, "cop-pacts") == before
    assert "Ana asks: shall *Pacts* close?" in before[0]
    assert "Ben" not in before[0]


async def test_one_who_would_rather_not_keeps_it_open_and_is_not_named(room: Room) -> None:
    pacts = await started(room, "Pacts", "ana", "ben", "caro")
    await ask(room, "ana")

    await answer(room, "ben", "yes")
    await answer(room, "caro", "no")
    await let_pass(room, 3 * DAY)

    assert await state(room, pacts) is State.OPEN
    [question] = texts(room, "cop-pacts")
    assert "It wasn't agreed on, so *Pacts* goes on as it is." in question
    with pytest.raises(NotAskedAnyMore):
        await answer(room, "ben", "yes")


async def test_silence_closes_nothing(room: Room) -> None:
    pacts = await started(room, "Pacts", "ana", "ben")
    await ask(room, "ana")

    await let_pass(room, 3 * DAY)

    assert await state(room, pacts) is State.OPEN


async def test_it_closes_at_once_when_all_members_agree_and_is_archived_when_all_say_so(room: Room) -> None:
    pacts = await started(room, "Pacts", "ana", "ben")
    await ask(room, "ana", channel="yes, and archive")

    told = shown(await answer(room, "ben", "with_channel"))

    assert "With that all of you agree. It was agreed: *Pacts* is closed." in told
    assert await state(room, pacts) is State.CLOSED
    assert room.channel("cop-pacts").is_archived
    assert "Thank you, all of you" in texts(room, "cop-pacts")[-1]


async def test_one_who_wants_the_channel_to_stay_keeps_it_open(room: Room) -> None:
    pacts = await started(room, "Pacts", "ana", "ben")
    await ask(room, "ana", channel="yes, and archive")

    await answer(room, "ben", "yes")

    assert await state(room, pacts) is State.CLOSED
    assert not room.channel("cop-pacts").is_archived


async def test_a_channel_that_was_there_before_is_never_archived(room: Room) -> None:
    birds = await opened(room, members=("ben",))
    window = await typed(room, "ana", "/community close bird watching")
    assert "channel" not in [block.get("block_id") for block in view(window)["blocks"]]
    await room.submit("ana", "community.close", view(window)["private_metadata"], channel="yes, and archive")
    await room.deliver()
    assert "archive" not in texts(room, "birds")[0]

    await answer(room, "ben", "with_channel")

    assert await state(room, birds) is State.CLOSED
    assert not room.channel("birds").is_archived


async def test_a_channel_slack_does_not_let_us_archive_stays_and_is_told(room: Room) -> None:
    await started(room, "Pacts", "ana", "ben")
    await ask(room, "ana", channel="yes, and archive")
    room.workspace.channels[room.channel("cop-pacts").id].is_general = True

    await answer(room, "ben", "with_channel")

    assert "Slack didn't let me archive" in texts(room, "cop-pacts")[-1]


async def test_its_only_member_needs_nobody_else(room: Room) -> None:
    pacts = await started(room, "Pacts", "ana")

    told = await ask(room, "ana")

    assert "*Pacts* is closed, and what it learnt is still found." in told
    assert await state(room, pacts) is State.CLOSED
    assert len(texts(room, "cop-pacts")) == 1


async def test_who_is_no_member_and_who_asks_twice_is_told_why_not(room: Room) -> None:
    pacts = await started(room, "Pacts", "ana", "ben")

    refused = shown(await typed(room, "caro", "/community close pacts"))
    await ask(room, "ana")
    window = await typed(room, "ben", "/community close pacts")
    with pytest.raises(AskedAlready):
        await room.submit("ben", "community.close", view(window)["private_metadata"])
    with pytest.raises(MembersAsk):
        await answer(room, "caro", "no")

    assert "you are not in it, so nothing was changed" in refused
    assert len(texts(room, "cop-pacts")) == 1
    assert await state(room, pacts) is State.OPEN


async def test_what_was_not_agreed_is_not_asked_again_for_four_weeks(room: Room) -> None:
    pacts = await started(room, "Pacts", "ana", "ben")
    await ask(room, "ana")
    await answer(room, "ben", "no")
    await let_pass(room, timedelta(days=3))

    window = await typed(room, "ana", "/community close pacts")
    with pytest.raises(AskedLately, match="can be asked again from 30 April 2026 on"):  # it ended on 2 April
        await room.submit("ana", "community.close", view(window)["private_metadata"])
    await room.deliver()

    assert len(texts(room, "cop-pacts")) == 1
    assert await room.read(lambda stores: stores.agreements.get(2)) is None
    room.wait(timedelta(weeks=4))
    await ask(room, "ana")
    assert len(texts(room, "cop-pacts")) == 2
    assert await state(room, pacts) is State.OPEN


async def test_somebody_who_has_left_since_is_not_counted(room: Room) -> None:
    pacts = await started(room, "Pacts", "ana", "ben", "caro")
    await ask(room, "ana")
    await answer(room, "ben", "yes")

    await typed(room, "ben", "/community leave pacts")
    await let_pass(room, 3 * DAY)

    assert await state(room, pacts) is State.OPEN


async def test_two_processes_end_a_question_once(room: Room) -> None:
    await started(room, "Pacts", "ana", "ben", "caro")
    await ask(room, "ana")
    await answer(room, "ben", "yes")

    await let_pass(room, 3 * DAY)
    await let_pass(room, DAY)

    assert len(texts(room, "cop-pacts")) == 2


async def test_a_question_slack_does_not_take_is_dropped_and_its_asker_told(room: Room) -> None:
    await started(room, "Pacts", "ana", "ben")
    room.channel("cop-pacts").is_archived = True

    await ask(room, "ana")

    found = await room.read(lambda stores: stores.agreements.get(1))
    assert found is not None
    assert found.outcome == "dropped"
    direct = room.workspace.direct_message(room.person("ana"), room.workspace.bot_user_id)
    assert ["I couldn't ask in *Pacts*" in message.text for message in direct.messages.values()] == [True]


async def test_what_was_planned_is_called_off_and_what_was_learnt_is_thanked_for(room: Room) -> None:
    pacts = await started(room, "Pacts", "ana")
    await in_team(room, "ben", "Kestrel")
    await room.react("ana", room.say("ana", "Publish the contract first.", channel="cop-pacts"), channel="cop-pacts")
    await room.click("ben", "spread.adopted", 1)
    now = room.clock.now()

    def plan(stores: Stores) -> int:
        channel_id = pacts.channel_id or ""
        return stores.meetups.add(
            NewMeetup("Which pacts hurt?", channel_id, pacts.id, now + 9 * DAY, "UTC", 60, "", "U1", now)
        ).id

    meetup_id = await room.write(plan)

    await ask(room, "ana")

    thanks = texts(room, "cop-pacts")[-1]
    assert "One lesson stays, for every team to find. Taken up by Kestrel." in thanks
    meetup = await room.read(lambda stores: stores.meetups.get(meetup_id))
    assert meetup is not None
    assert meetup.cancelled_at == now
    assert "#1" in shown(await typed(room, "caro", "/lesson contract"))


async def test_a_closed_community_takes_nobody_and_gets_no_digest(room: Room) -> None:
    pacts = await started(room, "Pacts", "ana")
    await ask(room, "ana")
    before = len(said(room, "cop-pacts"))
    room.say("ana", "Still here.", channel="cop-pacts")

    refused = shown(await typed(room, "caro", "/community join pacts"))
    room.wait(8 * DAY)
    await room.table.ticks["digest"](room.deps())
    await room.deliver()

    assert "*Pacts* was closed." in refused
    assert await members(room, pacts) == ["ana"]
    assert len(said(room, "cop-pacts")) == before


async def test_any_member_opens_it_again_within_thirty_days(room: Room) -> None:
    pacts = await started(room, "Pacts", "ana", "ben")
    await ask(room, "ana")
    await answer(room, "ben", "yes")
    room.wait(29 * DAY)

    stranger = shown(await typed(room, "caro", "/community reopen pacts"))
    told = shown(await room.click("ben", "community.reopen", pacts.id))
    await room.deliver()

    assert "you are not in it, so nothing was changed" in stranger
    assert "*Pacts* is open again." in told
    assert await state(room, pacts) is State.OPEN
    assert "is open again, with its members" in texts(room, "cop-pacts")[-1]
    assert await members(room, pacts) == ["ana", "ben"]


async def test_an_archived_channel_is_for_a_person_to_bring_back_and_then_it_is_open(room: Room) -> None:
    pacts = await started(room, "Pacts", "ana", "ben")
    await ask(room, "ana", channel="yes, and archive")
    await answer(room, "ben", "with_channel")

    told = shown(await typed(room, "ben", "/community reopen pacts"))
    assert await state(room, pacts) is State.RESTING
    await room.hear(happened("channel_unarchive", pacts.channel_id or ""))

    assert "Slack lets only people change that" in told
    assert await state(room, pacts) is State.OPEN


async def test_archiving_a_closed_communitys_channel_lets_it_rest_as_little_as_bringing_it_back_opens_it(
    room: Room,
) -> None:
    pacts = await started(room, "Pacts", "ana")
    await ask(room, "ana")

    await room.hear(happened("channel_archive", pacts.channel_id or ""))
    await room.hear(happened("channel_unarchive", pacts.channel_id or ""))

    assert await state(room, pacts) is State.CLOSED


async def test_after_thirty_days_it_starts_again_as_the_same_one(room: Room) -> None:
    pacts = await started(room, "Pacts", "ana")
    await ask(room, "ana")
    early = shown(await typed(room, "ben", "/community start pacts"))
    room.wait(30 * DAY)

    late = shown(await typed(room, "ana", "/community reopen pacts"))
    window = await typed(room, "ben", "/community start Pacts")
    assert isinstance(window, Open)
    await room.submit(
        "ben", "community.start", view(window)["private_metadata"], topic="Pacts", channel_name="cop-pacts-anew"
    )

    assert "was there before, and was closed" in early
    assert "Start it again with /community start Pacts" in late
    again = await known(room, pacts)
    assert (again.id, again.state) == (pacts.id, State.FORMING)


async def test_a_question_names_nobody_any_more_once_its_asker_was_forgotten(room: Room) -> None:
    await started(room, "Pacts", "ana", "ben")
    await ask(room, "ana")
    assert "Ana asks" in texts(room, "cop-pacts")[0]

    await room.submit("ana", "forget.me", what="name")
    await room.deliver()

    [question] = texts(room, "cop-pacts")
    assert "Somebody asks: shall *Pacts* close?" in question
    assert "Ana" not in question


async def test_the_home_shows_what_waits_for_an_answer(room: Room) -> None:
    await started(room, "Pacts", "ana", "ben")
    await ask(room, "ana")

    waiting = await room.read(lambda stores: at_home(stores, visitor(room, "ben")))
    answered = await room.read(lambda stores: at_home(stores, visitor(room, "ana")))

    assert ["shall *Pacts* close?" in str(block) for block in waiting] == [True]
    assert answered == []


def happened(kind: str, channel_id: str) -> Event:
    return Event(event_id=f"Ev{kind}{channel_id}", type=kind, body={"type": kind, "channel": channel_id})
