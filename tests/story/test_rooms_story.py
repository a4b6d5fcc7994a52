"""Closed rooms over the wire: capture is switched on by a member, and what is kept is for those in the room."""

import pytest

from tests.story.acting import buttons, number_of, said_in_thread, shown, start_community, tell
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]

RETRO = "kestrel-retro"  # private: Ben, Mia, Tomasz and Yuki


async def test_a_member_lets_the_bot_keep_lessons_in_a_private_channel_and_no_more(told: Life) -> None:
    await _invite_bot(told)

    assert "Capture is off here, since this channel is private" in said(
        await told.command("mia", RETRO, "/community capture")
    )
    await told.command("mia", RETRO, "/community capture on")
    announced = (await told.posts(RETRO))[-1]
    assert "Mia switched capture on here" in said(announced)
    assert "Only members of this channel ever see these lessons" in said(announced)

    await told.click("ben", "room.capture", channel=RETRO, ts=announced["ts"])
    assert "Ben switched capture off here" in said((await told.posts(RETRO))[-1])
    assert "Capture is off here now, and I told the channel" in said(await shown(told, "ben"))


async def test_what_is_kept_there_is_found_by_its_members_and_by_nobody_else(told: Life) -> None:
    await _invite_bot(told)
    await told.command("mia", RETRO, "/community capture on")
    ts = await told.say("tomasz", RETRO, "The wombat suite is flaky because it shares a clock.")
    await told.react("yuki", RETRO, ts)
    number = number_of((await said_in_thread(told, RETRO, ts))[-1])

    assert "1 lesson about" in said(await told.command("ben", "general", "/lesson wombat"))
    assert "I found no lesson" in said(await told.command("hana", "general", "/lesson wombat"))
    assert f"There is no lesson #{number}" in said(await told.command("hana", "general", f"/lesson #{number}"))
    assert "wombat" not in await told.home("ben")

    # The author leaves the room, and with it what was said in it.
    await told.control.post("leave", user="tomasz", channel=RETRO)
    await told.settle()
    assert "I found no lesson" in said(await told.command("tomasz", "general", "/lesson wombat"))


async def test_a_private_channel_that_is_renamed_archived_and_brought_back_keeps_its_lessons_closed(told: Life) -> None:
    await _invite_bot(told)
    await told.command("mia", RETRO, "/community capture on")
    ts = await told.say("mia", RETRO, "A quoll in the pipeline bites at night.")
    await told.react("ben", RETRO, ts)

    await told.control.post("rename", user="mia", channel=RETRO, name="kestrel-looks-back")
    await told.control.post("archive", user="mia", channel="kestrel-looks-back")
    await told.control.post("unarchive", user="mia", channel="kestrel-looks-back")
    await told.settle()
    retro = (await told.channel("kestrel-looks-back"))["id"]
    await tell(told, {"type": "group_archive", "channel": retro, "user": "U1"})
    await tell(told, {"type": "group_unarchive", "channel": retro, "user": "U1"})
    await told.control.post("rename", user="mia", channel="kestrel-looks-back", name=RETRO)
    await told.settle()

    assert "I found no lesson" in said(await told.command("hana", "general", "/lesson quoll"))
    assert "1 lesson about" in said(await told.command("mia", "general", "/lesson quoll"))


async def test_a_public_channel_that_is_made_private_takes_its_lessons_along(told: Life) -> None:
    ts = await told.say("divya", "testing", "Echidna tests poke from the outside only.")
    await told.react("hana", "testing", ts)
    assert "1 lesson about" in said(await told.command("kofi", "general", "/lesson echidna"))

    await told.control.post("make_private", channel="testing")
    await told.settle()

    members = (await told.channel("testing"))["members"]
    state = await told.control.state()
    assert told.user_id(state, "kofi") not in members
    assert "I found no lesson" in said(await told.command("kofi", "general", "/lesson echidna"))
    assert "1 lesson about" in said(await told.command("hana", "general", "/lesson echidna"))

    await told.control.post("make_public", channel="testing")
    await told.settle()
    assert "1 lesson about" in said(await told.command("kofi", "general", "/lesson echidna"))


async def test_a_lesson_that_is_named_is_shown_in_the_thread(told: Life) -> None:
    channel = await start_community(told, "priya", "Numbats")
    ts = await told.say("priya", channel, "A numbat eats one bug at a time.")
    await told.react("priya", channel, ts)
    number = number_of((await said_in_thread(told, channel, ts))[-1])

    named = await told.say("rafael", "general", f"That is lesson #{number} again")
    await told.settle()

    [card] = await said_in_thread(told, "general", named)
    assert f"#{number} A numbat eats one bug at a time" in said(card)
    assert "We'll try it" in buttons(card)


async def _invite_bot(told: Life) -> None:
    workspace = told.sandbox.workspace
    retro = workspace.find_channel(RETRO)
    assert retro is not None
    if told.bot_user_id not in retro.members:
        workspace.invite(retro.creator, retro.id, [told.bot_user_id])
