import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from community.communities import Aim, Community, Member, NewCommunity
from community.lessons import Source
from community.relearning import LOOK_BACK, NotYourHint, Relearnings
from community.spread import Adoption, Answer
from community.teams import NewTeam, Team
from handlers.answers import Answer as Told
from handlers.answers import Open, Replace, Say
from handlers.asking import asked
from handlers.features import TABLE
from handlers.payloads import Event
from sandbox.models import Message
from tests.handlers.room import Room

OLDER = "Verify pacts in the provider's build, or a broken contract is only seen after the deploy."
NEWER = "We learnt to verify the pacts in the build of the provider: the broken contract was seen after deploy."
QUESTION = "How do you verify pacts so that a broken contract is seen before the deploy of the provider?"


async def captured(room: Room, text: str, *, by: str) -> Message:
    message = room.say(by, text)
    await room.react(by, message)
    await room.deliver()
    return message


async def look(room: Room) -> None:
    """Let the bot look for older lessons, and deliver what it says."""
    await TABLE.ticks["relearning"](room.deps())
    await room.deliver()


def written_to(room: Room, name: str) -> list[Message]:
    """Give what the bot wrote to a person directly."""
    user_id = room.person(name)
    rooms = [one for one in room.workspace.channels.values() if one.is_im and user_id in one.members]
    return [one for im in rooms for one in im.messages.values() if one.user == room.workspace.bot_user_id]


def hint_ids(blocks: Sequence[Any] | None, action_id: str) -> list[str]:
    elements = [element for block in blocks or () for element in block.get("elements", ())]
    return [element["value"] for element in elements if element.get("action_id") == action_id]


async def team(room: Room, label: str, *names: str) -> Team:
    def work(stores: Any) -> Team:
        made: Team = stores.teams.add(NewTeam(label.casefold(), label, room.person("ana"), room.clock.now()))
        for name in names:
            stores.teams.put(room.person(name), made.id, now=room.clock.now())
        return made

    return await room.write(work)


async def community(room: Room, *, hints: bool, members: Sequence[str] = ()) -> Community:
    new = NewCommunity(
        name="pacts",
        topic="Pacts",
        purpose="",
        aim=Aim.BOTH,
        channel_name="birds",
        channel_id=room.channel("birds").id,
        is_linked=True,
        started_by=room.person("ana"),
        started_at=room.clock.now(),
        zone="Europe/Berlin",
    )

    def work(stores: Any) -> Community:
        made: Community = replace(stores.communities.add(new), hints=hints)
        stores.communities.update(made)
        for name in members:
            stores.members.add(Member(made.id, room.person(name), room.clock.now()))
        return made

    return await room.write(work)


async def ask(room: Room, name: str, text: str = QUESTION, **more: Any) -> None:
    """Let somebody ask in the channel, and the bot hear of it."""
    message = room.say(name, text)
    body = {"type": "message", "channel": room.channel("birds").id, "channel_type": "channel", "user": message.user}
    event = Event(f"Ev{message.ts}", "message", {**body, "text": text, "ts": message.ts, **more})
    await asked(event, room.deps())


async def test_the_author_alone_is_shown_whose_it_was_and_who_uses_it(room: Room) -> None:
    kestrel, heron = await team(room, "Kestrel", "ana"), await team(room, "Heron", "caro")
    await captured(room, OLDER, by="ana")
    await room.write(
        lambda stores: stores.spread.answer(
            Adoption(1, heron.id, Answer.ADOPTED, "", room.person("caro"), room.clock.now())
        )
    )
    await captured(room, NEWER, by="ben")

    await look(room)

    [hint] = written_to(room, "ben")
    assert "#1 " in hint.text
    shown = str(hint.blocks)
    assert f"team {kestrel.label}" in shown
    assert f"used by {heron.label}" in shown
    assert "Learnt by Ana" in shown
    assert written_to(room, "ana") == written_to(room, "caro") == []


async def test_looking_again_says_nothing_twice(room: Room) -> None:
    await captured(room, OLDER, by="ana")
    await captured(room, NEWER, by="ben")
    await look(room)

    await look(room)

    assert len(written_to(room, "ben")) == 1


