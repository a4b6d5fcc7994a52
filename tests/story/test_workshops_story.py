"""Design workshops over the wire: from a component to what was learnt about it."""

from datetime import timedelta

import pytest

from tests.story.acting import (
    direct_channel,
    direct_messages,
    midweek,
    put_away,
    said_in_thread,
    shown,
    start_community,
)
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_workshop_tells_its_mentors_and_ends_in_a_lesson_of_its_component(told: Life) -> None:
    assert "none is described yet" in said(await told.command("lea", "general", "/meetup workshop"))
    channel = await start_community(told, "lea", "Ticket printing")
    await told.command("lea", "general", "/community component Printer")
    await told.click("lea", "component.add")
    await told.fill_in("lea", community="Ticket printing")
    await put_away(told, "lea")
    await told.command("ben", "general", "/community component printer")
    await told.click("ben", "mentor.offer")
    await told.fill_in("ben")
    await put_away(told, "ben")
    await told.command("ben", "general", "/community team Kingfisher")
    await told.command("ben", "general", "/community join Ticket printing")
    starts = await midweek(told) + timedelta(days=1)

    assert "I know no component" in said(await told.command("lea", "general", "/meetup workshop prnter"))
    await told.command("ewa", "general", "/meetup workshop printer")
    assert "are planned by its members" in said(await shown(told, "ewa"))
    await told.command("lea", "general", "/meetup workshop")
    assert "Its mentors are told" in words(await told.view("lea"))
    await put_away(told, "lea")
    await told.command("lea", "general", "/community component printer")
    await told.click("lea", "component.menu", value="workshop.plan 1")
    await told.fill_in("lea", date=f"{starts:%Y-%m-%d}", time=f"{starts:%H:%M}", zone="UTC")
    await put_away(told, "lea")

    card = next(post for post in await told.posts(channel) if "Design workshop: Printer" in said(post))
    assert "About *Printer*, mentored by Ben" in said(card)
    [thread] = await said_in_thread(told, channel, card["ts"])
    assert "*The question*" in said(thread)
    [invited] = [one for one in await direct_messages(told, "ben") if "which you mentor" in said(one)]
    await told.click("ben", "meetup.come", channel=await direct_channel(told, "ben"), ts=invited["ts"])
    card = next(post for post in await told.posts(channel) if post["ts"] == card["ts"])
    assert "Joining from: Kingfisher" in said(card)

    await told.move_clock((starts + timedelta(hours=1, minutes=20)).isoformat())
    question = (await said_in_thread(told, channel, card["ts"]))[-1]
    assert "What did we learn about *Printer*, and what do we try?" in said(question)
    await told.say("ben", channel, "A queue per printer keeps one jam from stopping all.", thread_ts=card["ts"])
    await told.settle()
    await told.click("ben", "after.keep", channel=channel)
    assert "printer" in str(await told.view("ben"))
    await told.fill_in("ben", title="A queue for each printer")
    await put_away(told, "ben")
    found = said(await told.command("ewa", "general", "/community component printer"))
    assert "A queue for each printer" in found
