"""Coaching over the wire: a coach offers help, a member takes it up, another says not now; somebody asks a coach."""

from datetime import timedelta

import pytest

from tests.story.acting import direct_messages, midweek, put_away, shown, start_community, value_beside
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]

ROSTER = "Name;E-Mail;Certification\nNoor Haddad;noor@fieldfare.example;Certified LeSS Coach\n"


async def test_a_coach_offers_help_and_the_community_answers(told: Life) -> None:
    await _coach(told)
    channels = [await start_community(told, "priya", f"Harbour {name}") for name in "ABCDEFGHIJK"]
    first = await told.command("noor", "general", "/community coach")
    assert "How communities are" in said(first)
    await told.click("noor", "coach.more")
    await told.click("noor", "coach.back")

    await told.click("noor", "coach.offer", value=value_beside(first, "Harbour A"))
    await told.fill_in("noor", words="to facilitate your next meetup")
    assert "Your offer is on its way" in words(await told.view("noor"))
    await put_away(told, "noor")
    [(channel, card)] = [
        (channel, post)
        for channel in channels
        for post in await told.posts(channel)
        if "a Certified LeSS Coach, offers:" in said(post)
    ]
    await told.command("ben", "general", f"/community join {channel}")
    await told.click("ben", "coach.take_up", channel=channel, ts=card["ts"])
    assert "I am opening a conversation for you with" in said(await shown(told, "ben"))
    await told.click("ben", "coach.not_now", channel=channel, ts=card["ts"])

    assert "says: not now" in said((await direct_messages(told, "noor"))[-1])
    [now] = [post for post in await told.posts(channel) if post["ts"] == card["ts"]]
    assert "Not now, said the community." in said(now)


async def test_anybody_may_ask_a_coach(told: Life) -> None:
    found = await told.command("mia", "general", "/community coach")
    assert "Coaches here:" in said(found)

    await told.click("mia", "coach.ask")

    assert "I am opening a conversation for you with" in said(await shown(told, "mia"))


async def _coach(told: Life) -> None:
    """Let an admin bring a list that says Noor is a coach, and let Noor show it."""
    noon = await midweek(told)
    await told.home("samuel")
    await told.click("samuel", "home.settings")
    await told.click("samuel", "roster.upload")
    given = await told.control.post("upload", user="samuel", name="roster.csv", text=ROSTER)
    await told.fill_in("samuel", file=given["file"])
    await told.fill_in("samuel")
    await told.fill_in("samuel")
    await put_away(told, "samuel")
    await told.move_clock((noon + timedelta(hours=1)).isoformat())
    state = await told.control.state()
    noor = told.user_id(state, "noor")
    for room in (channel for channel in state["channels"] if channel["is_im"] and noor in channel["members"]):
        for message in room["messages"]:
            if "a list that says of you" in said(message):
                await told.click("noor", "roster.show", channel=room["id"], ts=message["ts"])
