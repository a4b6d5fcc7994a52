"""Communities over the wire: started, found, joined, left, and one with their channels."""

from typing import Any

import pytest

from tests.story.acting import buttons, people_in, put_away, shown, start_community, tell, value_beside
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_community_gets_a_channel_with_topic_purpose_starter_and_a_pinned_welcome(told: Life) -> None:
    await told.command("lea", "general", "/community start Contract testing")
    await told.fill_in("lea", purpose="Break no other team's build", aim="Both")

    assert "*Contract testing* is open" in said(await told.view("lea"))
    await put_away(told, "lea")
    channel = await told.channel("cop-contract-testing")
    assert (channel["topic"], channel["purpose"]) == ("Contract testing", "Break no other team's build")
    assert await people_in(told, "cop-contract-testing") == {"lea"}
    [welcome] = [message for message in await told.posts("cop-contract-testing") if not message.get("subtype")]
    assert channel["pins"] == [welcome["ts"]]
    assert "*Contract testing* meets here. Lea started it." in said(welcome)
    assert ":bulb:" in said(welcome)


async def test_a_channel_that_is_there_becomes_the_communitys_and_keeps_its_purpose(told: Life) -> None:
    purpose = (await told.channel("accessibility"))["purpose"]

    await told.command("aroha", "accessibility", "/community start Accessibility")
    await told.fill_in("aroha", where="In #accessibility")

    await put_away(told, "aroha")
    channel = await told.channel("accessibility")
    assert channel["purpose"] == purpose
    assert channel["topic"] == "Accessibility"
    assert told.bot_user_id in channel["members"]
    assert len(channel["pins"]) == 1
    assert "You could join" in said(await told.command("ben", "general", "/community"))
    assert "*Accessibility*" in said(await told.command("ben", "general", "/community list"))


async def test_the_button_to_start_one_opens_the_form_with_its_topic(told: Life) -> None:
    await told.command("tala", "general", "/community join Wayfinding")
    await told.click("tala", "community.start")

    inputs = {block["block_id"]: block.get("element", {}) for block in (await told.view("tala"))["blocks"]}
    assert inputs["topic"]["initial_value"] == "Wayfinding"
    assert inputs["channel_name"]["initial_value"] == "cop-wayfinding"
    await put_away(told, "tala")


async def test_joining_by_name_brings_a_person_into_the_channel_and_leaving_takes_no_reason(told: Life) -> None:
    channel = await start_community(told, "priya", "Pairing")

    joined = await told.command("samuel", "general", "/community join pairing")
    assert "You are in *Pairing*" in said(joined)
    assert await people_in(told, channel) == {"priya", "samuel"}

    left = await told.command("samuel", "general", "/community leave pairing")
    assert "You have left *Pairing*" in said(left)
    assert buttons(left)["Join again"] == "community.join"
    assert "You are not in *Pairing*" in said(await told.command("samuel", "general", "/community leave pairing"))


async def test_inside_its_channel_the_name_may_be_left_out_and_a_mention_of_it_means_it_elsewhere(told: Life) -> None:
    channel = await start_community(told, "arjun", "Observability")
    mentioned = f"<#{(await told.channel(channel))['id']}>"

    assert "*Observability*" in said(await told.command("arjun", channel, "/community about"))
    assert "*Observability*" in said(await told.command("divya", "general", f"/community about {mentioned}"))
    assert "*Observability*" in said(await told.command("divya", "general", "/community observability"))


async def test_who_clicks_join_in_the_list_sees_it_among_theirs(told: Life) -> None:
    await start_community(told, "kofi", "Facilitation")
    await told.command("hana", "general", "/community list")
    number = value_beside(await shown(told, "hana"), "*Facilitation*")

    await told.click("hana", "community.join.listed", value=number)

    listed = said(await shown(told, "hana"))
    assert "You are in *Facilitation*" in listed
    assert listed.index("*Your communities*") < listed.index("*Facilitation* ·") < listed.index("*You could join*")
    assert "hana" in await people_in(told, "cop-facilitation")


