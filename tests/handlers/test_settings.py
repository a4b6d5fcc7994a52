"""`/community settings` over the wire: seen by everybody, changed by admins, and what it changes."""

from datetime import time

import pytest

from community.settings import MayCreate, Settings
from tests.handlers.world import World

# Ana is an admin of the small workspace, Ben isn't.


async def chosen(world: World) -> Settings:
    return await world.read(lambda stores: stores.settings.get())


async def open_form(world: World, user: str = "ana") -> None:
    await world.command(user, "/community settings")
    await world.click(user, "settings.change", channel="birds")


async def test_everybody_reads_what_is_so_and_admins_are_offered_to_change_it(world: World) -> None:
    told = await world.command("ben", "/community settings")

    assert ":bulb: on a message captures a lesson" in told
    assert "Digests of new communities come on Monday at 09:00" in told
    assert "Admins of this workspace can change it" in told
    assert "Change it" not in told
    assert "Change it" in await world.command("ana", "/community settings")


async def test_who_is_no_admin_changes_nothing_even_with_a_forged_click(world: World) -> None:
    await world.command("ana", "/community settings")
    await open_form(world, "ana")
    view = await world.view("ana")
    assert view is not None
    world.sandbox.workspace.users[world.user_id("ana")].is_admin = False

    answer = await world.submit("ana", emoji="tada")

    assert "are for the admins" in str(answer)
    assert await chosen(world) == Settings()


async def test_the_chosen_emoji_captures_from_then_on_and_is_told_everywhere(world: World) -> None:
    await open_form(world)

    await world.submit("ana", emoji=":tada: bulb")

    ts = (await world.control.post("message", user="ben", channel="birds", text="Ducks sleep in turns."))["ts"]
    await world.control.post("react", user="caro", channel="birds", ts=ts, name="tada")
    await world.settle()
    assert (await chosen(world)).capture_emoji == ("tada", "bulb")
    assert "Ducks sleep in turns" in await world.command("ben", "/lesson ducks")
    assert "React with :tada:" in await world.command("ben", "/community help")


async def test_what_was_chosen_holds_for_new_channels(world: World) -> None:
    await open_form(world)

    await world.submit("ana", prefix="craft-", weekday="3", time="15:30", retention="90", may_create="admins")

    kept = await chosen(world)
    assert (kept.channel_prefix, kept.digest_weekday, kept.digest_at) == ("craft-", 3, time(15, 30))
    assert (kept.retention_days, kept.may_create) == (90, MayCreate.ADMINS)
    assert "Saved." in await world.shown("ana")


async def test_the_bot_joins_the_channels_it_is_to_speak_in(world: World) -> None:
    await open_form(world)

    await world.submit("ana", hub="quiet", supporters="birds")

    quiet = await world.channel("quiet")
    assert quiet is not None
    assert world.sandbox.workspace.bot_user_id in quiet["members"]
    assert (await chosen(world)).supporters_channel == world.channel_id("birds")


async def test_an_admin_is_told_when_slack_does_not_let_the_bot_in(world: World) -> None:
    await open_form(world)
    await world.control.post("fault", method="conversations.join", error="method_not_supported_for_channel_type")

    await world.submit("ana", hub="quiet")

    assert "Slack did not let me into" in world.direct("ana")[-1]


async def test_what_cannot_be_used_is_told_beside_its_field_and_nothing_is_kept(world: World) -> None:
    await open_form(world)
    await world.control.post("archive", channel="quiet", user="ben")

    answer = await world.submit("ana", emoji="seedling", prefix="Big ", retention="3", hub="quiet")

    assert set(answer["ack"]["errors"] if "ack" in answer else answer["errors"]) == {
        "emoji",
        "prefix",
        "retention",
        "hub",
    }
    assert await chosen(world) == Settings()


async def test_a_new_community_has_its_digest_when_admins_chose(world: World) -> None:
    await open_form(world)
    await world.submit("ana", weekday="3", time="15:30")
    await world.control.post("close", user="ana", all=True)

    community_id = await world.start("Contract testing", user="ben")

    schedule = await world.read(lambda stores: stores.digests.schedule(community_id))
    assert schedule is not None
    assert (schedule.weekly.weekday, schedule.weekly.at) == (3, time(15, 30))


@pytest.mark.parametrize(("chosen", "may"), [("everybody", {"ana", "ben"}), ("admins", {"ana"}), ("nobody", set())])
async def test_who_may_have_channels_made_is_whom_admins_chose(world: World, chosen: str, may: set[str]) -> None:
    await open_form(world)
    await world.submit("ana", may_create=chosen)
    await world.control.post("close", user="ana", all=True)

    for user, topic in (("ana", "Load testing"), ("ben", "Contract testing")):
        await world.command(user, f"/community start {topic}", channel="nest")
        form = await world.view(user)
        assert form is not None
        assert ("channel_name" in str(form["blocks"])) is (user in may)
        await world.control.post("close", user=user, all=True)


async def test_a_form_opened_before_admins_chose_makes_no_channel_after(world: World) -> None:
    await world.command("ben", "/community start Contract testing", channel="nest")
    await open_form(world)
    await world.submit("ana", may_create="nobody")

    await world.submit("ben")

    assert "Pick a public channel that is there already" in await world.shown("ben")
    assert await world.topics() == []
