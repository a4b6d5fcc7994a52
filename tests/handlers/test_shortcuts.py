import asyncio
from typing import Any

import pytest

from community.capture import NotCaptured
from community.communities import Community
from community.lessons import Kind, Lesson, TakenBack
from community.people import NameShown
from community.teams import NewTeam, Team
from handlers.answers import Answer, Errors, Open, Say, Update
from sandbox.models import Message
from storage.stores import Stores
from tests.handlers import acting
from tests.handlers.room import Room

LEARNT = "TIL: publish the contract before you deploy. We had two outages. #pacts"
TITLE = "Publish the contract before you deploy"


async def in_team(room: Room, label: str, *names: str) -> Team:
    """Give a team with these people in it."""

    def work(stores: Stores) -> Team:
        now = room.clock.now()
        team = stores.teams.add(NewTeam(label.casefold(), label, room.person(names[0]), now))
        for name in names:
            stores.teams.put(room.person(name), team.id, now=now)
        return team

    return await room.write(work)


def view(answer: Answer) -> Any:
    assert isinstance(answer, Open)
    return answer.modal.payload


def filled(view: Any) -> dict[str, str]:
    """Give what a window's inputs hold, as Slack sends it when nothing is changed."""
    values = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            values[block["block_id"]] = element.get("initial_value") or element.get("initial_option", {}).get(
                "value", ""
            )
    return values


async def pick(room: Room, name: str, message: Message, **changed: str) -> Answer:
    """Pick "Capture lesson" on a message, change some fields and submit."""
    opened = view(await room.shortcut(name, "lesson.capture", message))
    return await room.submit(name, "lesson.capture", opened["private_metadata"], **{**filled(opened), **changed})


async def only(room: Room) -> Lesson:
    lesson = await room.lesson(1)
    assert lesson is not None
    assert await room.lesson(2) is None
    return lesson


async def test_the_window_holds_what_the_message_and_its_thread_make(room: Room) -> None:
    team = await in_team(room, "Kestrel", "ben")
    community = await acting.opened(room, "Pacts")
    first = room.say("caro", "Why did the deploy break?")
    reply = room.say("ben", LEARNT, thread_ts=first.ts)

    opened = view(await room.shortcut("ana", "lesson.capture", reply))

    assert opened["callback_id"] == "lesson.capture"
    assert filled(opened) == {
        "title": TITLE,
        "learnt": LEARNT,
        "happened": "Why did the deploy break?",
        "to_try": "",
        "community": str(community.id),
        "team": str(team.id),
        "kind": "failure",
        "tags": "pacts",
    }
    assert "Ben said this" in str(opened)
    assert await room.lesson(1) is None


async def test_submitted_as_it_is_the_lesson_is_the_same_as_by_a_reaction(room: Room) -> None:
    team = await in_team(room, "Kestrel", "ben")
    first = room.say("caro", "Why did the deploy break?")
    reply = room.say("ben", LEARNT, thread_ts=first.ts)
    twin = room.say("ben", LEARNT, thread_ts=first.ts)

    answer = await pick(room, "ana", reply)
    await room.react("ana", twin)

    assert isinstance(answer, Update)
    by_hand, by_mark = [await room.lesson(number) for number in (1, 2)]
    assert by_hand is not None
    assert by_mark is not None
    for part in ("title", "learnt", "happened", "to_try", "kind", "tags", "community_id", "team_id", "author_id"):
        assert getattr(by_hand, part) == getattr(by_mark, part), part
    assert (by_hand.team_id, by_hand.edited_at) == (team.id, None)
    assert await room.read(lambda stores: stores.versions.of(1)) == []
    await room.deliver()
    assert "Learnt by Ben (team Kestrel)" in str(room.thread(first)[0].blocks)


