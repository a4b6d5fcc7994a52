"""`/community start`: a channel that is made or linked, its welcome, and every way Slack can refuse."""

import asyncio
from datetime import time

import pytest

from community.communities import State
from community.schedule import Weekly
from tests.handlers.world import World


async def open_form(world: World, text: str = "Contract testing", *, channel: str = "nest", user: str = "ben") -> None:
    await world.command(user, f"/community start {text}", channel=channel)


async def make_channel(world: World, name: str, *, user: str = "caro", is_private: bool = False) -> str:
    workspace = world.sandbox.workspace
    return workspace.create_channel(world.user_id(user), name, is_private=is_private).id


async def nothing_was_kept(world: World) -> bool:
    named = await world.read(lambda stores: stores.communities.named("contract-testing"))
    return named is None


@pytest.mark.parametrize(
    ("topic", "channel_name"),
    [
        ("Contract testing", "cop-contract-testing"),
        ("R&D", "cop-r-and-d"),
        ("Тестирование", "cop-тестирование"),
        ("C#", "cop-csharp"),
    ],
)
async def test_the_form_names_the_channel_after_the_topic(world: World, topic: str, channel_name: str) -> None:
    await open_form(world, topic)

    shown = await world.shown("ben")

    assert topic in shown
    assert channel_name in shown


async def test_without_a_topic_the_channel_is_named_after_what_is_typed_in_the_form(world: World) -> None:
    await open_form(world, "")

    await world.submit("ben", topic="Load testing")

    assert await world.members("cop-load-testing") == {"ben"}


async def test_a_started_community_has_its_channel_its_topic_and_its_starter(world: World) -> None:
    await open_form(world)

    await world.submit("ben", purpose="Fewer surprises between teams", aim="both")

    channel = await world.channel("cop-contract-testing")
    assert channel is not None
    assert "*Contract testing* is open" in await world.shown("ben")
    made = world.sandbox.workspace.channels[channel["id"]]
    assert (made.topic, made.purpose) == ("Contract testing", "Fewer surprises between teams")
    assert await world.members("cop-contract-testing") == {"ben"}
    community = await world.read(lambda stores: stores.communities.named("contract-testing"))
    assert community is not None
    assert (community.state, community.channel_id) == (State.OPEN, channel["id"])
    assert await world.members_of(community.id) == {"ben"}


async def test_the_welcome_is_posted_once_and_pinned(world: World) -> None:
    await world.start()

    channel = await world.channel("cop-contract-testing")
    assert channel is not None
    [welcome] = await world.posted("cop-contract-testing")
    assert "*Contract testing* meets here. ana started it." in welcome
    assert ":bulb:" in welcome
    assert len(channel["pins"]) == 1


async def test_the_digest_comes_on_mondays_at_nine_in_the_starters_zone(world: World) -> None:
    world.sandbox.workspace.users[world.user_id("ana")].tz = "Asia/Tokyo"

    community_id = await world.start()

    schedule = await world.read(lambda stores: stores.digests.schedule(community_id))
    assert schedule is not None
    assert schedule.weekly == Weekly(weekday=0, at=time(9), zone="Asia/Tokyo")


async def test_a_channel_that_is_there_becomes_the_communitys(world: World) -> None:
    await open_form(world, channel="quiet", user="ben")
    assert "In #quiet" in await world.shown("ben")

    await world.submit("ben", where=world.channel_id("quiet"))

    assert "*Contract testing* is open" in await world.shown("ben")
    [welcome] = await world.posted("quiet")
    assert "*Contract testing* meets here" in welcome
    linked = world.sandbox.workspace.channels[world.channel_id("quiet")]
    assert (linked.topic, linked.purpose) == ("Contract testing", "A community for learning from each other.")
    assert await world.channel("cop-contract-testing") is None


async def test_a_linked_channel_keeps_the_topic_and_purpose_its_people_wrote(world: World) -> None:
    workspace = world.sandbox.workspace
    quiet = world.channel_id("quiet")
    workspace.join(world.user_id("ben"), quiet) if world.user_id("ben") not in workspace.channels[
        quiet
    ].members else None
    workspace.set_topic(world.user_id("ben"), quiet, "Birds that sleep")
    workspace.set_purpose(world.user_id("ben"), quiet, "Whisper here")
    await open_form(world, channel="quiet", user="ben")

    await world.submit("ben", where=quiet)

    assert (workspace.channels[quiet].topic, workspace.channels[quiet].purpose) == ("Birds that sleep", "Whisper here")


async def test_who_was_in_a_linked_channel_is_asked_not_added(world: World) -> None:
    await open_form(world, channel="birds", user="ben")

    await world.submit("ben", where=world.channel_id("birds"))

    community = await world.read(lambda stores: stores.communities.named("contract-testing"))
    assert community is not None
    assert await world.members_of(community.id) == {"ben"}
    [welcome] = await world.posted("birds")
    assert "If you were here before, press *Join* to be in" in welcome


