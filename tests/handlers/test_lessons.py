from datetime import timedelta
from typing import Any

import pytest

from community.communities import Aim, Community, NewCommunity
from community.lessons import NoSuchLesson, NotYours, TakenBack
from handlers.answers import Answer, Done, Errors, Open, Replace, Say, Update
from handlers.payloads import pack
from sandbox.models import Message
from tests.handlers.room import Room

PACTS = "Publish the contract before you deploy. We had two outages."


async def captured(room: Room, text: str = PACTS, *, by: str = "ben") -> Message:
    """Let somebody say it and Ana mark it; its card is posted."""
    message = room.say(by, text)
    await room.react("ana", message)
    await room.deliver()
    return message


async def community(room: Room, topic: str, *, channel_id: str | None = None) -> Community:
    new = NewCommunity(
        name=topic.casefold(),
        topic=topic,
        purpose="",
        aim=Aim.BOTH,
        channel_name=f"cop-{topic.casefold()}",
        channel_id=channel_id,
        is_linked=channel_id is not None,
        started_by=room.person("ana"),
        started_at=room.clock.now(),
        zone="Europe/Berlin",
    )
    return await room.write(lambda stores: stores.communities.add(new))


def said(answer: Answer) -> str:
    """Give all the words of an answer to one person."""
    assert isinstance(answer, Say | Replace)
    return f"{answer.message.text} {answer.message.blocks}"


def opened(answer: Answer) -> Any:
    assert isinstance(answer, Open)
    return answer.modal.payload


def block(view: Any, block_id: str) -> Any:
    return next(found["element"] for found in view["blocks"] if found["block_id"] == block_id)


async def test_lesson_alone_shows_the_newest_and_how_to_capture(room: Room) -> None:
    await captured(room, "Cache keys need no dates")
    await captured(room, "Name pacts after the consumer")

    answer = said(await room.command("caro", ""))

    assert answer.index("Name pacts") < answer.index("Cache keys")
    assert "Put :bulb: on a message" in answer
    assert "lesson.add" in answer


async def test_lesson_alone_says_kindly_that_there_are_none_yet(room: Room) -> None:
    answer = said(await room.command("caro", ""))

    assert "No lessons yet. Yours can be the first." in answer
    assert "Put :bulb: on a message" in answer


async def test_words_find_a_lesson(room: Room) -> None:
    await captured(room)
    await captured(room, "Cache keys need no dates")

    answer = said(await room.command("caro", "contract outages"))

    assert "1 lesson about “contract outages”" in answer
    assert "#1 Publish the contract before you deploy" in answer
    assert "Cache keys" not in answer


async def test_words_that_slack_marked_up_are_searched_as_they_were_typed(room: Room) -> None:
    await captured(room, "Ask in #general &amp; wait")

    answer = said(await room.command("caro", f"<#{room.channel('general').id}|general> &amp; wait"))

    assert "1 lesson about “#general &amp; wait”" in answer


async def test_a_search_shows_five_a_page_and_turns_both_ways(room: Room) -> None:
    for number in range(12):
        await captured(room, f"Flaky test number {number} was a race")

    first = said(await room.command("caro", "flaky race"))
    second = await room.click("caro", "lesson.more", "1 flaky race")
    third = said(await room.click("caro", "lesson.more", "2 flaky race"))

    assert "12 lessons about “flaky race”*, best first · page 1 of 3" in first
    assert first.count("lesson.show") == 5
    assert "1 flaky race" in first
    assert "lesson.earlier" not in first
    assert isinstance(second, Replace)
    assert "0 flaky race" in said(second)
    assert "2 flaky race" in said(second)
    assert third.count("lesson.show") == 2
    assert "lesson.more" not in third


async def test_a_page_that_is_no_longer_there_gives_the_last_one(room: Room) -> None:
    await captured(room, "Flaky test was a race")

    answer = said(await room.click("caro", "lesson.more", "7 flaky"))

    assert "#1 Flaky test was a race" in answer


async def test_a_search_that_finds_nothing_offers_what_to_do_next(room: Room) -> None:
    answer = said(await room.command("caro", "quantum <!channel> *lunch*"))

    assert "I found no lesson about" in answer
    assert "<!channel>" not in answer
    assert "lesson.add" in answer
    assert "lesson.recent" in answer


@pytest.mark.parametrize("words", ["c++", "it's", "foo AND", '"', "🎉", "-", "*", "%", "x" * 10_000, "wort " * 2_000])
async def test_any_words_are_answered_within_slacks_limits(room: Room, words: str) -> None:
    await captured(room, "wort")

    answer = await room.command("caro", words)

    assert isinstance(answer, Say)
    buttons = [element for part in answer.message.blocks if part["type"] == "actions" for element in part["elements"]]
    assert all(len(button.get("value", "")) <= 2000 for button in buttons)