@pytest.mark.parametrize("text", ["The kiwi flies at night and nobody sees it.", "Verify twice."])
async def test_what_is_not_close_is_not_shown(room: Room, text: str) -> None:
    await captured(room, OLDER, by="ana")
    await captured(room, text, by="ben")

    await look(room)

    assert written_to(room, "ben") == []


async def test_ones_own_lesson_is_no_relearning(room: Room) -> None:
    await captured(room, OLDER, by="ben")
    await captured(room, NEWER, by="ben")

    await look(room)

    assert written_to(room, "ben") == []


async def test_after_a_long_pause_nobody_is_told_of_yesterday(room: Room) -> None:
    await captured(room, OLDER, by="ana")
    await captured(room, NEWER, by="ben")
    room.wait(LOOK_BACK + timedelta(minutes=1))

    await look(room)

    assert written_to(room, "ben") == []


async def test_a_lesson_that_was_taken_back_is_shown_to_nobody(room: Room) -> None:
    await captured(room, OLDER, by="ana")
    await room.click("ana", "lesson.withdraw", 1)
    await captured(room, NEWER, by="ben")

    await look(room)

    assert written_to(room, "ben") == []


async def answered(room: Room, verdict: str) -> Told:
    await captured(room, OLDER, by="ana")
    await captured(room, NEWER, by="ben")
    await look(room)
    [hint] = written_to(room, "ben")
    [hint_id] = hint_ids(hint.blocks, f"relearning.{verdict}")
    return await room.click("ben", f"relearning.{verdict}", hint_id)


def words_of(told: Told) -> str:
    assert isinstance(told, Replace)
    return str(told.message.blocks)


async def test_the_same_is_adopted_by_their_team_and_counted_as_avoided(room: Room) -> None:
    heron = await team(room, "Heron", "ben")

    told = await answered(room, "same")

    assert "Heron uses it" in words_of(told)
    adoptions = await room.read(lambda stores: stores.spread.adoptions([1]))
    assert [(one.team_id, one.answer) for one in adoptions[1]] == [(heron.id, Answer.ADOPTED)]
    assert await room.read(lambda stores: stores.hints.relearnings(None)) == Relearnings(seen=1, avoided=1)


async def test_what_ones_own_team_learnt_is_said_to_be_theirs_and_adopted_by_nobody(room: Room) -> None:
    await team(room, "Heron", "ana", "ben")

    told = await answered(room, "same")

    assert "Heron, your own team, learnt it before" in words_of(told)
    assert await room.read(lambda stores: stores.spread.adoptions([1])) == {}


async def test_the_same_without_a_team_is_kept_and_adopted_by_nobody(room: Room) -> None:
    told = await answered(room, "same")

    assert "Noted that it is the same" in words_of(told)
    assert await room.read(lambda stores: stores.spread.adoptions([1])) == {}
    assert await room.read(lambda stores: stores.hints.relearnings(None)) == Relearnings(seen=1, avoided=1)


async def test_what_builds_on_it_is_linked(room: Room) -> None:
    told = await answered(room, "builds_on")

    lesson = await room.lesson(2)
    assert lesson is not None
    assert lesson.builds_on == 1
    assert "#2 builds on #1" in words_of(told)
    assert await room.read(lambda stores: stores.hints.relearnings(None)) == Relearnings(seen=1, avoided=0)


async def test_a_lesson_for_everybody_names_none_of_a_closed_room(room: Room) -> None:
    nest = room.channel("nest").id
    closed = Source(nest, "1.2", None, None)
    await captured(room, OLDER, by="ana")
    await room.write(
        lambda stores: stores.lessons.update(replace(stores.lessons.some([1])[1], source=closed, closed_in=nest))
    )
    await captured(room, NEWER, by="ben")
    await look(room)

    told = await room.click("ben", "relearning.builds_on", 1)

    assert "#2 builds on #1" in words_of(told)
    lesson = await room.lesson(2)
    assert lesson is not None
    assert lesson.builds_on is None
    assert await room.read(lambda stores: stores.hints.relearnings(None)) == Relearnings(seen=1, avoided=0)


