"""What can't be done with meetups and digests: why is told to one person, and nothing was changed."""

from datetime import timedelta

import pytest

from tests.story.acting import (
    buttons,
    direct_messages,
    has_modal,
    midweek,
    nothing_changes,
    put_away,
    shown,
    start_community,
)
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_time_that_has_passed(told: Life) -> None:
    channel = await start_community(told, "lea", "Contracts")
    yesterday = await midweek(told) - timedelta(days=1)
    await told.command("lea", channel, "/meetup plan Too late")

    async with nothing_changes(told):
        answer = await told.fill_in("lea", date=f"{yesterday:%Y-%m-%d}", zone="UTC")

    assert "has passed. Choose a time that is still to come." in answer["errors"]["date"]
    await put_away(told, "lea")
    assert "No meetup is coming" in said(await told.command("lea", channel, "/meetup list"))


async def test_who_is_in_no_community_is_shown_where_meetups_belong(told: Life) -> None:
    async with nothing_changes(told):
        answer = await told.command("hana", "general", "/meetup plan Lunch")

    assert "A meetup belongs to a community, and you are in none yet" in said(answer)
    assert buttons(answer) == {"See communities": "community.list", "Start one": "community.start"}
    assert not await has_modal(told, "hana")


async def test_meetups_and_digests_of_a_community_are_its_members_affair(told: Life) -> None:
    await told.command("samuel", "build-and-deploy", "/community start Pipelines")
    await told.fill_in("samuel", where="In #build-and-deploy")
    await put_away(told, "samuel")

    async with nothing_changes(told):
        planning = await told.command("rafael", "build-and-deploy", "/meetup plan Lunch")
        preview = await told.command("rafael", "build-and-deploy", "/community digest")

    assert "are planned by its members, so nothing was planned" in said(planning)
    assert buttons(planning)["Join"] == "community.join"
    assert not await has_modal(told, "rafael")
    assert "Its members choose day, hour and zone" in said(preview)
    assert buttons(preview) == {"Join": "community.join", "Help": "help.show"}


async def test_who_left_meanwhile_changes_no_digest(told: Life) -> None:
    await start_community(told, "divya", "Streams")
    await told.command("divya", "general", "/community digest streams")
    preview = await shown(told, "divya")
    await told.command("divya", "general", "/community leave streams")

    async with nothing_changes(told):
        await told.click("divya", "digest.settings", ts=preview["ts"])

    assert "The members of *Streams* choose when its digest comes, so nothing was changed" in said(
        await shown(told, "divya")
    )
    assert not await has_modal(told, "divya")


async def test_an_announcement_slack_does_not_take_leaves_the_form_and_no_meetup(told: Life) -> None:
    channel = await start_community(told, "priya", "Deployments")
    await midweek(told)
    await told.command("priya", channel, "/meetup plan Which step hurts?")
    await told.control.post("fault", method="chat.postMessage", error="restricted_action")

    async with nothing_changes(told):
        await told.fill_in("priya", place="Room Heron")

    form = await told.view("priya")
    assert "Slack does not let me post in <#" in said(form)
    assert "Room Heron" in str(form["blocks"])
    assert "No meetup is coming" in said(await told.command("priya", channel, "/meetup list"))
    await told.fill_in("priya")
    assert "is planned for" in said(await told.view("priya"))
    await put_away(told, "priya")


async def test_an_announcement_slack_does_not_take_later_is_told_to_who_planned_it(told: Life) -> None:
    channel = await start_community(told, "ines", "Fares")
    await midweek(told)
    await told.command("ines", channel, "/meetup plan Rounding")
    await told.control.post("fault", method="chat.postMessage", retry_after=3)
    await told.control.post("fault", method="chat.postMessage", error="restricted_action")

    async with nothing_changes(told):
        await told.fill_in("ines")
        assert "will see it soon" in said(await told.view("ines"))
        await put_away(told, "ines")
        await told.control.post("clock", advance_seconds=3)

    [told_later] = await direct_messages(told, "ines")
    assert "*Rounding* was not planned. Slack does not let me post in <#" in said(told_later)
    assert buttons(told_later) == {"Plan it again": "meetup.plan"}
    assert "No meetup is coming" in said(await told.command("ines", channel, "/meetup list"))


async def test_what_was_called_off_takes_no_answers_and_is_called_off_once(told: Life) -> None:
    channel, _ = await _planned(told, "ola", "Sustainable pace")
    await told.control.post("join", user="mei", channel=channel)
    await told.settle()
    await told.command("mei", channel, "/meetup cancel")
    await told.command("ola", channel, "/meetup")
    listed = await shown(told, "ola")
    await told.command("ola", channel, "/meetup cancel")
    await told.click("ola", "meetup.cancel")

    async with nothing_changes(told):
        await told.click("ola", "meetup.come", ts=listed["ts"])
        assert "“Try it” was cancelled, so nothing was changed" in said(await shown(told, "ola"))
        await told.click("mei", "meetup.cancel")
        assert "“Try it” was cancelled, so nothing was changed" in said(await shown(told, "mei"))

    assert "No meetup is coming" in said(await told.command("ola", channel, "/meetup"))


async def test_what_is_over_takes_no_answers_and_is_not_called_off(told: Life) -> None:
    channel, ts = await _planned(told, "kofi", "Facilitation")
    await told.command("kofi", channel, "/meetup cancel")
    await midweek(told)

    async with nothing_changes(told):
        await told.click("kofi", "meetup.come", channel=channel, ts=ts)
        assert "“Try it” is over, so nothing was changed" in said(await shown(told, "kofi"))
        await told.click("kofi", "meetup.cancel")
        assert "“Try it” is over, so nothing was changed" in said(await shown(told, "kofi"))

    assert "No meetup is coming" in said(await told.command("kofi", channel, "/meetup"))
    assert "There is nothing to call off" in said(await told.command("kofi", channel, "/meetup cancel"))


async def test_who_left_meanwhile_calls_nothing_off(told: Life) -> None:
    channel, _ = await _planned(told, "maya", "Refactoring")
    await told.control.post("join", user="luis", channel=channel)
    await told.settle()
    await told.command("luis", "general", "/meetup cancel")
    asked = await shown(told, "luis")
    await told.command("luis", "general", "/community leave refactoring")

    async with nothing_changes(told):
        await told.click("luis", "meetup.cancel", ts=asked["ts"])

    assert "can be cancelled by who planned it and by the members of its community" in said(await shown(told, "luis"))
    assert "*Try it*" in said(await told.command("luis", channel, "/meetup"))


async def _planned(told: Life, user: str, topic: str) -> tuple[str, str]:
    """Let a person start a community and plan its first meetup; give the channel and the announcement's ts."""
    channel = await start_community(told, user, topic)
    await midweek(told)
    await told.command(user, channel, "/meetup plan Try it")
    await told.fill_in(user)
    await put_away(told, user)
    return channel, (await told.posts(channel))[-1]["ts"]
