"""`/community`: seeing, joining, leaving and reading about communities, and each refusal with its next step."""

import pytest

from tests.handlers.world import World


async def test_where_there_is_no_community_the_first_can_be_started(world: World) -> None:
    answer = await world.command("ana", "/community")

    assert "There is no community yet" in answer
    assert "Start the first one" in answer


@pytest.mark.parametrize("text", ["/community", "/community list", "/community LIST"])
async def test_the_list_shows_yours_and_the_others(world: World, text: str) -> None:
    await world.start("Contract testing", user="ana")
    await world.start("Load testing", user="ben")

    answer = await world.command("ana", text)

    assert answer.startswith("Your communities: Contract testing. You could join: Load testing.")
    assert answer.index("*Your communities*") < answer.index("*Contract testing*")
    assert answer.index("*You could join*") < answer.index("*Load testing*")
    assert "members" not in answer  # a number under five would be about persons


async def test_joining_from_the_list_shows_the_list_anew(world: World) -> None:
    community_id = await world.start()
    await world.command("ben", "/community")

    await world.click("ben", "community.join.listed", channel="birds")

    assert "You are in *Contract testing*" in await world.told("ben")
    assert "*Your communities*" in await world.told("ben")
    assert await world.members_of(community_id) == {"ana", "ben"}
    assert await world.members("cop-contract-testing") == {"ana", "ben"}


async def test_many_communities_come_in_pages(world: World) -> None:
    for number in range(14):
        await world.start(f"Topic {number:02}")
    first = await world.command("ben", "/community")
    assert "Page 1 of 2" in first
    assert "*Topic 13*" not in first

    await world.click("ben", "community.page.on", channel="birds")
    second = await world.told("ben")
    await world.click("ben", "community.page.back", channel="birds")

    assert "*Topic 13*" in second
    assert "Page 2 of 2" in second
    assert "Page 1 of 2" in await world.told("ben")


@pytest.mark.parametrize(
    "name", ["contract-testing", "Contract Testing", "#cop-contract-testing", "cop-contract-testing"]
)
async def test_joining_takes_any_name_it_goes_by_and_invites_to_the_channel(world: World, name: str) -> None:
    community_id = await world.start()

    answer = await world.command("ben", f"/community join {name}")

    assert "You are in *Contract testing*" in answer
    assert "Leave again" in answer
    assert await world.members_of(community_id) == {"ana", "ben"}
    assert await world.members("cop-contract-testing") == {"ana", "ben"}


async def test_in_its_own_channel_the_name_may_be_left_out(world: World) -> None:
    community_id = await world.start()

    left = await world.command("ana", "/community leave", channel="cop-contract-testing")
    joined = await world.command("ana", "/community join", channel="cop-contract-testing")

    assert "You have left *Contract testing*" in left
    assert "You are in *Contract testing*" in joined
    assert await world.members_of(community_id) == {"ana"}


async def test_outside_a_communitys_channel_the_name_is_asked_for(world: World) -> None:
    community_id = await world.start()

    answer = await world.command("ben", "/community join")

    assert "Which community?" in answer
    assert "All communities" in answer
    assert await world.members_of(community_id) == {"ana"}


async def test_joining_twice_is_told_and_changes_nothing(world: World) -> None:
    community_id = await world.start()

    answer = await world.command("ana", "/community join contract testing")

    assert "You are in *Contract testing* already" in answer
    assert "Nothing was changed" in answer
    assert await world.members_of(community_id) == {"ana"}
    assert len(await world.posted("cop-contract-testing")) == 1


async def test_an_unknown_name_suggests_the_nearest_and_one_click_joins_it(world: World) -> None:
    community_id = await world.start()

    answer = await world.command("ben", "/community join contrct tests")

    assert "I know no community “contrct tests”, so nothing was changed. Did you mean *Contract testing*?" in answer
    assert await world.members_of(community_id) == {"ana"}

    await world.click("ben", "community.join", channel="birds")

    assert await world.members_of(community_id) == {"ana", "ben"}


async def test_a_name_like_no_other_can_be_started(world: World) -> None:
    await world.start()

    answer = await world.command("ben", "/community about gardening")

    assert "I know no community “gardening”" in answer
    assert "Start it" in answer
    assert await world.topics() == ["Contract testing"]


async def test_who_would_leave_what_is_not_there_is_not_asked_to_start_it(world: World) -> None:
    answer = await world.command("ben", "/community leave gardening")

    assert "I know no community “gardening”" in answer
    assert "Start it" not in answer


async def test_what_was_typed_mentions_nobody_when_it_is_repeated(world: World) -> None:
    answer = await world.command("ben", "/community join <!channel> @here & <b>")

    assert "<!" not in answer
    assert "@here" not in answer


