"""The starting group, over the wire: proposed to one, invited once, never added."""

from collections.abc import Sequence

import pytest

from community import starting_group
from community.profiles import Invitation
from storage.stores import Stores
from tests.handlers.test_profiles import say
from tests.handlers.world import World


async def start(world: World, topic: str = "Contract testing", *, user: str = "ana") -> int:
    """Start a community and leave its last window open."""
    await world.command(user, f"/community start {topic}", channel="quiet")
    await world.submit(user)
    await world.settle()
    found = await world.read(lambda stores: stores.communities.all())
    return next(one.id for one in found if one.topic == topic)


async def propose(world: World, community_id: int, *, user: str = "ana") -> str:
    await world.click_in_modal(user, "group.propose", str(community_id))
    return await world.shown(user)


async def invitation_of(world: World, community_id: int, user: str) -> Invitation | None:
    return await world.read(lambda stores: stores.profiles.invitation(community_id, world.user_id(user)))


async def answer(world: World, user: str, action_id: str) -> str:
    bot = world.sandbox.workspace.bot_user_id
    wanted = {bot, world.user_id(user)}
    [direct] = [one for one in world.sandbox.workspace.channels.values() if one.is_im and set(one.members) == wanted]
    ts = list(direct.messages)[-1]
    await world.click(user, action_id, channel=direct.id, ts=ts)
    return direct.messages[ts].text


@pytest.fixture
async def community_id(world: World) -> int:
    await say(world, "ben", knows="contract testing")
    await say(world, "caro", learns="testing of contracts")
    return await start(world)


async def test_who_starts_a_community_is_shown_who_fits_and_chooses_whom_to_invite(
    world: World, community_id: int
) -> None:
    shown = await propose(world, community_id)
    assert "ben\nknows contract testing" in shown
    assert "caro\nwould like to learn testing of contracts" in shown

    await world.submit("ana", people=world.user_id("ben"))

    assert "are on their way" in await world.shown("ana")
    [told] = world.direct("ben")
    assert "ana is in *Contract testing* and thought you may like it." in told
    assert world.direct("caro") == []
    assert await world.members_of(community_id) == {"ana"}, "nobody is added"


async def test_who_clicks_join_is_a_member(world: World, community_id: int) -> None:
    await propose(world, community_id)
    await world.submit("ana", people=world.user_id("ben"))

    await answer(world, "ben", "group.join")

    assert await world.members_of(community_id) == {"ana", "ben"}
    kept = await invitation_of(world, community_id, "ben")
    assert kept is not None
    assert kept.has_joined is True


async def test_not_for_me_is_kept_silently_and_they_are_asked_no_more(world: World, community_id: int) -> None:
    await propose(world, community_id)
    await world.submit("ana", people=world.user_id("ben"))

    await answer(world, "ben", "group.not_for_me")

    kept = await invitation_of(world, community_id, "ben")
    assert kept is not None
    assert kept.has_joined is False
    assert await world.members_of(community_id) == {"ana"}
    assert world.direct("ana") == []
    await world.control.post("close", user="ana", all=True)
    await world.command("ana", "/community people contract testing")
    [*_, ephemeral] = await world.control.ephemerals(world.user_id("ana"))
    await world.click("ana", "group.propose", channel=ephemeral["channel"], ts=ephemeral["ts"])
    assert "knows contract testing" not in await world.shown("ana")
    assert "would like to learn testing of contracts" in await world.shown("ana")


async def test_nobody_is_invited_more_than_twice_a_week(world: World, community_id: int) -> None:
    def ask(stores: Stores) -> None:
        for other in (901, 902):
            stores.profiles.invite(
                Invitation(other, world.user_id("ben"), world.user_id("caro"), world.sandbox.clock.now())
            )

    await world.database.write(world.sandbox.workspace.team_id, ask)

    shown = await propose(world, community_id)

    assert "caro" in shown
    assert "ben" not in shown


async def test_only_people_who_are_here_are_written_to_whatever_was_sent(world: World, community_id: int) -> None:
    ana, ben, caro = (world.user_id(name) for name in ("ana", "ben", "caro"))
    channel_id, now = world.channel_id("birds"), world.sandbox.clock.now()

    def invite(stores: Stores) -> Sequence[str]:
        stores.departures.depart(caro, now=now)
        return starting_group.invite(stores, community_id, [channel_id, "U0NOBODY", caro, ben], by=ana, now=now)

    assert await world.database.write(world.sandbox.workspace.team_id, invite) == [ben]


async def test_who_hides_is_proposed_to_nobody_and_who_hides_late_is_not_written_to(
    world: World, community_id: int
) -> None:
    await propose(world, community_id)
    await say(world, "ben", hidden="hidden")

    view = await world.view("ana") or {}
    both = [world.user_id("ben"), world.user_id("caro")]
    await world.control.post("submit", user="ana", view_id=view["id"], values={"people": {"people": both}})
    await world.settle()

    assert world.direct("ben") == []
    assert len(world.direct("caro")) == 1


async def test_where_nobody_fits_it_is_said_with_the_way_on(world: World) -> None:
    community_id = await start(world, "Beekeeping")

    assert "I know nobody yet whom I could propose for *Beekeeping*" in await propose(world, community_id)


async def test_choosing_nobody_keeps_the_window_open(world: World, community_id: int) -> None:
    await propose(world, community_id)

    refused = await world.control.refused("submit", user="ana", view_id=(await world.view("ana") or {})["id"])

    assert "Please complete this required field" in refused
    assert await world.read(lambda stores: stores.profiles.invited(community_id)) == set()