async def test_a_long_search_says_that_its_beginning_was_looked_for(room: Room) -> None:
    await captured(room, "wort")

    assert "That was long" in said(await room.command("caro", "wort " * 200))


@pytest.mark.parametrize("typed", ["1", "#1", "# 1", "0001"])
async def test_a_number_shows_that_lesson_with_its_message(room: Room, typed: str) -> None:
    await captured(room)

    answer = said(await room.command("caro", typed))

    assert "#1 Publish the contract before you deploy" in answer
    assert "We had two outages." in answer
    assert "Go to the message" in answer


async def test_only_who_may_change_a_lesson_is_offered_it(room: Room) -> None:
    await captured(room)

    assert "lesson.edit" in said(await room.command("ben", "1"))
    assert "lesson.edit" not in said(await room.command("ana", "1"))


@pytest.mark.parametrize("typed", ["7", "#7"])
async def test_a_number_that_is_none_is_refused_with_a_way_on(room: Room, typed: str) -> None:
    with pytest.raises(NoSuchLesson, match="no lesson #7"):
        await room.command("caro", typed)


async def test_a_bare_number_that_is_no_lesson_is_looked_for_among_the_words(room: Room) -> None:
    await captured(room, "A 404 from the broker means a wrong tag")

    assert "#1 A 404 from the broker" in said(await room.command("caro", "404"))
    with pytest.raises(NoSuchLesson):
        await room.command("caro", "#404")


@pytest.mark.parametrize("typed", ["99999999999999999999", "#99999999999999999999"])
async def test_a_number_too_long_for_any_lesson_is_just_words(room: Room, typed: str) -> None:
    assert "I found no lesson about" in said(await room.command("caro", typed))


async def test_the_author_withdraws_with_one_click_and_the_card_says_so(room: Room) -> None:
    message = await captured(room)
    [card] = room.thread(message)

    answer = await room.click("ben", "lesson.withdraw", 1, message_ts=card.ts)

    await room.deliver()
    assert isinstance(answer, Done)
    assert "Lesson #1 was taken back." in room.thread(message)[0].text
    assert "contract" not in str(room.thread(message)[0].blocks)


async def test_a_withdrawn_lesson_is_found_by_nobody(room: Room) -> None:
    await captured(room)

    await room.click("ben", "lesson.withdraw", 1)

    assert "I found no lesson" in said(await room.command("caro", "contract"))
    assert "No lessons yet" in said(await room.command("caro", ""))
    with pytest.raises(TakenBack):
        await room.command("caro", "1")


async def test_withdrawing_twice_is_withdrawing_once(room: Room) -> None:
    await captured(room)

    await room.click("ben", "lesson.withdraw", 1)
    await room.click("ben", "lesson.withdraw", 1)

    assert await room.waiting() == 1


@pytest.mark.parametrize("name", ["ana", "caro"])  # Ana captured it
@pytest.mark.parametrize("action_id", ["lesson.withdraw", "lesson.edit"])
async def test_nobody_else_may_edit_or_withdraw_and_nothing_changes(room: Room, name: str, action_id: str) -> None:
    await captured(room)
    before = await room.lesson(1)

    with pytest.raises(NotYours, match="These are Ben's words"):
        await room.click(name, action_id, 1)

    assert await room.lesson(1) == before
    assert await room.waiting() == 0


async def test_its_author_brings_a_lesson_back_and_the_card_shows_it_again(room: Room) -> None:
    message = await captured(room)
    await room.click("ben", "lesson.withdraw", 1)
    await room.deliver()

    answer = await room.click("ben", "lesson.restore", 1)

    await room.deliver()
    assert "Publish the contract" in said(answer)
    assert "Publish the contract" in str(room.thread(message)[0].blocks)
    assert "1 lesson about" in said(await room.command("caro", "contract"))


async def test_nobody_else_brings_a_withdrawn_lesson_back(room: Room) -> None:
    await captured(room)
    await room.click("ben", "lesson.withdraw", 1)

    with pytest.raises(TakenBack):
        await room.click("caro", "lesson.restore", 1)


async def test_the_author_edits_title_text_and_community_and_the_card_follows(room: Room) -> None:
    message = await captured(room)
    pacts = await community(room, "Pacts")

    view = opened(await room.click("ben", "lesson.edit", 1))
    answer = await room.submit(
        "ben",
        "lesson.edit",
        view["private_metadata"],
        title="Contracts  first",
        learnt="Publish, then deploy.",
        community=str(pacts.id),
    )

    await room.deliver()
    lesson = await room.lesson(1)
    assert isinstance(answer, Done)
    assert block(view, "title")["initial_value"] == "Publish the contract before you deploy"
    assert block(view, "learnt")["initial_value"] == PACTS
    assert lesson is not None
    assert (lesson.title, lesson.learnt, lesson.community_id) == ("Contracts first", "Publish, then deploy.", pacts.id)
    assert lesson.edited_at == room.clock.now()
    assert "#1 Contracts first* · Pacts" in str(room.thread(message)[0].blocks)