async def test_words_put_right_by_somebody_else_keep_the_authors_own_as_a_version(room: Room) -> None:
    message = room.say("ben", LEARNT)

    await pick(room, "ana", message, title="Contracts first", learnt="Publish, then deploy.", kind="tool")

    lesson = await only(room)
    assert (lesson.title, lesson.learnt, lesson.kind) == ("Contracts first", "Publish, then deploy.", Kind.TOOL)
    assert (lesson.author_id, lesson.captured_by) == (room.person("ben"), room.person("ana"))
    assert lesson.edited_at == room.clock.now()
    [earlier] = await room.read(lambda stores: stores.versions.of(1))
    assert (earlier.title, earlier.learnt, earlier.changed_by) == (TITLE, LEARNT, room.person("ana"))
    await room.deliver()
    assert "#1 Contracts first" in str(room.thread(message)[0].blocks)


async def test_filing_it_elsewhere_is_no_change_of_words(room: Room) -> None:
    team = await in_team(room, "Heron", "caro")
    message = room.say("ben", LEARNT)

    await pick(room, "ana", message, kind="none", tags="ci", team=str(team.id))

    lesson = await only(room)
    assert (lesson.kind, lesson.tags, lesson.team_id, lesson.edited_at) == (None, ("ci",), team.id, None)


async def test_a_message_that_is_a_lesson_is_shown_and_not_captured_again(room: Room) -> None:
    message = room.say("ben", LEARNT)
    await room.react("caro", message)
    await room.deliver()
    [card] = room.thread(message)

    for meant in (message, card):
        answer = await room.shortcut("ana", "lesson.capture", meant)

        assert isinstance(answer, Say)
        assert "is lesson #1 already" in answer.message.text
    await only(room)


async def test_a_shortcut_and_a_reaction_at_once_make_one_lesson_and_one_card(any_room: Room) -> None:
    message = any_room.say("ben", LEARNT)
    opened = view(await any_room.shortcut("ana", "lesson.capture", message))
    event = any_room.reacted("caro", message)

    await asyncio.gather(
        any_room.hear(event),
        any_room.submit("ana", "lesson.capture", opened["private_metadata"], **filled(opened)),
    )

    await only(any_room)
    await any_room.deliver()
    assert len(any_room.thread(message)) == 1


async def test_who_was_slower_is_told_and_nothing_is_kept_twice(room: Room) -> None:
    message = room.say("ben", LEARNT)
    opened = view(await room.shortcut("ana", "lesson.capture", message))
    await room.react("caro", message)

    answer = await room.submit("ana", "lesson.capture", opened["private_metadata"], **filled(opened))

    assert isinstance(answer, Update)
    assert "Somebody was faster" in str(answer.modal.payload)
    await only(room)


async def test_a_lesson_its_author_took_back_is_captured_by_nobody_else(room: Room) -> None:
    message = room.say("ben", LEARNT)
    await room.react("ana", message)
    await room.click("ben", "lesson.withdraw", 1)

    with pytest.raises(TakenBack):
        await room.shortcut("caro", "lesson.capture", message)
    await pick(room, "ben", message, learnt="Publish first.")

    lesson = await only(room)
    assert (lesson.withdrawn_at, lesson.learnt) == (None, "Publish first.")


async def test_of_a_picture_the_words_are_those_of_who_writes_them(room: Room) -> None:
    message = room.say("ben", "a picture")
    message.text = ""
    await room.react("ana", message)
    [told] = room.told("ana")

    opened = view(await room.click("ana", "lesson.capture", f"{room.channel('birds').id} {message.ts}"))
    given = {**filled(opened), "title": "The build's slowest part", "learnt": "It is the image."}
    await room.submit("ana", "lesson.capture", opened["private_metadata"], **given)

    assert "no words in that message" in told
    lesson = await only(room)
    assert (lesson.learnt, lesson.author_id) == ("It is the image.", room.person("ana"))
    assert lesson.source is not None
    assert lesson.source.ts == message.ts
    assert lesson.edited_at is not None  # so that it follows no later edit of the picture's message
    assert "no words of its own" in str(opened)


async def test_of_a_very_long_message_the_window_holds_the_beginning_and_says_so(room: Room) -> None:
    message = room.say("ben", "Retries hide faults. " + "word " * 700)

    opened = view(await room.shortcut("ana", "lesson.capture", message))

    assert len(filled(opened)["learnt"]) <= 3000
    assert "first 3,000 characters" in str(opened)


