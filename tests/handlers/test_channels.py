"""Channels and their communities stay one, whatever happens to the channel."""

from community.communities import Community, State
from sandbox.models import User
from tests.handlers.world import World


async def community_of(world: World, community_id: int) -> Community:
    found = await world.read(lambda stores: stores.communities.get(community_id))
    assert found is not None
    return found


async def test_joining_the_channel_is_joining(world: World) -> None:
    community_id = await world.start()

    await world.control.post("join", user="ben", channel="cop-contract-testing")
    await world.settle()

    assert await world.members_of(community_id) == {"ana", "ben"}
    assert len(await world.posted("cop-contract-testing")) == 1  # no greeting that pings everybody


async def test_leaving_the_channel_is_leaving_and_nobody_is_told(world: World) -> None:
    community_id = await world.start()

    await world.control.post("leave", user="ana", channel="cop-contract-testing")
    await world.settle()

    assert await world.members_of(community_id) == set()
    assert world.direct("ana") == []
    assert len(await world.posted("cop-contract-testing")) == 1


async def test_joining_any_other_channel_is_nobodys_business(world: World) -> None:
    community_id = await world.start()

    await world.control.post("join", user="ana", channel="quiet")
    await world.settle()

    assert await world.members_of(community_id) == {"ana"}


async def test_the_bot_is_no_member_of_its_communities(world: World) -> None:
    await world.command("ben", "/community start Silence", channel="quiet")
    await world.submit("ben", where=world.channel_id("quiet"))

    found = await world.read(lambda stores: stores.communities.named("silence"))

    assert found is not None
    assert await world.members_of(found.id) == {"ben"}
    assert world.sandbox.workspace.bot_user_id in world.sandbox.workspace.channels[world.channel_id("quiet")].members


async def test_another_app_in_the_channel_is_nobodys_colleague(world: World) -> None:
    community_id = await world.start()
    workspace = world.sandbox.workspace
    app = User(id=workspace.ids.make("U"), name="calendar", real_name="Calendar", display_name="calendar", is_bot=True)
    workspace.add_user(app)

    workspace.join(app.id, world.channel_id("cop-contract-testing"))
    await world.settle()

    assert await world.members_of(community_id) == {"ana"}


async def test_a_communitys_channel_can_be_archived_and_come_back(world: World) -> None:
    community_id = await world.start()

    await world.control.post("archive", user="ana", channel="cop-contract-testing")
    await world.settle()
    assert (await community_of(world, community_id)).state is State.RESTING

    await world.control.post("unarchive", user="ana", channel="cop-contract-testing")
    await world.settle()
    assert (await community_of(world, community_id)).state is State.OPEN
    assert world.sandbox.workspace.bot_user_id in (
        world.sandbox.workspace.channels[world.channel_id("cop-contract-testing")].members
    )


async def test_a_community_whose_channel_was_deleted_rests_without_one(world: World) -> None:
    community_id = await world.start()

    world.sandbox.workspace.delete_channel(world.user_id("ana"), world.channel_id("cop-contract-testing"))
    await world.settle()

    community = await community_of(world, community_id)
    assert (community.state, community.channel_id) == (State.RESTING, None)
    assert "rests, since its channel was deleted" in await world.command("ben", "/community join contract testing")


async def test_a_community_is_found_by_its_channels_new_name(world: World) -> None:
    await world.start()

    await world.control.post("rename", user="ana", channel="cop-contract-testing", name="pacts")
    await world.settle()

    assert "You are in *Contract testing*" in await world.command("ben", "/community join pacts")


async def test_a_channel_with_another_id_is_the_same_place(world: World) -> None:
    community_id = await world.start()

    moved = world.sandbox.workspace.change_id(world.channel_id("cop-contract-testing"))
    await world.settle()

    assert (await community_of(world, community_id)).channel_id == moved.id


async def test_what_happens_to_other_channels_leaves_communities_alone(world: World) -> None:
    community_id = await world.start()
    before = await community_of(world, community_id)

    await world.control.post("rename", user="ana", channel="quiet", name="loud")
    await world.control.post("archive", user="ana", channel="loud")
    await world.settle()

    assert await community_of(world, community_id) == before


async def test_a_community_whose_channel_is_made_private_rests_and_nobody_is_let_in(world: World) -> None:
    community_id = await world.start()
    channel_id = world.channel_id("cop-contract-testing")

    await world.control.post("make_private", user="ana", channel="cop-contract-testing")
    await world.settle()
    listed = await world.command("ben", "/community list", channel="general")
    answer = await world.command("ben", "/community join contract testing", channel="general")
    await world.settle()

    assert (await community_of(world, community_id)).state is State.RESTING
    assert "Contract testing" not in listed
    assert "rests" in answer
    assert await world.members_of(community_id) == {"ana"}
    assert world.user_id("ben") not in world.sandbox.workspace.channels[channel_id].members

    world.sandbox.workspace.make_public(world.user_id("ana"), channel_id)
    await world.settle()

    assert (await community_of(world, community_id)).state is State.OPEN


async def test_a_private_channel_that_comes_back_out_of_the_archive_opens_no_community(world: World) -> None:
    community_id = await world.start()

    for happens in ("make_private", "archive", "unarchive"):
        await world.control.post(happens, user="ana", channel="cop-contract-testing")
        await world.settle()

    assert (await community_of(world, community_id)).state is State.RESTING


async def test_what_a_private_channel_is_called_now_is_told_to_nobody_who_is_not_in_it(world: World) -> None:
    await world.start()
    await world.control.post("make_private", user="ana", channel="cop-contract-testing")
    await world.control.post("rename", user="ana", channel="cop-contract-testing", name="layoffs")
    await world.settle()

    for text in ("wake", "about", "join", "reach"):
        assert "layoffs" not in await world.command("ben", f"/community {text} contract testing", channel="general")
