"""Communities that overlap: shown to who starts another, and told about each other once."""

from dataclasses import replace

from community import communities
from community.communities import State
from storage.stores import Stores
from tests.handlers.world import World


async def neighbours(world: World, channel: str) -> list[str]:
    return [said for said in await world.posted(channel) if "seems to care for much the same" in said]


async def two(world: World) -> None:
    """Give two communities that overlap, which were never told so: one began as something else."""
    first = await world.start("Pottery", user="ana")
    await world.start("Contract testing", user="ben")

    def rename(stores: Stores) -> None:
        found = communities.known(stores, first)
        stores.communities.update(replace(found, topic="Contract tests", name="contract-tests"))

    await world.database.write(world.sandbox.workspace.team_id, rename)


async def test_who_types_a_topic_is_shown_what_is_close_to_it_and_starts_theirs_at_once(world: World) -> None:
    await world.start("Contract testing", user="ana", purpose="Break no other team's build")

    await world.command("ben", "/community start Testing of contracts")
    shown = await world.shown("ben")
    await world.submit("ben")

    assert "*Close to this*" in shown
    assert "Break no other team's build" in shown
    assert "Join" in shown
    assert "Start mine anyway" in shown
    assert "*Testing of contracts* is open" in await world.shown("ben")


async def test_a_topic_typed_in_the_form_is_looked_up_once_and_then_nobody_is_hindered(world: World) -> None:
    await world.start("Contract testing", user="ana")
    await world.command("ben", "/community start", channel="nest")

    await world.submit("ben", topic="Contract tests")
    asked = await world.shown("ben")
    kept = await world.topics()
    await world.submit("ben", topic="Contract tests")

    assert "*Close to this*" in asked
    assert kept == ["Contract testing"]
    assert await world.topics() == ["Contract testing", "Contract tests"]


async def test_one_joins_what_is_close_from_the_form(world: World) -> None:
    community_id = await world.start("Contract testing", user="ana")
    await world.command("ben", "/community start Contract tests", channel="nest")

    await world.click_in_modal("ben", "community.join")

    assert await world.members_of(community_id) == {"ana", "ben"}
    assert await world.topics() == ["Contract testing"]


async def test_what_is_close_to_nothing_is_started_without_a_word(world: World) -> None:
    await world.start("Contract testing", user="ana")
    await world.command("ben", "/community start", channel="nest")

    await world.submit("ben", topic="Load testing")

    assert "*Load testing* is open" in await world.shown("ben")
    assert await neighbours(world, "cop-load-testing") == []


async def test_a_resting_one_can_be_woken_instead(world: World) -> None:
    community_id = await world.start("Contract testing", user="ana")
    found = await world.read(lambda stores: stores.communities.get(community_id))
    assert found is not None
    resting = replace(found, state=State.RESTING)
    await world.database.write(world.sandbox.workspace.team_id, lambda stores: stores.communities.update(resting))

    await world.command("ben", "/community start Contract tests", channel="nest")

    assert "💤 resting" in await world.shown("ben")
    assert "Wake it" in await world.shown("ben")


async def test_two_that_overlap_are_told_about_each_other_once_the_second_is_there(world: World) -> None:
    await world.start("Contract testing", user="ana", purpose="Break no other team's build")
    await world.start("Contract tests", user="ben", purpose="Pacts")

    [in_first] = await neighbours(world, "cop-contract-testing")
    [in_second] = await neighbours(world, "cop-contract-tests")

    assert "*Contract tests* seems to care for much the same as *Contract testing*" in in_first
    assert "Talk about merging" in in_first
    assert "Break no other team's build" in in_second


async def test_before_a_third_is_made_the_two_there_are_told_about_each_other_and_never_again(world: World) -> None:
    await two(world)
    assert await neighbours(world, "cop-contract-testing") == []

    await world.command("caro", "/community start Testing contracts")
    await world.command("caro", "/community start Tested contracts")

    assert len(await neighbours(world, "cop-contract-testing")) == 1
    assert len(await neighbours(world, "cop-pottery")) == 1
    assert await world.topics() == ["Contract testing", "Contract tests"]


async def test_many_neighbours_are_no_flood(world: World) -> None:
    for number, name in enumerate(["tests", "tested", "testing"]):
        await world.start(f"Contract {name}", user=["ana", "ben", "caro"][number])

    await world.start("Testing our contracts", user="ana")

    told = [
        len(await neighbours(world, channel))
        for channel in (
            "cop-contract-tests",
            "cop-contract-tested",
            "cop-contract-testing",
            "cop-testing-our-contracts",
        )
    ]
    assert max(told) <= 3
    assert told[3] == 2


async def test_look_at_it_and_talk_about_merging_do_what_they_say(world: World) -> None:
    await world.start("Contract testing", user="ana")
    await world.start("Contract tests", user="ben")
    channel = await world.channel("cop-contract-testing")
    assert channel is not None
    ts = channel["messages"][-1]["ts"]

    await world.click("ana", "community.about", channel="cop-contract-testing", ts=ts)
    await world.click("ana", "merging.propose", channel="cop-contract-testing", ts=ts)

    assert "*Contract tests*" in await world.told("ana")
    assert "Contract tests" in await world.shown("ana")
