"""What can't be done with communities: each refusal has its own sentence and next step, and nothing was changed."""

import pytest

from tests.story.acting import (
    buttons,
    direct_messages,
    has_modal,
    nothing_changes,
    put_away,
    shown,
    start_community,
    tell,
)
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_joining_twice(told: Life) -> None:
    await start_community(told, "lea", "Contract testing")

    async with nothing_changes(told):
        answer = await told.command("lea", "general", "/community join contract testing")

    assert "You are in *Contract testing* already, it meets in <#" in said(answer)
    assert buttons(answer) == {"Leave": "community.leave", "All communities": "community.list"}
    assert "*Contract testing*" in said(answer)


async def test_leaving_what_one_is_not_in(told: Life) -> None:
    await start_community(told, "ben", "Rust")

    async with nothing_changes(told):
        answer = await told.command("mia", "general", "/community leave rust")

    assert "You are not in *Rust*" in said(answer)
    assert buttons(answer)["Join it"] == "community.join"


async def test_a_name_that_exists_as_the_command_is_typed(told: Life) -> None:
    await start_community(told, "tomasz", "Kafka")

    async with nothing_changes(told):
        answer = await told.command("yuki", "general", "/community start kafka")

    assert "*Kafka* already exists, it meets in <#" in said(answer)
    assert "Nothing was created" in said(answer)
    assert buttons(answer) == {"Join it": "community.join", "Start another": "community.start"}
    assert not await has_modal(told, "yuki")


async def test_a_name_that_exists_when_the_form_is_sent_and_the_way_on_from_there(told: Life) -> None:
    await start_community(told, "ines", "Monitoring")
    await told.command("noor", "general", "/community start")

    async with nothing_changes(told):
        await told.fill_in("noor", topic="MONITORING!", purpose="To see what happens")
    form = said(await told.view("noor"))
    assert "*Monitoring* already exists, it meets in <#" in form
    assert "To see what happens" in str((await told.view("noor"))["blocks"])

    await told.fill_in("noor", topic="Alerting", channel_name="cop-alerting")
    assert "*Alerting* is open" in said(await told.view("noor"))
    await put_away(told, "noor")


async def test_a_channel_where_another_community_meets(told: Life) -> None:
    channel = await start_community(told, "rafael", "Graphs")
    there = (await told.channel(channel))["id"]
    await told.command("rafael", channel, "/community start Trees")

    async with nothing_changes(told):
        await told.fill_in("rafael", channel_name=channel)

    form = said(await told.view("rafael"))
    assert f"That channel belongs to *Graphs*, which meets in <#{there}>." in form
    assert "Nothing was created" in form
    await put_away(told, "rafael")
    assert "I know no community “trees”" in said(await told.command("rafael", "general", "/community join trees"))


async def test_a_channel_that_is_there_is_offered_instead(told: Life) -> None:
    await told.command("luis", "general", "/community start Domain talk")

    async with nothing_changes(told):
        await told.fill_in("luis", channel_name="booking-domain")
    assert "#booking-domain is there already. Nothing was created." in said(await told.view("luis"))

    await told.fill_in("luis", where="In #booking-domain")
    await put_away(told, "luis")
    assert told.bot_user_id in (await told.channel("booking-domain"))["members"]


async def test_a_name_that_belongs_to_an_archived_channel(told: Life) -> None:
    await told.command("samuel", "general", "/community start Old ticketing")

    async with nothing_changes(told):
        await told.fill_in("samuel", channel_name="old-ticketing")

    form = said(await told.view("samuel"))
    assert "#old-ticketing was archived, and its name is still taken. Nothing was created." in form
    await put_away(told, "samuel")
    answer = await told.command("samuel", "general", "/community join old ticketing")
    assert "I know no community “old ticketing”" in said(answer)


async def test_a_name_that_belongs_to_a_channel_nobody_may_know_of(told: Life) -> None:
    await told.command("ola", "general", "/community start Retros")

    async with nothing_changes(told):
        await told.fill_in("ola", channel_name="kestrel-retro")

    assert "#kestrel-retro is there already, perhaps a private one. Nothing was created." in said(
        await told.view("ola")
    )
    await put_away(told, "ola")


async def test_a_community_whose_channel_is_archived_takes_nobody_and_no_second_one_of_its_name(told: Life) -> None:
    channel = await start_community(told, "divya", "Streams")
    await told.control.post("archive", channel=channel)

    async with nothing_changes(told):
        joining = await told.command("hana", "general", "/community join streams")
        starting = await told.command("hana", "general", "/community start Streams")

    assert "*Streams* rests, and keeps all it has" in said(joining)
    assert "*Streams* exists, and rests." in said(starting)
    assert "Nothing was created" in said(starting)
    listed = await told.command("hana", "general", "/community list streams")
    assert "💤 resting" in said(listed)
    assert buttons(listed)["Wake it"] == "community.wake"