async def test_a_link_to_a_lesson_that_was_closed_since_is_shown_to_its_room_alone(room: Room) -> None:
    await answered(room, "builds_on")
    nest = room.channel("nest").id
    await room.write(lambda stores: stores.lessons.update(replace(stores.lessons.some([1])[1], closed_in=nest)))

    shown = {name: await room.command(name, "2") for name in ("ben", "caro")}

    assert "builds on #1" in str(shown["ben"])
    assert "builds on" not in str(shown["caro"])


async def test_ones_own_lesson_stands_in_no_others_way(room: Room) -> None:
    await captured(room, OLDER, by="ana")
    await captured(room, NEWER, by="ben")
    await captured(room, NEWER, by="ben")

    await look(room)

    assert [hint.text.count("#1 ") for hint in written_to(room, "ben")] == [1, 1]


async def test_who_asked_can_write_what_builds_on_it(room: Room) -> None:
    await community(room, hints=True)
    await captured(room, OLDER, by="ana")
    await ask(room, "ben")

    opened = await room.click("ben", "relearning.builds_on", 1)

    assert isinstance(opened, Open)
    assert "It builds on *#1 Verify pacts" in str(opened.modal.payload)
    assert await room.read(lambda stores: stores.hints.relearnings(None)) == Relearnings(seen=1, avoided=0)


async def test_what_is_different_counts_as_nothing(room: Room) -> None:
    told = await answered(room, "different")

    assert "two different things" in words_of(told)
    assert await room.read(lambda stores: stores.hints.relearnings(None)) == Relearnings(seen=0, avoided=0)


async def test_a_mind_can_be_changed_and_the_last_word_counts(room: Room) -> None:
    await answered(room, "different")

    await room.click("ben", "relearning.builds_on", 1)

    assert await room.read(lambda stores: stores.hints.relearnings(None)) == Relearnings(seen=1, avoided=0)


async def test_nobody_answers_what_somebody_else_was_shown(room: Room) -> None:
    await captured(room, OLDER, by="ana")
    await captured(room, NEWER, by="ben")
    await look(room)

    with pytest.raises(NotYourHint):
        await room.click("caro", "relearning.same", 1)

    assert await room.read(lambda stores: stores.hints.relearnings(None)) == Relearnings(seen=0, avoided=0)


async def test_who_asks_is_shown_what_others_learnt_and_only_they(room: Room) -> None:
    await community(room, hints=True)
    await captured(room, OLDER, by="ana")

    await ask(room, "ben")

    [shown] = room.told("ben")
    assert re.search(r"learnt this before: #1 Verify pacts", shown)
    assert room.told("ana") == room.told("caro") == []


async def test_one_hint_a_day_is_enough(room: Room) -> None:
    await community(room, hints=True)
    await captured(room, OLDER, by="ana")
    await ask(room, "ben")

    await ask(room, "ben")
    room.wait(timedelta(days=1))
    await ask(room, "ben")

    assert len(room.told("ben")) == 2


async def test_where_the_community_did_not_ask_for_it_nobody_is_shown_anything(room: Room) -> None:
    await community(room, hints=False)
    await captured(room, OLDER, by="ana")

    await ask(room, "ben")

    assert room.told("ben") == []


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("We verify pacts in the provider's build so a broken contract is seen before the deploy.", {}),
        ("Can we move the meeting on how to verify pacts in the provider's build?", {}),
        (QUESTION, {"thread_ts": "1.2"}),
        (QUESTION, {"subtype": "bot_message", "bot_id": "B1"}),
        ("How is it that the kiwi flies at night and nobody sees it?", {}),
    ],
)
async def test_plain_words_replies_and_apps_get_no_hint(room: Room, text: str, more: dict[str, str]) -> None:
    await community(room, hints=True)
    await captured(room, OLDER, by="ana")

    await ask(room, "ben", text, **more)

    assert room.told("ben") == []


async def test_the_community_sees_how_often_somebody_found_what_was_learnt_before(room: Room) -> None:
    await community(room, hints=False)
    await answered(room, "same")

    told = await room.command("caro", "about pacts", name="/community")

    assert isinstance(told, Say)
    assert "Once somebody found here what was learnt before, and 1 of these times the older lesson is used." in str(
        told.message.blocks
    )