async def test_leaving_asks_no_reason_and_joining_again_takes_one_click(world: World) -> None:
    community_id = await world.start()

    answer = await world.command("ana", "/community leave contract testing")

    assert "You have left *Contract testing*. The door stays open." in answer
    assert await world.members_of(community_id) == set()

    await world.click("ana", "community.join", channel="birds")

    assert await world.members_of(community_id) == {"ana"}


async def test_nobody_leaves_what_they_are_not_in(world: World) -> None:
    community_id = await world.start()

    answer = await world.command("ben", "/community leave contract testing")

    assert "You are not in *Contract testing*, so there is nothing to leave." in answer
    assert "Join it" in answer
    assert await world.members_of(community_id) == {"ana"}


async def test_about_says_what_it_is_for_and_who_started_it(world: World) -> None:
    await world.start(purpose="Fewer surprises between teams")

    answer = await world.command("ben", "/community about contract testing")

    assert "Fewer surprises between teams" in answer
    assert "for learning from each other" in answer
    assert "Started by ana" in answer
    assert "Join" in answer


async def test_a_name_alone_tells_about_it(world: World) -> None:
    await world.start()

    assert "Started by ana" in await world.command("ben", "/community Contract testing")


async def test_a_mentioned_channel_names_its_community(world: World) -> None:
    await world.start()

    # With should_escape in the manifest, Slack sends "#cop-contract-testing" as the channel's mention.
    answer = await world.command("ben", "/community about #cop-contract-testing")

    assert "Started by ana" in answer


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("strat contracts", "`/community start`"), ("jion", "`/community join`"), ("digst", "`/community digest`")],
)
async def test_a_mistyped_word_is_told_with_the_one_that_was_meant(world: World, typed: str, meant: str) -> None:
    await world.start()

    answer = await world.command("ben", f"/community {typed}")

    assert f"I know no `/community {typed}`. Did you mean {meant}?" in answer
    assert "Help" in answer


async def test_an_archived_channel_rests_its_community_which_says_so(world: World) -> None:
    community_id = await world.start()
    await world.control.post("archive", user="ana", channel="cop-contract-testing")
    await world.settle()

    listed = await world.command("ben", "/community")
    about = await world.command("ben", "/community about contract testing")
    joined = await world.command("ben", "/community join contract testing")

    assert listed.index("*Resting, and anyone may wake them*") < listed.index("*Contract testing*")
    assert "Wake it" in listed
    channel = f"<#{world.channel_id('cop-contract-testing')}>"
    assert f"It rests in {channel}, and keeps all it has. Anyone may wake it." in about
    assert "*Contract testing* rests, and keeps all it has. Anyone may wake it." in joined
    assert "Wake it and join" in joined
    assert await world.members_of(community_id) == {"ana"}


async def test_the_welcome_lets_everybody_join_and_stays_as_it_is(world: World) -> None:
    await world.command("ana", "/community start Bird songs", channel="birds")
    await world.submit("ana", where=world.channel_id("birds"))
    [before] = await world.posted("birds")

    await world.click("ben", "community.join", channel="birds")

    assert "You are in *Bird songs*" in await world.told("ben")
    assert await world.posted("birds") == [before]


async def test_a_refused_invitation_is_told_in_a_direct_message(world: World) -> None:
    community_id = await world.start()
    await world.control.post("fault", method="conversations.invite", error="ura_max_channels", times=1)

    await world.command("ben", "/community join contract testing")

    [message] = world.direct("ben")
    assert "You are in *Contract testing*, but Slack did not let me invite you." in message
    assert await world.members_of(community_id) == {"ana", "ben"}


async def test_a_community_whose_channel_was_made_private_unheard_rests_once_somebody_wants_in(world: World) -> None:
    await world.start()
    channel_id = world.channel_id("cop-contract-testing")
    world.sandbox.workspace.channels[channel_id].is_private = True  # and nobody told the bot

    await world.command("ben", "/community join contract testing")

    [message] = world.direct("ben")
    assert "*Contract testing* rests" in message
    assert "cop-contract-testing" not in message
    assert "ben" not in await world.members("cop-contract-testing")
    assert await world.topics() == []


async def test_a_button_of_a_community_that_is_gone_is_told_so(world: World) -> None:
    community_id = await world.start()
    await world.command("ben", "/community about contract testing")
    await world.database.write(world.sandbox.workspace.team_id, lambda stores: stores.communities.remove(community_id))

    await world.click("ben", "community.join", channel="birds")

    assert "That community is no longer there, so nothing was changed." in await world.told("ben")


async def test_every_answer_to_one_person_ends_in_a_next_step(world: World) -> None:
    await world.start()

    for text in ("", "list", "about contract testing", "join x", "join contract testing", "leave nothing", "hlep"):
        await world.command("ben", f"/community {text}")
        shown = (await world.control.ephemerals(world.user_id("ben")))[-1]
        assert [block for block in shown["blocks"] if block["type"] == "actions" or "accessory" in block], text
