"""Meetups and digests through the real app: every payload as Slack sends it, every answer as Slack takes it."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.handlers.wired import Wired, bot_in_slack

CHANNEL = "cop-bird-watching"
MONDAY_NOON = "2050-01-03T12:00:00+00:00"  # a day of our own, so that no test depends on today's


@pytest.fixture
async def slack(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Wired]:
    """Give a workspace in which Ana started a community."""
    async with bot_in_slack(sqlite_url, tmp_path / "data") as running:
        await running.act("clock", to=MONDAY_NOON)
        await running.act("command", user="ana", channel="birds", command="/community", text="start Bird watching")
        await fill_in(running, "ana", purpose="Birds")
        yield running


async def fill_in(slack: Wired, user: str, **values: str) -> dict[str, Any]:
    """Let a person fill in the modal before them and submit it."""
    view = await slack.view(user)
    elements = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    given = {block_id: {elements[block_id]["action_id"]: value} for block_id, value in values.items()}
    return await slack.act("submit", user=user, view_id=view["id"], values=given)


async def now(slack: Wired) -> datetime:
    return datetime.fromisoformat((await slack.control.state())["now"])


async def plan(slack: Wired) -> datetime:
    """Let Ana plan a meetup for three days from now at 15:00 UTC, and give when."""
    starts_at = (await now(slack) + timedelta(days=3)).replace(hour=15, minute=0, second=0, microsecond=0)
    await slack.act("command", user="ana", channel=CHANNEL, command="/meetup", text="plan Owls")
    await fill_in(
        slack, "ana", date=f"{starts_at:%Y-%m-%d}", time="15:00", zone="UTC", place="https://meet.example/owl"
    )
    return starts_at


async def the_announcement(slack: Wired) -> dict[str, Any]:
    [found] = [said for said in await slack.control.messages(CHANNEL) if "Owls" in said["text"]][:1]
    return found


async def click(slack: Wired, user: str, action_id: str, **where: Any) -> None:
    await slack.act("click", user=user, action_id=action_id, **where)


async def test_a_meetup_is_planned_announced_come_to_and_reminded_of(slack: Wired) -> None:
    starts_at = await plan(slack)
    announced = await the_announcement(slack)
    assert "is planned for" in str(await slack.view("ana"))
    assert "<https://meet.example/owl|meet.example/…>" in str(announced["blocks"])

    await click(slack, "ben", "meetup.come", channel=CHANNEL, ts=announced["ts"])
    assert "You are in: *Owls*" in (await slack.told("ben"))[-1]
    assert "1 is coming" in str((await the_announcement(slack))["blocks"])

    for before in (timedelta(days=1), timedelta(minutes=10)):
        count = len(await slack.said(CHANNEL))
        await slack.act("clock", to=(starts_at - before).isoformat())
        assert len(await slack.said(CHANNEL)) == count + 1
        assert "*Owls*" in (await slack.said(CHANNEL))[-1]


async def test_an_answer_can_be_taken_back_where_it_was_given(slack: Wired) -> None:
    await plan(slack)
    announced = await the_announcement(slack)
    await click(slack, "ben", "meetup.come", channel=CHANNEL, ts=announced["ts"])

    await click(slack, "ben", "meetup.stay_away.after_all")

    assert "Nobody is told" in (await slack.told("ben"))[-1]
    assert "is coming" not in str((await the_announcement(slack))["blocks"][-1])

    await click(slack, "ben", "meetup.come.after_all")

    assert len([said for said in await slack.told("ben") if "Owls" in said]) == 1
    assert "1 is coming" in str((await the_announcement(slack))["blocks"])


async def test_a_meetup_is_called_off_from_the_list(slack: Wired) -> None:
    await plan(slack)
    await slack.act("command", user="ana", channel=CHANNEL, command="/meetup", text="")
    await click(slack, "ana", "meetup.cancel.list")

    await click(slack, "ana", "meetup.cancel")

    assert "is called off" in (await slack.told("ana"))[-1]
    announced = await the_announcement(slack)
    assert "~Owls~ was called off" in str(announced["blocks"])
    replies = [said for said in await slack.control.messages(CHANNEL) if said.get("thread_ts") == announced["ts"]]
    assert len([said for said in replies if said["ts"] != announced["ts"]]) == 1


async def test_what_slack_refuses_is_said_in_the_form_with_all_that_was_typed(slack: Wired) -> None:
    await slack.act("fault", method="chat.postMessage", error="not_in_channel", times=1)

    await plan(slack)

    view = await slack.view("ana")
    assert "I am not in <#" in str(view["blocks"])
    assert "'initial_value': 'Owls'" in str(view["blocks"])
    await fill_in(slack, "ana")
    assert "*Owls*" in str((await the_announcement(slack))["blocks"])


async def test_a_time_that_is_past_is_said_beside_its_field(slack: Wired) -> None:
    await slack.act("command", user="ana", channel=CHANNEL, command="/meetup", text="plan Owls")

    answer = await fill_in(slack, "ana", date="2020-01-01")

    assert "has passed" in str(answer)
    assert "Owls" not in str(await slack.said(CHANNEL))


async def test_the_command_alone_shows_what_is_coming(slack: Wired) -> None:
    await slack.act("command", user="ana", channel=CHANNEL, command="/meetup", text="")

    assert "No meetup is coming in *Bird watching*" in (await slack.told("ana"))[-1]


async def test_the_digest_is_previewed_moved_and_posted_on_its_day(slack: Wired) -> None:
    await slack.act("join", user="ben", channel=CHANNEL)
    message = await slack.act("message", user="ben", channel=CHANNEL, text="TIL: swifts sleep in the air.")
    await slack.act("react", user="ana", channel=CHANNEL, ts=message["ts"], name="bulb")
    await slack.act("clock", advance_seconds=60)
    await slack.act("command", user="ana", channel=CHANNEL, command="/community", text="digest")
    assert "Swifts sleep in the air" in (await slack.told("ana"))[-1]

    await click(slack, "ana", "digest.settings")
    await fill_in(slack, "ana", weekday="4", time="15:30", zone="Europe/Berlin")
    assert "every Friday at 15:30 (Europe/Berlin)" in str(await slack.view("ana"))
    await slack.act("clock", to="2050-01-07T15:29:00+01:00")
    count = len(await slack.said(CHANNEL))
    await slack.act("clock", advance_seconds=60)

    assert len(await slack.said(CHANNEL)) == count + 1
    assert "Learnt: Swifts sleep in the air" in (await slack.said(CHANNEL))[-1]