@pytest.mark.parametrize(
    ("channel", "why"), [("nest", "public channels only"), ("general", "I am not in this channel")]
)
async def test_where_nothing_is_captured_the_shortcut_says_why(room: Room, channel: str, why: str) -> None:
    message = room.say("ben", LEARNT, channel=channel)
    if channel == "general":
        room.channel("general").members.remove(room.workspace.bot_user_id)

    answer = await room.shortcut("ben", "lesson.capture", message, channel=channel)

    assert isinstance(answer, Say)
    assert why in answer.message.text
    assert "nothing was stored" in answer.message.text


async def test_a_message_deleted_before_the_window_was_sent_is_not_kept(room: Room) -> None:
    message = room.say("ben", LEARNT)
    opened = view(await room.shortcut("ana", "lesson.capture", message))
    room.workspace.delete(room.person("ben"), room.channel("birds").id, message.ts)

    with pytest.raises(NotCaptured, match="no longer there"):
        await room.submit("ana", "lesson.capture", opened["private_metadata"], **filled(opened))

    assert await room.lesson(1) is None


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("tags", "one two three four five six", "These are 6 tags"),
        ("title", " ", "A few words"),
        ("team", "77", "That team is gone"),
        ("to_try", "x" * 3001, "3,001 characters long"),
    ],
)
async def test_what_is_wrong_is_said_beside_it_and_nothing_is_kept(
    room: Room, field: str, given: str, said: str
) -> None:
    message = room.say("ben", LEARNT)

    answer = await pick(room, "ana", message, **{field: given})

    assert isinstance(answer, Errors)
    assert set(answer.by_block) == {field}
    assert said in answer.by_block[field]
    assert await room.lesson(1) is None
    assert room.thread(message) == []


async def test_who_wants_no_name_beside_their_lessons_has_none(room: Room) -> None:
    ben = room.person("ben")
    await room.write(lambda stores: stores.people.choose_name_shown(ben, NameShown.NEVER, now=room.clock.now()))

    await room.react("ana", message := room.say("ben", LEARNT))

    lesson = await only(room)
    assert (lesson.author_id, lesson.author_name) == (ben, "")
    await room.deliver()
    assert "Learnt by someone" in room.thread(message)[0].text


async def test_the_community_is_guessed_from_the_words_only_when_they_are_its_own(room: Room) -> None:
    await acting.opened(room, "Contract testing", channel="general")

    await room.react("ana", room.say("ben", "Contract tests belong into the provider's build."))
    await room.react("ana", room.say("ben", "We test every branch of it now."))

    first, second = [await room.lesson(number) for number in (1, 2)]
    assert first is not None
    assert second is not None
    assert (await _community(room, first), await _community(room, second)) == ("Contract testing", None)


async def test_write_a_lesson_opens_the_window_anywhere_with_ones_own_team(room: Room) -> None:
    team = await in_team(room, "Kestrel", "ana")

    opened = view(await room.shortcut("ana", "lesson.write"))

    assert opened["callback_id"] == "lesson.add"
    assert filled(opened)["team"] == str(team.id)


async def _community(room: Room, lesson: Lesson) -> str | None:
    def look(stores: Stores) -> Community | None:
        return stores.communities.get(lesson.community_id) if lesson.community_id else None

    found = await room.read(look)
    return found.topic if found else None


async def test_who_wants_a_name_only_while_here_has_none_once_they_left(room: Room) -> None:
    ben = room.person("ben")
    await room.write(lambda stores: stores.people.choose_name_shown(ben, NameShown.WHILE_HERE, now=room.clock.now()))
    here = room.say("ben", LEARNT)
    gone = room.say("ben", "Cache keys need no dates, they never hit.")

    await room.react("ana", here)
    room.workspace.user(ben).deleted = True
    opened = view(await room.shortcut("ana", "lesson.capture", gone))
    await room.react("ana", gone)

    assert "Somebody said this" in str(opened)
    names = [lesson.author_name for number in (1, 2) if (lesson := await room.lesson(number))]
    assert names == ["Ben", ""]