async def test_an_edit_before_the_card_was_sent_ends_with_a_card_that_shows_it(room: Room) -> None:
    message = room.say("ben", PACTS)
    await room.react("ana", message)

    await room.submit("ben", "lesson.edit", pack(number=1), title="Contracts first", learnt="x", community="none")

    await room.deliver()
    assert len(room.thread(message)) == 1
    assert "#1 Contracts first" in str(room.thread(message)[0].blocks)


async def test_somebody_else_cannot_submit_an_edit(room: Room) -> None:
    await captured(room)

    with pytest.raises(NotYours):
        await room.submit("ana", "lesson.edit", pack(number=1), title="Mine", learnt="now", community="none")


async def test_lesson_add_opens_a_window_with_the_title_that_was_typed(room: Room) -> None:
    view = opened(await room.command("caro", "add Cache keys need no dates"))

    assert view["callback_id"] == "lesson.add"
    assert block(view, "title")["initial_value"] == "Cache keys need no dates"


async def test_the_window_offers_the_community_of_the_channel_first(room: Room) -> None:
    await community(room, "Apples", channel_id=room.channel("general").id)
    pacts = await community(room, "Pacts", channel_id=room.channel("birds").id)

    view = opened(await room.command("caro", "add"))

    menu = block(view, "community")
    assert menu["initial_option"]["value"] == str(pacts.id)
    assert [option["text"]["text"] for option in menu["options"]] == ["No community", "Pacts", "Apples"]


async def test_more_communities_than_a_menu_holds_still_open_a_window(room: Room) -> None:
    for number in range(120):
        await community(room, f"Topic {number:03}", channel_id=f"C{number:03}")

    view = opened(await room.click("caro", "lesson.add"))

    assert len(block(view, "community")["options"]) == 100


async def test_a_lesson_written_by_hand_is_kept_and_found(room: Room) -> None:
    answer = await room.submit(
        "caro",
        "lesson.add",
        title="Cache keys need no dates",
        learnt="They never hit.",
        happened="A slow build",
        community="",
    )

    lesson = await room.lesson(1)
    assert isinstance(answer, Update)
    assert "/lesson 1" in str(answer.modal.payload)
    assert lesson is not None
    assert (lesson.title, lesson.learnt, lesson.happened) == (
        "Cache keys need no dates",
        "They never hit.",
        "A slow build",
    )
    assert (lesson.author_id, lesson.author_name, lesson.source) == (room.person("caro"), "Caro", None)
    assert "1 lesson about" in said(await room.command("ben", "slow build"))
    assert await room.waiting() == 0


@pytest.mark.parametrize("callback_id", ["lesson.add", "lesson.edit"])
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"title": " ", "learnt": "x"}, {"title"}),
        ({"title": "\u200b", "learnt": "\u2060\x00"}, {"title", "learnt"}),
        ({"title": "x" * 81, "learnt": "x" * 3001}, {"title", "learnt"}),
        ({"title": "x", "learnt": ""}, {"learnt"}),
        ({"title": "", "learnt": ""}, {"title", "learnt"}),
        ({"title": "x", "learnt": "x", "community": "77"}, {"community"}),
    ],
)
async def test_what_is_missing_is_said_beside_it_and_can_be_sent_again(
    room: Room, callback_id: str, values: dict[str, str], expected: set[str]
) -> None:
    message = await captured(room)
    before = await room.lesson(1)

    answer = await room.submit("ben", callback_id, pack(number=1), **values)

    assert isinstance(answer, Errors)
    assert set(answer.by_block) == expected
    assert await room.lesson(1) == before
    assert await room.lesson(2) is None
    assert len(room.thread(message)) == 1


async def test_a_lesson_of_a_communitys_channel_belongs_to_the_community(room: Room) -> None:
    pacts = await community(room, "Pacts", channel_id=room.channel("birds").id)

    message = await captured(room)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.community_id == pacts.id
    assert "* · Pacts" in str(room.thread(message)[0].blocks)


async def test_what_an_app_wrote_is_withdrawn_by_who_captured_it(room: Room) -> None:
    message = room.say("ben", "Build 7 broke because of a cached image", subtype="bot_message")
    message.bot_id = "B0HOOK"
    await room.react("ana", message)

    with pytest.raises(NotYours, match="An app wrote this"):
        await room.click("ben", "lesson.withdraw", 1)
    await room.click("ana", "lesson.withdraw", 1)

    lesson = await room.lesson(1)
    assert lesson is not None
    assert lesson.withdrawn_by == room.person("ana")


async def test_a_lesson_is_still_shown_after_a_long_time(room: Room) -> None:
    await captured(room)
    room.wait(timedelta(days=400))

    assert "#1 Publish" in said(await room.click("caro", "lesson.show", 1))