@pytest.mark.parametrize("channel", ["nest", "general"])
async def test_a_private_channel_and_the_one_for_everybody_are_not_offered(world: World, channel: str) -> None:
    await open_form(world, channel=channel)

    assert f"In #{channel}" not in await world.shown("ben")


async def test_a_channel_where_a_community_meets_is_not_offered(world: World) -> None:
    await world.start(user="ben")
    await open_form(world, "Load testing", channel="cop-contract-testing", user="ben")

    assert "In #cop-contract-testing" not in await world.shown("ben")


async def test_a_name_that_exists_is_told_before_anything_is_typed(world: World) -> None:
    await world.start()

    answer = await world.command("ben", "/community start contract TESTING")

    assert "*Contract testing* already exists, it meets in <#C" in answer
    assert "Nothing was created" in answer
    assert "Join it" in answer
    assert await world.topics() == ["Contract testing"]


async def test_a_member_of_the_community_that_exists_is_not_asked_to_join_it(world: World) -> None:
    await world.start(user="ana")

    answer = await world.command("ana", "/community start Contract testing")

    assert "About it" in answer
    assert "Join it" not in answer


async def test_a_name_that_exists_is_told_beside_the_topic_with_what_was_typed_still_there(world: World) -> None:
    await world.start()
    await open_form(world, "Load testing")

    await world.submit("ben", topic="Contract testing!", purpose="Everything breaks")

    shown = await world.shown("ben")
    assert "*Contract testing* already exists" in shown
    assert "Everything breaks" in shown
    assert await world.topics() == ["Contract testing"]


async def test_from_the_form_the_community_that_exists_can_be_joined(world: World) -> None:
    community_id = await world.start()
    await open_form(world, "Load testing")
    await world.submit("ben", topic="Contract testing")

    await world.click_in_modal("ben", "community.join")

    assert "You are in *Contract testing*" in await world.shown("ben")
    assert await world.members_of(community_id) == {"ana", "ben"}


async def test_a_topic_without_a_letter_is_told_beside_the_field(world: World) -> None:
    await open_form(world, "")

    answer = await world.submit("ben", topic="🎉🎉")

    assert "at least one letter or digit" in str(answer)
    assert await world.topics() == []


async def test_a_channel_of_that_name_can_be_used_instead(world: World) -> None:
    await make_channel(world, "cop-contract-testing")
    await open_form(world)

    await world.submit("ben")

    shown = await world.shown("ben")
    assert "#cop-contract-testing is there already. Nothing was created." in shown
    assert "In #cop-contract-testing" in shown
    assert await nothing_was_kept(world)

    await world.submit("ben", where=world.channel_id("cop-contract-testing"))

    assert "*Contract testing* is open" in await world.shown("ben")
    assert await world.members("cop-contract-testing") == {"ben", "caro"}


async def test_another_channel_name_can_be_chosen_instead(world: World) -> None:
    await make_channel(world, "cop-contract-testing")
    await open_form(world)
    await world.submit("ben")

    await world.submit("ben", channel_name="#Pacts and more")

    assert "*Contract testing* is open" in await world.shown("ben")
    assert await world.members("pacts-and-more") == {"ben"}


async def test_a_private_channels_name_stays_private(world: World) -> None:
    await make_channel(world, "cop-contract-testing", is_private=True)
    await open_form(world)

    await world.submit("ben")

    shown = await world.shown("ben")
    assert (
        "A channel called #cop-contract-testing is there already, perhaps a private one. Nothing was created." in shown
    )
    assert "In #cop-contract-testing" not in shown
    assert await nothing_was_kept(world)


async def test_an_archived_channel_of_that_name_is_told(world: World) -> None:
    channel_id = await make_channel(world, "cop-contract-testing")
    world.sandbox.workspace.archive(world.user_id("caro"), channel_id)
    await open_form(world)

    await world.submit("ben")

    assert "#cop-contract-testing was archived, and its name is still taken. Nothing was created." in (
        await world.shown("ben")
    )
    assert await nothing_was_kept(world)


async def test_a_community_whose_channel_was_archived_is_told_and_not_started_twice(world: World) -> None:
    await world.start()
    world.sandbox.workspace.archive(world.user_id("ana"), world.channel_id("cop-contract-testing"))
    await world.settle()

    answer = await world.command("ben", "/community start Contract testing")

    assert "*Contract testing* exists, and rests. Nothing was created. Anyone may wake it." in answer


async def test_the_channel_of_another_community_is_not_taken(world: World) -> None:
    community_id = await world.start()
    await open_form(world, "Pacts")

    await world.submit("ben", channel_name="cop-contract-testing")

    shown = await world.shown("ben")
    assert "That channel belongs to *Contract testing*" in shown
    assert "Join it" in shown
    assert await world.members_of(community_id) == {"ana"}


