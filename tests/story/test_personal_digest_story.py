"""A digest of one's own over the wire: asked for, at the person's hour, each lesson once, and muted in one click."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.story.acting import buttons, direct_channel, direct_messages, midweek, put_away, shown, start_community
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_who_asks_for_one_has_it_at_their_hour_and_mutes_it_with_one_click(told: Life) -> None:
    thursday = datetime.combine(
        (await midweek(told)).date() + timedelta(days=1), time(7, 30), ZoneInfo("America/New_York")
    )
    channel = await start_community(told, "lea", "Otters")
    await told.command("jordan", "general", "/community join otters")
    await _say(told, "lea", channel, "We learnt that otters hold hands while the release sleeps.")
    await _say(told, "ben", "general", "We learnt to freeze the kingfisher before each deploy.")

    preview = await told.command("jordan", "general", "/community my-digest")
    assert "Only you see it" in said(preview)
    assert "Otters hold hands" in said(preview)
    assert "No digest of your own is sent to you" in said(preview)
    assert await _digests(told, "jordan") == []

    await told.click("jordan", "my_digest.settings")
    await told.fill_in("jordan", weekday="Thursday", time="07:30", zone="America/New_York", tags="#kingfisher")
    assert "every Thursday at 07:30 (America/New_York)" in said(await told.view("jordan"))
    await put_away(told, "jordan")

    await told.move_clock((thursday - timedelta(minutes=1)).isoformat())
    assert await _digests(told, "jordan") == []
    await told.move_clock((thursday + timedelta(seconds=1)).isoformat())
    [digest] = await _digests(told, "jordan")
    assert "Otters · *Otters hold hands" in said(digest)
    assert "kingfisher before each deploy" in said(digest)
    assert await _digests(told, "lea") == []  # who asked for none has none

    dm = await direct_channel(told, "jordan")
    await _tastes(told, digest, dm)
    # What was shown is shown no more, and of nothing new nothing is sent.
    await told.move_clock((thursday + timedelta(days=7, seconds=1)).isoformat())
    assert len(await _digests(told, "jordan")) == 1

    await _say(told, "lea", channel, "We learnt that otters sort their pebbles.")
    # Two weeks later, one digest tells of both weeks.
    await told.move_clock((thursday + timedelta(days=22)).isoformat())
    [_, second] = await _digests(told, "jordan")
    assert "sort their pebbles" in said(second)
    assert "hold hands" not in said(second)

    await told.click("jordan", "my_digest.mute", channel=dm, ts=second["ts"])
    assert "Muted" in said(await shown(told, "jordan"))
    await _say(told, "lea", channel, "We learnt that otters float on their backs.")
    await told.move_clock((thursday + timedelta(days=29)).isoformat())
    assert len(await _digests(told, "jordan")) == 2
    await told.click("jordan", "my_digest.unmute")
    assert "Undone" in said(await shown(told, "jordan"))
    assert "float on their backs" in said(await told.command("jordan", "general", "/community my-digest"))
    await told.move_clock((thursday + timedelta(days=36)).isoformat())
    assert len(await _digests(told, "jordan")) == 3


async def test_what_is_of_a_closed_room_is_told_to_who_is_in_it_only(told: Life) -> None:
    wednesday = await midweek(told)
    channel = await start_community(told, "lea", "Badgers")
    for user in ("ben", "noor"):
        await told.command(user, "general", "/community join badgers")
        await told.command(user, "general", "/community my-digest")
        await told.click(user, "my_digest.settings")
        await told.fill_in(user, weekday="Monday", time="09:00", zone="UTC")
        assert "Show me what it would say now" in buttons(await told.view(user))
        await told.click(user, "my_digest.preview")
        await put_away(told, user)
    await _say(told, "lea", channel, "We learnt that badgers dig before they meet.")
    await told.control.post("make_private", channel=channel)
    await told.control.post("leave", user="noor", channel=channel)
    await told.settle()

    await told.move_clock((wednesday + timedelta(days=6)).isoformat())

    [digest] = await _digests(told, "ben")
    assert "adgers dig" in said(digest)
    assert not any("adger" in said(one) for one in await _digests(told, "noor"))


async def _say(told: Life, user: str, channel: str, text: str) -> None:
    """Let a person say what becomes a lesson."""
    ts = await told.say(user, channel, text)
    await told.react(user, channel, ts)


async def _tastes(told: Life, digest: dict[str, Any], channel: str) -> None:
    """Let the reader want more like the first lesson of their own digest."""
    [deed, *_] = [
        option["value"]
        for block in digest["blocks"]
        for option in (block.get("accessory") or {}).get("options", ())
        if option["value"].startswith("taste.more")
    ]
    await told.click("jordan", "digest.deeds", channel=channel, ts=digest["ts"], value=deed)
    assert "Noted for your digest" in said(await shown(told, "jordan"))


async def _digests(told: Life, user: str) -> list[dict[str, Any]]:
    return [message for message in await direct_messages(told, user) if "since you asked for it" in said(message)]
