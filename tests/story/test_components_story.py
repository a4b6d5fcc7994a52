"""Components over the wire: described, mentored, asked about, and how they are doing."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.story.acting import buttons, direct_channel, direct_messages, midweek, put_away, shown, start_community
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_component_is_added_edited_put_aside_and_brought_back(told: Life) -> None:
    unknown = await told.command("mia", "general", "/community component Turnstile")
    assert "I know no component “Turnstile”" in said(unknown)
    await told.click("mia", "component.add")
    await told.fill_in("mia", about="Lets people in", link="https://git.example/turnstile")
    assert "*Turnstile* is among the components now." in words(await told.view("mia"))

    await told.click("mia", "component.edit")
    await told.fill_in("mia", about="Lets people in and out")
    assert "What it said before is kept." in words(await told.view("mia"))
    await put_away(told, "mia")

    await told.command("ben", "general", "/community component turnstile")
    await told.click("ben", "component.menu", value="component.versions 1")
    assert "Lets people in" in said(await shown(told, "ben"))
    await told.command("ben", "general", "/community component turnstile")
    await told.click("ben", "component.menu", value="component.retire 1")
    assert "is marked as no longer here" in said(await shown(told, "ben"))
    await told.click("ben", "component.return")
    assert "is here again, as it was" in said(await shown(told, "ben"))


async def test_the_list_is_turned_page_by_page(told: Life) -> None:
    for number in range(8):
        await _add(told, "mia", f"Gate {number}")
    await told.command("noor", "general", "/community components")
    await told.click("noor", "component.page.on")
    assert "*Turnstile*" in said(await shown(told, "noor"))
    await told.click("noor", "component.page.back")
    assert "*Gate 0*" in said(await shown(told, "noor"))

    await told.command("noor", "general", "/community components gate 7")
    await told.click("noor", "component.show")
    assert "Nobody mentors it at the moment" in said(await shown(told, "noor"))
    await told.click("noor", "component.list")
    assert "*Components of our system, and who teaches them*" in said(await shown(told, "noor"))


async def test_people_ask_to_be_taught_and_a_mentor_takes_it_up(told: Life) -> None:
    community = await start_community(told, "lea", "Night fares")
    await _add(told, "lea", "Fares", community="Night fares")
    await told.command("hana", "general", "/community component fares")
    await told.click("hana", "mentoring.teach")
    await told.fill_in("hana", words="the night tariff")
    await put_away(told, "hana")
    [question] = [post for post in await told.posts(community) if "🙋" in said(post)]
    assert "Hana" in said(question)

    await told.click("divya", "mentor.offer", channel=community, ts=question["ts"])
    await told.fill_in("divya", teaches="night tariffs")
    assert "Thank you for offering" in words(await told.view("divya"))
    await put_away(told, "divya")
    await told.click("divya", "mentoring.take", channel=community, ts=question["ts"])

    assert "I told them that you help" in said(await shown(told, "divya"))
    assert "can help." in said((await _conversation(told, "hana", "divya"))["messages"][-1])
    [question] = [post for post in await told.posts(community) if "would like to be taught" in said(post)]
    assert buttons(question) == {}


async def test_a_design_workshop_is_asked_for_asked_once_more_and_settled(told: Life) -> None:
    await told.command("tomasz", "general", "/community component fares")
    await told.click("tomasz", "mentoring.workshop")
    await told.fill_in("tomasz", wish="next week")
    await put_away(told, "tomasz")
    opened = await _conversation(told, "tomasz", "divya")
    assert "next week" in said(opened["messages"][-1])
    start = await midweek(told)
    await told.move_clock((start + timedelta(days=8)).isoformat())

    note = (await direct_messages(told, "tomasz"))[-1]
    assert "A week ago you asked about *Fares*" in said(note)
    where = await direct_channel(told, "tomasz")
    await told.click("tomasz", "mentoring.repeat", channel=where, ts=note["ts"])
    assert "open still" in said((await _conversation(told, "tomasz", "divya"))["messages"][-1])
    await told.click("tomasz", "mentoring.end", channel=where, ts=note["ts"])
    assert "is settled" in said(await shown(told, "tomasz"))
    await told.command("tomasz", "general", "/community component fares")
    await told.click("tomasz", "mentoring.pair")
    assert "open a conversation for you with" in words(await told.view("tomasz"))
    await put_away(told, "tomasz")


async def test_notes_tell_over_time_how_it_is_doing(told: Life) -> None:
    await told.command("divya", "general", "/community component fares")
    await told.click("divya", "health.write")
    await told.fill_in("divya", mood="hurts", words="Nobody dares to touch the rounding.")
    assert "🔴 Hurts" in words(await told.view("divya"))
    await told.click("divya", "health.correct")
    await told.fill_in("divya", mood="wants care", words="The rounding, a bit.")
    assert "🟠 Wants care" in words(await told.view("divya"))
    for number in range(5):
        await told.click("divya", "health.write")
        await told.fill_in("divya", mood="healthy", words=f"Week {number}")
    await put_away(told, "divya")

    await told.command("divya", "general", "/community component fares")
    await told.click("divya", "health.all")
    await told.click("divya", "health.page.on")
    assert "The rounding, a bit." in said(await shown(told, "divya"))
    await told.click("divya", "health.take_back")
    assert "is gone" in said(await shown(told, "divya"))
    await told.click("divya", "health.write")
    await told.fill_in("divya", mood="healthy", words="The last")
    await put_away(told, "divya")
    await told.command("divya", "general", "/community component fares")
    await told.click("divya", "health.all")
    await told.click("divya", "health.page.on")
    await told.click("divya", "health.page.back")
    assert "The last" in said(await shown(told, "divya"))


async def test_a_mentor_steps_back_and_the_seat_is_offered(told: Life) -> None:
    await told.command("divya", "general", "/community component fares")
    await told.click("divya", "mentor.step_back")
    assert "You don't mentor *Fares* any more." in said(await shown(told, "divya"))
    await told.click("divya", "mentor.seat")

    assert "looks for a mentor" in said((await told.posts("cop-night-fares"))[-1])


async def test_who_was_long_not_seen_is_asked_and_either_answer_is_fine(told: Life) -> None:
    for user in ("ben", "mia"):
        await told.command(user, "general", "/community component turnstile")
        await told.click(user, "mentor.offer")
        await told.fill_in(user)
        await put_away(told, user)
    now = datetime.fromisoformat((await told.control.state())["now"])
    await told.move_clock((now + timedelta(weeks=27)).isoformat())

    for user, action_id, then in (
        ("ben", "mentor.keep", "You go on mentoring *Turnstile*."),
        ("mia", "mentor.step_back.all", "You don't mentor *Turnstile* any more."),
    ):
        [asked] = [one for one in await direct_messages(told, user) if action_id in buttons(one).values()]
        await told.click(user, action_id, channel=await direct_channel(told, user), ts=asked["ts"])
        assert then in said((await direct_messages(told, user))[-1])


async def _add(told: Life, user: str, label: str, **values: Any) -> None:
    await told.command(user, "general", f"/community component {label}")
    await told.click(user, "component.add")
    await told.fill_in(user, **values)
    await put_away(told, user)


async def _conversation(told: Life, *users: str) -> dict[str, Any]:
    """Give the conversation of the bot with these people."""
    state = await told.control.state()
    wanted = {told.bot_user_id, *(told.user_id(state, user) for user in users)}
    found: dict[str, Any] = next(one for one in state["channels"] if set(one["members"]) == wanted and not one["is_im"])
    return found
