"""Lessons go with the messages they came from."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from community.delivery import Delivery
from community.lessons import Lesson
from community.spread import Share
from handlers.answers import Open, Replace
from sandbox.models import Message
from storage.outbox import delivery_table
from storage.stores import METADATA, Stores
from tests.handlers.acting import opened
from tests.handlers.happening import Happening
from tests.handlers.room import Room

LEARNT = "TIL: publish the contract *before* you deploy. We had two outages."
NEW_WORDS = "Verify the contract in the provider's build. Publishing it is not enough."
SECRET = "The xylophone password is on the blue note in the server room, change it"


@pytest.fixture
def happening(room: Room) -> Happening:
    return Happening(room)


async def captured(room: Room, text: str = LEARNT, **more: Any) -> Message:
    """Let Ben say something and Ana mark it; give the message."""
    message = room.say("ben", text, **more)
    await room.react("ana", message)
    await room.deliver()
    return message


async def lesson(room: Room, number: int = 1) -> Lesson:
    found = await room.lesson(number)
    assert found is not None
    return found


def edit(room: Room, message: Message, text: str, *, by: str = "ben", **more: Any) -> None:
    room.wait(timedelta(seconds=1))
    room.workspace.edit(room.person(by), room.channel("birds").id, message.ts, text=text, **more)


def delete(room: Room, message: Message, *, by: str = "ben") -> None:
    room.wait(timedelta(seconds=1))
    room.workspace.delete(room.person(by), room.channel("birds").id, message.ts)


async def by_hand(room: Room, title: str = "In my own words", learnt: str = "I wrote this myself.") -> None:
    """Let Ben edit the lesson by hand."""
    room.wait(timedelta(seconds=1))
    await room.submit("ben", "lesson.edit", '{"number":1}', title=title, learnt=learnt, community="none")
    await room.deliver()


def asked(room: Room, name: str) -> list[Message]:
    """Give what the bot wrote to this person directly."""
    direct = room.workspace.direct_message(room.person(name), room.workspace.bot_user_id)
    return [message for message in direct.messages.values() if message.user == room.workspace.bot_user_id]


async def everything_kept(room: Room) -> str:
    """Give all that stands in the tables."""

    def read(stores: Stores) -> str:
        return "\n".join(
            str(row) for table in METADATA.sorted_tables for row in stores.connection.execute(select(table))
        )

    return await room.read(read)


async def test_a_message_that_is_edited_takes_the_lesson_and_its_card_along(room: Room, happening: Happening) -> None:
    message = await captured(room)

    edit(room, message, NEW_WORDS)
    await happening.hear_all()
    await room.deliver()

    followed = await lesson(room)
    assert (followed.title, followed.learnt) == ("Verify the contract in the provider's build", NEW_WORDS)
    assert followed.source_changed_at is None
    assert "Verify the contract" in str(room.thread(message)[0].blocks)
    assert "#1" in str(await room.command("ana", "provider"))
    assert asked(room, "ben") == []


async def test_an_edit_that_the_bot_hears_of_while_the_capture_is_on_its_way_counts(
    room: Room, happening: Happening
) -> None:
    message = room.say("ben", LEARNT)
    marked = room.reacted("ana", message)
    edit(room, message, NEW_WORDS)

    await happening.hear_all()
    await room.hear(marked)

    assert (await lesson(room)).learnt == NEW_WORDS


async def test_an_edit_that_overtook_a_later_one_changes_nothing(room: Room, happening: Happening) -> None:
    message = await captured(room)
    edit(room, message, "First thought.")
    edit(room, message, NEW_WORDS)
    first, second = [one for one in happening.take() if one["event"].get("subtype") == "message_changed"]

    await happening.hear(second)
    await happening.hear(first)

    assert (await lesson(room)).learnt == NEW_WORDS


async def test_what_is_no_edit_is_not_even_kept(room: Room, happening: Happening) -> None:
    message = await captured(room)
    happening.take()

    attachments = [{"title": "Unfolded", "text": "a link's page"}]
    room.workspace.edit(room.person("ben"), room.channel("birds").id, message.ts, attachments=attachments)

    assert happening.take() == []


async def test_the_words_of_a_lesson_edited_by_hand_stay_and_its_author_is_asked_once(
    room: Room, happening: Happening
) -> None:
    message = await captured(room)
    await by_hand(room)

    edit(room, message, "First thought.")
    edit(room, message, NEW_WORDS)
    await happening.hear_all()
    await room.deliver()

    marked = await lesson(room)
    assert (marked.title, marked.learnt) == ("In my own words", "I wrote this myself.")
    assert marked.source_changed_at is not None
    assert "The message was changed since" in str(room.thread(message)[0].blocks)
    [question] = asked(room, "ben")
    assert "source.take" in str(question.blocks)
    assert "source.keep" in str(question.blocks)
    assert asked(room, "ana") == []


async def test_an_edit_before_the_one_by_hand_is_no_news(room: Room, happening: Happening) -> None:
    message = await captured(room)
    edit(room, message, NEW_WORDS)
    await by_hand(room)

    await happening.hear_all()
    await room.deliver()

    assert (await lesson(room)).source_changed_at is None
    assert asked(room, "ben") == []


async def test_its_author_takes_the_new_words_and_what_they_wrote_is_a_version(
    room: Room, happening: Happening
) -> None:
    message = await captured(room)
    await by_hand(room)
    edit(room, message, NEW_WORDS)
    await happening.hear_all()

    answer = await room.click("ben", "source.take", 1)

    assert isinstance(answer, Replace)
    taken = await lesson(room)
    assert (taken.learnt, taken.source_changed_at, taken.edited_at) == (NEW_WORDS, None, None)
    versions = await room.read(lambda stores: stores.versions.of(1))
    assert versions[0].learnt == "I wrote this myself."
    edit(room, message, "And it follows again.")
    await happening.hear_all()
    assert (await lesson(room)).learnt == "And it follows again."


async def test_its_author_keeps_their_words_and_is_asked_again_only_after_another_edit(
    room: Room, happening: Happening
) -> None:
    message = await captured(room)
    await by_hand(room)
    edit(room, message, NEW_WORDS)
    told = happening.take()
    for payload in told:
        await happening.hear(payload)
    room.wait(timedelta(seconds=1))

    await room.click("ben", "source.keep", 1)
    for payload in told:
        await happening.hear(payload)
    await room.deliver()

    kept = await lesson(room)
    assert (kept.learnt, kept.source_changed_at) == ("I wrote this myself.", None)
    assert len(asked(room, "ben")) == 1


async def test_nobody_else_decides(room: Room, happening: Happening) -> None:
    message = await captured(room)
    await by_hand(room)
    edit(room, message, NEW_WORDS)
    await happening.hear_all()

    for action_id in ("source.take", "source.keep", "source.let_go"):
        with pytest.raises(Exception, match="Ben's words"):
            await room.click("ana", action_id, 1)

    assert (await lesson(room)).learnt == "I wrote this myself."


async def test_a_threads_first_message_is_followed_too(room: Room, happening: Happening) -> None:
    first = room.say("caro", "Why did the deploy break?")
    await captured(room, thread_ts=first.ts)

    edit(room, first, "Why did the release break?", by="caro")
    await happening.hear_all()

    assert (await lesson(room)).happened == "Why did the release break?"
    assert asked(room, "ben") == []


async def test_what_happened_goes_with_a_deleted_first_message_and_the_lesson_stays(
    room: Room, happening: Happening
) -> None:
    first = room.say("caro", SECRET)
    await captured(room, thread_ts=first.ts)
    await by_hand(room)
    await room.submit("ben", "lesson.edit", '{"number":1}', title="Again", learnt="Again.", happened=SECRET)

    delete(room, first, by="caro")
    await happening.hear_all()
    await room.deliver()

    assert (await lesson(room)).happened == ""
    assert "xylophone" not in await everything_kept(room)
    assert asked(room, "ben") == []


async def test_a_deleted_message_leaves_nothing_of_its_words(room: Room, happening: Happening) -> None:
    message = await captured(room, SECRET)
    await room.write(lambda stores: stores.meanings.put("model", {1: b"vector"}))

    delete(room, message)
    await happening.hear_all()
    await room.deliver()

    assert "xylophone" not in await everything_kept(room)
    assert "vector" not in await everything_kept(room)
    assert "no lesson" in str(await room.command("ana", "xylophone"))
    assert "xylophone" not in str(room.thread(message)[0].blocks)
    assert "deleted where they were said" in str(room.thread(message)[0].blocks)
    [question] = asked(room, "ben")
    assert "lesson.edit" in str(question.blocks)
    assert "source.let_go" in str(question.blocks)


async def test_its_author_writes_it_in_their_own_words(room: Room, happening: Happening) -> None:
    message = await captured(room, SECRET)
    delete(room, message)
    await happening.hear_all()

    answer = await room.click("ben", "lesson.edit", 1)
    assert isinstance(answer, Open)
    assert "xylophone" not in str(answer.modal.payload)
    await by_hand(room, "Keep passwords in the safe", "Not on notes.")

    back = await lesson(room)
    assert (back.title, back.learnt, back.withdrawn_at) == ("Keep passwords in the safe", "Not on notes.", None)
    assert "Keep passwords" in str(await room.command("ana", "passwords"))


async def test_its_author_lets_it_go(room: Room, happening: Happening) -> None:
    message = await captured(room, SECRET)
    delete(room, message)
    await happening.hear_all()

    await room.click("ben", "source.let_go", 1)

    assert (await lesson(room)).withdrawn_by == room.person("ben")


async def test_an_emptied_lesson_is_not_brought_back_empty(room: Room, happening: Happening) -> None:
    message = await captured(room, SECRET)
    delete(room, message)
    await happening.hear_all()

    with pytest.raises(Exception, match="nothing to bring back"):
        await room.click("ben", "lesson.restore", 1)


async def test_what_a_person_wrote_stays_when_the_message_is_deleted_and_what_was_copied_goes(
    room: Room, happening: Happening
) -> None:
    message = await captured(room, SECRET)
    await by_hand(room)

    delete(room, message)
    await happening.hear_all()
    await room.deliver()

    left = await lesson(room)
    assert (left.title, left.learnt) == ("In my own words", "I wrote this myself.")
    assert left.source_gone_at is not None
    assert left.withdrawn_at is None
    assert left.source is not None
    assert left.source.permalink is None
    assert "xylophone" not in await everything_kept(room)
    [question] = asked(room, "ben")
    assert "Keep what I wrote" in str(question.blocks)


async def test_only_the_title_was_written_by_hand_so_only_that_stays(room: Room, happening: Happening) -> None:
    message = await captured(room, SECRET)
    await by_hand(room, "Passwords", (await lesson(room)).learnt)

    delete(room, message)
    await happening.hear_all()

    left = await lesson(room)
    assert (left.title, left.learnt) == ("Passwords", "")


async def test_a_first_message_with_replies_leaves_a_tombstone_and_no_words(room: Room, happening: Happening) -> None:
    message = await captured(room, SECRET)

    delete(room, message)
    await happening.hear_all()

    assert (await lesson(room)).learnt == ""


async def test_a_message_edited_to_nothing_but_a_picture_takes_its_words_along_and_may_bring_new_ones(
    room: Room, happening: Happening
) -> None:
    message = await captured(room, SECRET)
    happening.take()
    picture = {"type": "image", "image_url": "https://pictures.example/1.png", "alt_text": ""}
    edit(room, message, "", blocks=[picture])
    await happening.hear_all()
    emptied = await lesson(room)
    assert (emptied.learnt, emptied.withdrawn_at is None) == ("", False)

    edit(room, message, NEW_WORDS, blocks=[])
    await happening.hear_all()

    back = await lesson(room)
    assert (back.learnt, back.withdrawn_at, back.source_gone_at) == (NEW_WORDS, None, None)


async def test_a_deletion_told_twice_or_before_an_edit_asks_once_and_brings_nothing_back(
    room: Room, happening: Happening
) -> None:
    message = await captured(room, SECRET)
    happening.take()
    edit(room, message, f"{SECRET} again")
    changed = happening.take()
    room.channel("birds").messages.pop(room.thread(message)[0].ts)
    delete(room, message)
    deleted = happening.take()

    for payload in [*deleted, *deleted, *changed]:
        await happening.hear(payload)
    await room.deliver()

    assert "xylophone" not in await everything_kept(room)
    assert len(asked(room, "ben")) == 1


async def test_a_webhooks_lesson_is_decided_by_who_captured_it(room: Room, happening: Happening) -> None:
    posted = room.workspace.post_here(room.workspace.bot_user_id, room.channel("birds"), text=SECRET)
    posted.user, posted.extra = "", {"username": "Build"}
    await room.react("ana", posted)
    await room.deliver()
    happening.take()
    payload = {
        "event_id": "Ev1",
        "event": {"type": "message", "subtype": "message_deleted", "channel": room.channel("birds").id}
        | {"deleted_ts": posted.ts, "previous_message": {"ts": posted.ts, "text": SECRET}},
    }

    await happening.hear(payload)
    await room.deliver()

    assert (await lesson(room)).learnt == ""
    assert len(asked(room, "ana")) == 1


async def test_a_message_that_is_no_lesson_is_nobodys_business(room: Room, happening: Happening) -> None:
    message = room.say("ben", LEARNT)
    edit(room, message, NEW_WORDS)
    delete(room, message)

    await happening.hear_all()

    assert await room.lesson(1) is None
    assert await room.waiting() == 0


async def test_a_channel_that_is_archived_or_deleted_takes_no_lesson_along(room: Room, happening: Happening) -> None:
    await captured(room)

    room.workspace.archive(room.person("ana"), room.channel("birds").id)
    room.workspace.unarchive(room.person("ana"), room.channel("birds").id)
    room.workspace.delete_channel(room.person("ana"), room.channel("birds").id)
    await happening.hear_all()

    stays = await lesson(room)
    assert (stays.learnt, stays.withdrawn_at) == (LEARNT, None)
    assert stays.source is not None
    assert stays.source.permalink is None


async def test_a_channel_made_private_closes_its_lessons_and_one_made_public_opens_them(
    room: Room, happening: Happening
) -> None:
    await captured(room)
    birds = room.channel("birds").id

    room.workspace.make_private(room.person("ana"), birds)
    await happening.hear_all()
    assert (await lesson(room)).closed_in == birds

    room.workspace.make_public(room.person("ana"), birds)
    await happening.hear_all()
    assert (await lesson(room)).closed_in is None


async def test_where_a_lesson_was_shared_nothing_of_it_is_left_when_it_is_closed_or_its_words_go(
    room: Room, happening: Happening
) -> None:
    message = await captured(room, SECRET)
    elsewhere = await opened(room, channel="general")
    post = room.say("ana", "the share", channel="general")
    share = Share(1, elsewhere.id, room.person("ana"), room.clock.now(), room.channel("general").id, post.ts)
    await room.write(lambda stores: stores.spread.share(share))

    room.workspace.make_private(room.person("ana"), room.channel("birds").id)
    await happening.hear_all()
    closed = await updates(room, post)
    room.workspace.make_public(room.person("ana"), room.channel("birds").id)
    await happening.hear_all()
    public = await updates(room, post)
    delete(room, message)
    await happening.hear_all()

    assert "xylophone" not in closed[-1]
    assert "xylophone" in public[-1]
    assert all("xylophone" not in text for text in await updates(room, post))


async def updates(room: Room, post: Message) -> list[str]:
    """Give what this post is to say, as it was put into the outbox."""

    def read(stores: Stores) -> list[str]:
        rows = stores.connection.execute(select(delivery_table).order_by(delivery_table.c.id))
        return [str(row.arguments) for row in rows if row.arguments.get("ts") == post.ts]

    return await room.read(read)


async def test_all_that_is_kept_of_a_channel_goes_with_it_to_its_new_id(room: Room, happening: Happening) -> None:
    message = await captured(room)
    old = room.channel("birds").id
    room.workspace.make_private(room.person("ana"), old)
    await happening.hear_all()
    await room.write(lambda stores: stores.outbox.put(_post(old), now=room.clock.now()))

    new = room.workspace.change_id(old).id
    moved = happening.take()
    for payload in [*moved, *moved]:
        await happening.hear(payload)

    followed = await lesson(room)
    assert followed.source is not None
    assert (followed.source.channel_id, followed.source.ts, followed.closed_in) == (new, message.ts, new)
    assert new in (followed.source.permalink or "")
    kept = await room.read(lambda stores: stores.rooms.all())
    assert [(one.channel_id, one.is_closed) for one in kept] == [(new, True)]
    marks = await room.read(lambda stores: stores.marks.on(new, message.ts))
    assert [mark.user_id for mark in marks] == [room.person("ana")]
    await room.deliver()
    assert "Hello" in [said.text for said in room.workspace.channels[new].messages.values()]


async def test_a_channel_shared_with_others_is_known_to_be(room: Room, happening: Happening) -> None:
    birds = room.channel("birds").id
    room.workspace.share(birds)
    await happening.hear_all()
    shared = await room.read(lambda stores: stores.rooms.get(birds))

    room.workspace.share(birds, is_shared=False)
    await happening.hear_all()
    unshared = await room.read(lambda stores: stores.rooms.get(birds))

    assert shared is not None
    assert unshared is not None
    assert (shared.is_shared, unshared.is_shared) == (True, False)


def _post(channel_id: str) -> Delivery:
    return Delivery("chat.postMessage", {"channel": channel_id, "text": "Hello"}, channel_id)