async def test_a_workspace_that_lets_no_app_make_channels_offers_those_that_are_there(told: Life) -> None:
    await told.control.post("workspace", channel_creation_restricted=True)
    await told.command("maya", "general", "/community start Maps")

    async with nothing_changes(told):
        await told.fill_in("maya")
    assert "This workspace does not let me make channels. Nothing was created." in said(await told.view("maya"))

    await told.fill_in("maya", existing="random")
    await put_away(told, "maya")
    await told.control.post("workspace", channel_creation_restricted=False)
    assert "*Maps*" in said(await told.command("maya", "random", "/community about"))


async def test_that_channels_may_not_be_made_is_told_later_to_who_no_longer_waits(told: Life) -> None:
    # Slack is busy first, so that the form is gone when the refusal comes.
    await told.control.post("fault", method="conversations.create", retry_after=2)
    await told.control.post("fault", method="conversations.create", error="restricted_action")
    await told.command("kofi", "general", "/community start Listening")

    async with nothing_changes(told):
        await told.fill_in("kofi")
        assert "is on its way" in said(await told.view("kofi"))
        await put_away(told, "kofi")
        await told.control.post("clock", advance_seconds=2)

    [told_later] = await direct_messages(told, "kofi")
    assert "*Listening* was not started. This workspace does not let me make channels." in said(told_later)
    assert buttons(told_later)["Try again"] == "community.start"
    assert "I know no community" in said(await told.command("kofi", "general", "/community about listening"))


async def test_a_name_that_slack_does_not_take(told: Life) -> None:
    await told.control.post("fault", method="conversations.create", error="invalid_name_specials")
    await told.command("mei", "general", "/community start Parsers")

    async with nothing_changes(told):
        await told.fill_in("mei")

    assert "Slack does not take #cop-parsers as a channel's name. Nothing was created." in said(await told.view("mei"))
    await put_away(told, "mei")
    assert "I know no community" in said(await told.command("mei", "general", "/community about parsers"))


async def test_a_topic_without_a_letter(told: Life) -> None:
    await told.command("arjun", "general", "/community start")

    async with nothing_changes(told):
        answer = await told.fill_in("arjun", topic="!!!")

    assert answer["errors"] == {
        "topic": "Give the topic at least one letter or digit, so that people can type its name."
    }
    await put_away(told, "arjun")


async def test_an_unknown_name_with_the_nearest_that_may_be_meant(told: Life) -> None:
    await start_community(told, "priya", "Feature toggles")

    async with nothing_changes(told):
        answer = await told.command("callum", "general", "/community join featur togles")

    assert "I know no community “featur togles”, so nothing was changed." in said(answer)
    assert "Did you mean *Feature toggles*?" in said(answer)
    assert buttons(answer)["Join"] == "community.join"
    await told.click("callum", "community.join")
    assert "You are in *Feature toggles*" in said(await shown(told, "callum"))


async def test_an_unknown_name_that_is_like_no_other(told: Life) -> None:
    async with nothing_changes(told):
        answer = await told.command("jordan", "general", "/community join <@everyone> & quiltmaking")

    assert "so nothing was changed" in said(answer)
    assert "Did you mean" not in said(answer)
    assert buttons(answer) == {"All communities": "community.list", "Start it": "community.start"}
    assert "<@" not in said(answer)


async def test_a_mistyped_word_with_the_word_that_may_be_meant(told: Life) -> None:
    async with nothing_changes(told):
        answer = await told.command("tala", "general", "/community strat Gliding")

    assert "I know no `/community strat Gliding`. Did you mean `/community start`?" in said(answer)
    assert buttons(answer) == {"Start a community": "community.start", "Help": "help.show"}
    assert not await has_modal(told, "tala")


async def test_no_name_where_no_community_meets(told: Life) -> None:
    async with nothing_changes(told):
        for word in ("join", "leave", "about", "digest"):
            answer = await told.command("aroha", "general", f"/community {word}")
            assert buttons(answer)["All communities"] == "community.list"
            assert "fault" not in said(answer)


async def test_a_button_to_a_community_whose_channel_was_deleted_meanwhile(told: Life) -> None:
    channel = await start_community(told, "oliver", "Ferries")
    channel_id = (await told.channel(channel))["id"]
    await told.command("ewa", "general", "/community about ferries")
    told.sandbox.workspace.channels.pop(channel_id)
    await tell(told, {"type": "channel_deleted", "channel": channel_id})

    async with nothing_changes(told):
        await told.click("ewa", "community.join")

    assert "*Ferries* rests, since its channel was deleted." in said(await shown(told, "ewa"))
    assert buttons(await shown(told, "ewa"))["Start it again"] == "community.start"


async def test_in_a_private_channel_nothing_is_offered_but_a_new_channel(told: Life) -> None:
    await told.command("mia", "kestrel-retro", "/community start Retrospectives")

    blocks = {block["block_id"] for block in (await told.view("mia"))["blocks"]}

    assert "where" not in blocks
    assert "kestrel" not in str(await told.view("mia"))
    await put_away(told, "mia")
