"""You may be relearning this: an older lesson is shown to who captured a new one or asks, and only to them."""

from typing import Any

import pytest

from tests.story.acting import buttons, direct_messages, number_of, said_in_thread, shown, start_community
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]

OLDER = "Warm the build cache on the main branch only, or every branch evicts the cache of the others."
NEWER = "Warm the build cache on the main branch only: every branch evicts the cache of the others, we saw."
QUESTION = "How do you warm the build cache so that branches do not evict the cache of the main branch?"


async def tick(told: Life) -> None:
    """Let a minute pass, so that the bot looks around."""
    await told.control.post("clock", advance_seconds=60)
    await told.settle()


async def lesson(told: Life, user: str, text: str, channel: str = "build-and-deploy") -> int:
    ts = await told.say(user, channel, text)
    await told.react(user, channel, ts)
    return number_of((await said_in_thread(told, channel, ts))[0])


async def hint_for(told: Life, user: str, number: int) -> dict[str, Any]:
    """Give the newest direct message about that lesson."""
    return [message for message in await direct_messages(told, user) if f"#{number}" in said(message)][-1]


async def test_the_author_of_a_new_lesson_is_shown_the_older_one_and_adopts_it(told: Life) -> None:
    older = await lesson(told, "rafael", OLDER)
    newer = await lesson(told, "priya", NEWER)

    await tick(told)

    hint = await hint_for(told, "priya", newer)
    assert f"#{older}" in said(hint)
    assert "Learnt by Rafael" in said(hint)
    assert {"Same, we adopt it", "Builds on it", "Different", "Show"} <= set(buttons(hint))
    await told.click("priya", "relearning.same")
    assert "it is the same" in said(await hint_for(told, "priya", newer))


async def test_what_builds_on_an_older_lesson_says_so(told: Life) -> None:
    await lesson(
        told, "hana", "Give each test its own schema, so that tests can run side by side on one database.", "testing"
    )
    newer = await lesson(
        told,
        "arjun",
        "Each test gets its own schema in one database, so tests run side by side, and we drop it after.",
        "testing",
    )
    await tick(told)
    await hint_for(told, "arjun", newer)

    await told.click("arjun", "relearning.builds_on")

    assert f"#{newer} builds on" in said(await hint_for(told, "arjun", newer))


async def test_who_says_they_are_different_is_believed(told: Life) -> None:
    await lesson(
        told,
        "noor",
        "Ask for permission to use the camera at the first scan and never at the start of the app.",
        "testing",
    )
    newer = await lesson(
        told,
        "divya",
        "Never ask for permission at the start of the app: we ask for the camera at the first scan.",
        "testing",
    )
    await tick(told)
    await hint_for(told, "divya", newer)

    await told.click("divya", "relearning.different")

    assert "two different things" in said(await hint_for(told, "divya", newer))


async def test_questions_are_looked_up_where_a_community_wants_that(told: Life) -> None:
    await lesson(told, "rafael", OLDER.replace("Warm", "Do warm"))
    channel = await start_community(told, "lea", "Building")
    await told.control.post("join", user="ben", channel=channel)
    await told.say("ben", channel, QUESTION)
    await told.settle()
    assert not [text for text in await told.told("ben") if "learnt this before" in text]

    answer = await told.command("lea", channel, "/community hints on")
    await told.say("ben", channel, QUESTION)
    await told.settle()

    assert "are now looked up" in said(answer)
    assert any("asked me to look questions up here" in said(post) for post in await told.posts(channel))
    hint = await shown(told, "ben")
    assert "learnt this before" in said(hint)
    assert not [text for text in await told.told("lea") if "learnt this before" in text]


async def test_the_switch_is_beside_what_it_says(told: Life) -> None:
    channel = await start_community(told, "mei", "Releases")

    await told.command("mei", channel, "/community hints")
    await told.click("mei", "asking.on")
    assert "are now looked up" in said(await shown(told, "mei"))
    await told.click("mei", "asking.off")

    assert "are not looked up any more" in said(await shown(told, "mei"))


async def test_only_members_switch_it(told: Life) -> None:
    channel = await start_community(told, "mei", "Observability")

    answer = await told.command("ola", "general", f"/community hints on {channel}")

    assert "The members of" in said(answer)
    assert not any("look questions up" in said(post) for post in await told.posts(channel))