async def test_where_apps_may_not_make_channels_one_that_is_there_is_used(world: World) -> None:
    world.sandbox.workspace.channel_creation_restricted = True
    await open_form(world)

    await world.submit("ben", purpose="Fewer surprises")

    shown = await world.shown("ben")
    assert "This workspace does not let me make channels. Nothing was created." in shown
    assert "Fewer surprises" in shown
    assert await nothing_was_kept(world)

    await world.submit("ben", existing=world.channel_id("birds"))

    assert "*Contract testing* is open" in await world.shown("ben")
    assert any("*Contract testing* meets here" in post for post in await world.posted("birds"))


@pytest.mark.parametrize("name", ["general", "gone"])
async def test_a_channel_nobody_can_meet_in_is_refused(world: World, name: str) -> None:
    channel_id = await make_channel(world, "gone")
    world.sandbox.workspace.archive(world.user_id("caro"), channel_id)
    world.sandbox.workspace.channel_creation_restricted = True
    await open_form(world)
    await world.submit("ben")

    await world.submit("ben", existing=world.channel_id(name))

    assert f"A community can't meet in <#{world.channel_id(name)}>. Nothing was created." in await world.shown("ben")
    assert await nothing_was_kept(world)


async def test_a_name_slack_does_not_take_is_told_beside_it(world: World) -> None:
    await open_form(world)
    await world.control.post(
        "fault", method="conversations.create", error="invalid_name_specials", when="before", times=1
    )

    await world.submit("ben")

    assert "Slack does not take #cop-contract-testing as a channel's name. Nothing was created." in (
        await world.shown("ben")
    )
    assert await nothing_was_kept(world)


async def test_the_corrected_form_is_taken_even_if_nothing_in_it_changed(world: World) -> None:
    await open_form(world)
    await world.control.post("fault", method="conversations.create", error="no_permission", when="before", times=1)
    await world.submit("ben")
    assert await nothing_was_kept(world)
    await world.control.post("close", user="ben", all=True)

    await open_form(world)
    await world.submit("ben")

    assert await world.members("cop-contract-testing") == {"ben"}


async def slowly(world: World, *, error: str | None = None) -> None:
    """Let Slack ask the bot to come back later, which is later than a person waits for a modal."""
    await world.control.post("fault", method="conversations.create", retry_after=2, times=1)
    if error:
        await world.control.post("fault", method="conversations.create", times=1, error=error)


async def test_a_channel_made_late_is_announced_and_opened_all_the_same(world: World) -> None:
    await open_form(world)
    await slowly(world)

    await world.submit("ben")

    assert "*Contract testing* is on its way" in await world.shown("ben")
    await world.until(lambda: world.sandbox.workspace.find_channel("cop-contract-testing") is not None)
    assert await world.members("cop-contract-testing") == {"ben"}
    assert await world.topics() == ["Contract testing"]


async def test_a_channel_refused_late_is_told_in_a_direct_message_and_nothing_is_kept(world: World) -> None:
    await open_form(world)
    await slowly(world, error="name_taken")

    await world.submit("ben")

    await world.until(lambda: bool(world.direct("ben")))
    [message] = world.direct("ben")
    assert "*Contract testing* was not started." in message
    assert "Try again" in message
    assert await nothing_was_kept(world)


async def test_a_community_whose_channel_was_deleted_is_started_again_with_its_members(world: World) -> None:
    community_id = await world.start()
    await world.command("caro", "/community join contract testing")
    world.sandbox.workspace.delete_channel(world.user_id("ana"), world.channel_id("cop-contract-testing"))
    await world.settle()

    await open_form(world)
    await world.submit("ben")

    assert "*Contract testing* is open" in await world.shown("ben")
    assert await world.members_of(community_id) == {"ana", "ben", "caro"}


async def test_one_community_comes_of_two_who_start_it_at_once(world: World) -> None:
    await open_form(world, user="ben")
    await open_form(world, user="caro", channel="birds")
    views = [await world.view(user) for user in ("ben", "caro")]

    await asyncio.gather(
        *(
            world.control.post("submit", user=user, view_id=view["id"], values={})
            for user, view in zip(("ben", "caro"), views, strict=True)
            if view is not None
        )
    )
    await world.settle()

    shown = [await world.shown(user) for user in ("ben", "caro")]
    assert sorted("is open" in words for words in shown) == [False, True]
    assert any("already exists" in words for words in shown)
    assert await world.topics() == ["Contract testing"]


async def test_start_from_a_button_takes_the_topic_along(world: World) -> None:
    await world.command("ben", "/community join gardening")

    await world.click("ben", "community.start", channel="birds", value="gardening")

    assert "cop-gardening" in await world.shown("ben")