async def test_from_the_welcome_one_joins_reads_about_it_leaves_and_asks_for_help(told: Life) -> None:
    channel = await start_community(told, "jordan", "Incident reviews")
    welcome = (await told.channel(channel))["pins"][0]

    await told.click("luis", "community.join", channel=channel, ts=welcome)
    assert "You are in *Incident reviews*" in said(await shown(told, "luis"))
    await told.click("luis", "community.about")
    assert "Started by Jordan" in said(await shown(told, "luis"))
    await told.click("luis", "community.leave")
    assert "You have left *Incident reviews*" in said(await shown(told, "luis"))
    await told.click("luis", "community.list")
    assert "*Incident reviews*" in said(await shown(told, "luis"))
    await told.click("luis", "help.show", channel=channel, ts=welcome)
    assert "/community start" in said(await shown(told, "luis"))


async def test_help_begins_with_the_command_that_was_typed(told: Life) -> None:
    for command, title in (
        ("/community", "*Find and join a community*"),
        ("/lesson", "*Lessons*"),
        ("/meetup", "*Meetups*"),
    ):
        answer = await told.command("ola", "general", f"{command} help")

        assert answer["response_type"] == "ephemeral"
        assert words_of_second_block(answer).startswith(title)


async def test_who_joins_or_leaves_the_channel_joins_or_leaves_the_community(told: Life) -> None:
    channel = await start_community(told, "noor", "Exploratory testing")

    await told.control.post("join", user="yuki", channel=channel)
    await told.settle()
    assert _is_theirs(await told.command("yuki", "general", "/community"), "Exploratory testing")

    await told.control.post("leave", user="yuki", channel=channel)
    await told.settle()
    assert not _is_theirs(await told.command("yuki", "general", "/community"), "Exploratory testing")


async def test_a_community_is_found_by_its_channels_new_name(told: Life) -> None:
    await start_community(told, "callum", "Ways of meeting")

    await told.control.post("rename", channel="cop-ways-of-meeting", name="meeting-well")
    await told.settle()

    assert "*Ways of meeting*" in said(await told.command("maya", "general", "/community about meeting-well"))


async def test_a_community_rests_while_its_channel_is_archived_and_wakes_with_it(told: Life) -> None:
    channel = await start_community(told, "rafael", "Release trains")

    await told.control.post("archive", channel=channel)
    await told.settle()
    assert "rests" in said(await told.command("maya", "general", "/community about release trains"))

    await told.control.post("unarchive", channel=channel)
    await told.settle()
    assert "It meets in" in said(await told.command("maya", "general", "/community about release trains"))
    assert told.bot_user_id in (await told.channel(channel))["members"]


async def test_a_community_whose_channel_was_deleted_can_be_started_again(told: Life) -> None:
    channel = await start_community(told, "mia", "Sketching")
    channel_id = (await told.channel(channel))["id"]

    told.sandbox.workspace.channels.pop(channel_id)
    await tell(told, {"type": "channel_deleted", "channel": channel_id})

    refused = await told.command("tomasz", "general", "/community join sketching")
    assert "its channel was deleted" in said(refused)
    await told.click("tomasz", "community.start", value="Sketching")
    await told.fill_in("tomasz")
    await put_away(told, "tomasz")
    assert (await told.channel(channel))["id"] != channel_id


async def test_a_community_follows_its_channel_to_a_new_id(told: Life) -> None:
    await start_community(told, "ewa", "Forecasting")
    workspace = told.sandbox.workspace
    channel = workspace.find_channel("cop-forecasting")
    assert channel is not None
    old, channel.id = channel.id, workspace.ids.make("C")
    workspace.channels[channel.id] = workspace.channels.pop(old)

    await tell(told, {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": channel.id})

    assert f"<#{channel.id}>" in said(await told.command("ewa", "general", "/community about forecasting"))


async def test_a_long_list_has_pages(told: Life) -> None:
    # Slack lets 20 channels a minute be made, so it counts what other stories started.
    there = {channel["name"] for channel in (await told.control.state())["channels"]}
    for number in range(13 - sum(name.startswith("cop-") for name in there)):
        await start_community(told, "oliver", f"Reading circle {number}")

    first = await told.command("mei", "general", "/community")
    assert "Page 1 of 2" in said(first)
    await told.click("mei", "community.page.on")
    assert "Page 2 of 2" in said(await shown(told, "mei"))
    await told.click("mei", "community.page.back")
    assert said(await shown(told, "mei")) == said(first)


def words_of_second_block(message: dict[str, Any]) -> str:
    """Give what stands in the second block of a message."""
    text: str = message["blocks"][1]["text"]["text"]
    return text


def _is_theirs(listed: dict[str, Any], topic: str) -> bool:
    first, _, others = said(listed).partition("*You could join*")
    return f"*{topic}*" in first and f"*{topic}*" not in others
