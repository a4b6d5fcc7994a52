"""`/community link`: a community's further channels stand for it, and nobody is a member by being in one."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from community.communities import Community, State
from community.linking import Link
from handlers.features import TABLE
from handlers.payloads import pack
from storage.database import Database
from tests.handlers.acting import opened, posts, shown, typed
from tests.handlers.room import Room, room_of
from tests.handlers.world import World


async def community_of(world: World, community_id: int) -> Community:
    found = await world.read(lambda stores: stores.communities.get(community_id))
    assert found is not None
    return found


async def links(world: World, community_id: int) -> list[str]:
    found = await world.read(lambda stores: stores.linking.of(community_id))
    return [link.channel_name for link in found]


async def linked(world: World, channel: str = "birds") -> int:
    """Give Ana's community with a further channel."""
    community_id = await world.start()
    await world.command("ana", "/community link contract testing", channel=channel)
    return community_id


async def learnt(world: World, channel: str, text: str = "Publish pacts before deploying.") -> None:
    message = await world.control.post("message", user="ana", channel=channel, text=text)
    await world.control.post("react", user="ana", channel=channel, ts=message["ts"], name="bulb")
    await world.settle()


async def meet_in_birds(room: Room, community: Community) -> None:
    """Let a community meet in #birds from now on, which was a further channel of it."""
    link = Link(room.channel("birds").id, community.id, "birds", room.person("ana"), room.clock.now())
    await room.write(lambda stores: stores.linking.put(link))
    await room.click("ana", "linking.meet", link.channel_id)
    await room.deliver()


async def ask(room: Room, community: Community) -> int:
    """Let Ana ask for a room in the community's name, and give the ask's id."""
    await room.submit("ana", "support.ask", pack(community_id=community.id), kind="room", purpose="A quiet room")
    await room.deliver()
    [asked] = await room.read(lambda stores: stores.support.asks([community.id], limit=9))
    return asked.id


async def help_with(room: Room, name: str, ask_id: int) -> None:
    await room.submit(name, "support.help", pack(ask_id=ask_id), words="Fifty square metres")
    await room.deliver()


async def test_a_member_links_the_channel_they_are_in_and_it_is_told_so_once(world: World) -> None:
    community_id = await world.start()

    answer = await world.command("ana", "/community link contract testing", channel="quiet")

    quiet = f"<#{world.channel_id('quiet')}>"
    assert f"{quiet} belongs to *Contract testing* now." in answer
    assert await links(world, community_id) == ["quiet"]
    [told] = await world.posted("quiet")
    assert "ana linked this channel to *Contract testing*" in told
    assert "Being here makes nobody a member" in told
    assert await world.members_of(community_id) == {"ana"}


async def test_a_channel_that_is_mentioned_is_linked_to_the_community_of_where_one_is(world: World) -> None:
    community_id = await world.start()

    await world.command("ana", "/community link #birds", channel="cop-contract-testing")

    assert await links(world, community_id) == ["birds"]


async def test_elsewhere_without_a_name_ones_communities_are_offered_and_one_click_links(world: World) -> None:
    community_id = await world.start()

    asked = await world.command("ana", "/community link", channel="birds")
    await world.click("ana", "linking.link", channel="birds")

    assert "Which of your communities shall" in asked
    assert await links(world, community_id) == ["birds"]


async def test_in_the_home_without_a_channel_it_is_asked_for(world: World) -> None:
    community_id = await world.start()

    answer = await world.command("ana", "/community link", channel="cop-contract-testing")

    assert "Which channel shall belong to *Contract testing* too?" in answer
    assert await links(world, community_id) == []


async def test_who_is_no_member_links_nothing_and_is_offered_to_join(world: World) -> None:
    community_id = await world.start()

    named = await world.command("ben", "/community link contract testing", channel="birds")
    unnamed = await world.command("ben", "/community link", channel="birds")

    assert "The members of *Contract testing* choose its channels. Nothing was changed." in named
    assert "Join" in named
    assert "You are in no community yet" in unnamed
    assert await links(world, community_id) == []
    assert await world.posted("birds") == []


@pytest.mark.parametrize("channel", ["nest", "general", "archived"])
async def test_a_channel_where_no_community_could_meet_is_not_linked(world: World, channel: str) -> None:
    community_id = await world.start()
    workspace = world.sandbox.workspace
    made = workspace.create_channel(world.user_id("ana"), "archived").id
    workspace.archive(world.user_id("ana"), made)
    await world.settle()

    answer = await world.command("ana", f"/community link <#{world.channel_id(channel)}> contract testing")

    assert "can't belong to a community, so nothing was linked" in answer
    assert await links(world, community_id) == []


async def test_a_channel_is_of_one_community_only(world: World) -> None:
    first = await linked(world)
    second = await world.start("Load testing")

    taken = await world.command("ana", "/community link load testing", channel="birds")
    again = await world.command("ana", "/community link contract testing", channel="birds")
    home = await world.command("ana", "/community link load testing", channel="cop-contract-testing")
    started = await world.command("ana", "/community start Birds", channel="birds")

    assert "belongs to *Contract testing* already, and a channel is of one community only" in taken
    assert "belongs to *Contract testing* already. Nothing was changed." in again
    assert "belongs to *Contract testing* already, and a channel is of one community only" in home
    assert "In #birds" not in started + await world.shown("ana")
    assert (await links(world, first), await links(world, second)) == (["birds"], [])


async def test_what_a_community_that_was_closed_for_good_had_is_free(world: World) -> None:
    community_id = await linked(world)
    await world.start("Bird songs", user="ben")
    closed = await community_of(world, community_id)
    gone = replace(closed, state=State.CLOSED, state_since=closed.started_at - timedelta(days=400))
    await world.database.write(world.sandbox.workspace.team_id, lambda stores: stores.communities.update(gone))

    further = await world.command("ben", "/community link bird songs", channel="birds")
    home = await world.command("ana", "/community start Owls", channel="cop-contract-testing")

    assert "belongs to *Bird songs* now" in further
    assert "In #cop-contract-testing" in home + await world.shown("ana")
    assert (await community_of(world, community_id)).channel_name == "cop-contract-testing"


async def test_a_community_can_start_in_a_channel_whose_link_is_asleep(world: World) -> None:
    community_id = await linked(world)
    await world.database.write(
        world.sandbox.workspace.team_id,
        lambda stores: stores.linking.set_open(world.channel_id("birds"), is_open=False),
    )

    await world.command("ben", "/community start Owls", channel="birds")
    await world.submit("ben", where=world.channel_id("birds"))
    world.sandbox.workspace.archive(world.user_id("ben"), world.channel_id("birds"))
    world.sandbox.workspace.unarchive(world.user_id("ben"), world.channel_id("birds"))
    await world.settle()

    here = await world.read(lambda stores: stores.communities.in_channel(world.channel_id("birds")))
    assert here is not None
    assert (here.topic, here.state) == ("Owls", State.OPEN)
    assert await links(world, community_id) == []


async def test_of_two_links_at_once_one_is_refused(world: World) -> None:
    first, second = await world.start(), await world.start("Load testing")

    answers = await asyncio.gather(
        world.command("ana", "/community link contract testing", channel="birds"),
        world.command("ana", "/community link load testing", channel="birds"),
    )

    assert sorted(["a channel is of one community only" in answer for answer in answers]) == [False, True]
    assert len([*await links(world, first), *await links(world, second)]) == 1
    assert len(await world.posted("birds")) == 1


async def test_what_slack_refuses_is_undone_and_told(world: World) -> None:
    community_id = await world.start()
    await world.control.post("fault", method="conversations.join", error="method_not_supported_for_channel_type")

    answer = await world.command("ana", "/community link contract testing", channel="quiet")

    assert "Slack did not let me into" in answer
    assert await links(world, community_id) == []
    assert world.direct("ana") == []


async def test_what_is_learnt_and_typed_there_is_the_communitys(world: World) -> None:
    community_id = await linked(world)

    await learnt(world, "birds")
    about = await world.command("ben", "/community about", channel="birds")

    lesson = await world.read(lambda stores: stores.lessons.get(1))
    assert lesson is not None
    assert lesson.community_id == community_id
    assert "*Contract testing*" in about
    assert f"Its people also write in <#{world.channel_id('birds')}>." in about
    assert "*Contract testing*" in await world.command("ben", "/community about #birds", channel="general")


async def test_a_number_there_is_a_lesson(world: World) -> None:
    await linked(world)
    await learnt(world, "cop-contract-testing")
    before = len(await world.posted("birds"))

    await world.control.post("message", user="ben", channel="birds", text="As in #1, I think.")
    await world.settle()

    assert "#1 Publish pacts before deploying" in (await world.posted("birds"))[before]


async def test_a_question_there_is_hinted_at_and_remembered_where_it_was_asked(world: World) -> None:
    await linked(world)
    await world.command("ana", "/community hints on contract testing")
    await learnt(world, "cop-contract-testing", "Pacts are published before the provider deploys.")

    await world.control.post(
        "message", user="caro", channel="birds", text="Are pacts published before the provider deploys?"
    )
    await world.settle()

    assert "Pacts are published" in await world.told("caro")
    hint = await world.read(lambda stores: stores.hints.get(1))
    assert hint is not None
    assert hint.channel_id == world.channel_id("birds")


async def test_joining_or_leaving_such_a_channel_changes_no_membership(world: World) -> None:
    community_id = await linked(world, "quiet")

    await world.control.post("join", user="ben", channel="quiet")
    await world.control.post("leave", user="ana", channel="quiet")
    await world.settle()

    assert await world.members_of(community_id) == {"ana"}


async def test_a_member_or_whoever_is_there_unlinks_and_nobody_else(world: World) -> None:
    community_id = await linked(world)

    refused = await world.command("ben", "/community unlink #birds", channel="general")
    assert "The members of *Contract testing* choose its channels." in refused
    assert await links(world, community_id) == ["birds"]

    there = await world.command("ben", "/community unlink", channel="birds")

    assert "no longer belongs to *Contract testing*" in there
    assert await links(world, community_id) == []
    assert "No community has that channel" in await world.command("ana", "/community unlink #birds")


async def test_from_the_post_in_the_channel_one_click_unlinks(world: World) -> None:
    community_id = await linked(world)
    found = await world.channel("birds")
    assert found is not None
    [post] = [one for one in found["messages"] if one["user"] == world.sandbox.workspace.bot_user_id]

    await world.click("caro", "linking.unlink", channel="birds", ts=post["ts"])

    assert await links(world, community_id) == []


async def test_the_home_is_not_unlinked(world: World) -> None:
    community_id = await linked(world)

    answer = await world.command("ana", "/community unlink", channel="cop-contract-testing")

    assert "so that channel stays. Nothing was changed." in answer
    assert "Unlink" in answer
    assert (await community_of(world, community_id)).channel_name == "cop-contract-testing"


@pytest.mark.parametrize("what", ["archive", "private", "shared"])
async def test_a_channel_that_is_not_for_all_counts_for_nothing_until_it_is_again(world: World, what: str) -> None:
    community_id = await linked(world)
    workspace, birds, ana = world.sandbox.workspace, world.channel_id("birds"), world.user_id("ana")

    if what == "archive":
        workspace.archive(ana, birds)
    elif what == "private":
        workspace.make_private(ana, birds)
    else:
        workspace.share(birds)
    await world.settle()
    shut = await links(world, community_id)
    state = (await community_of(world, community_id)).state
    if what == "archive":
        workspace.unarchive(ana, birds)
    elif what == "private":
        workspace.make_public(ana, birds)
    else:
        workspace.share(birds, is_shared=False)
    await world.settle()

    assert (shut, state) == ([], State.OPEN)
    assert await links(world, community_id) == ["birds"]
    assert workspace.bot_user_id in workspace.channels[birds].members


async def test_a_private_further_channel_that_comes_back_out_of_the_archive_counts_for_nothing(world: World) -> None:
    community_id = await linked(world)
    workspace, birds, ana = world.sandbox.workspace, world.channel_id("birds"), world.user_id("ana")

    for happens in (workspace.make_private, workspace.archive, workspace.unarchive):
        happens(ana, birds)
        await world.settle()

    assert await links(world, community_id) == []


async def test_a_renamed_channel_is_linked_by_its_new_name_and_a_deleted_one_no_more(world: World) -> None:
    community_id = await linked(world)

    await world.control.post("rename", user="ana", channel="birds", name="pacts")
    await world.settle()
    renamed = await links(world, community_id)
    joined = await world.command("ben", "/community join pacts", channel="general")
    world.sandbox.workspace.delete_channel(world.user_id("ana"), world.channel_id("pacts"))
    await world.settle()

    assert renamed == ["pacts"]
    assert "You are in *Contract testing*" in joined
    assert await links(world, community_id) == []
    assert (await community_of(world, community_id)).state is State.OPEN


async def test_a_channel_whose_id_changes_stays_linked(world: World) -> None:
    community_id = await linked(world)

    moved = world.sandbox.workspace.change_id(world.channel_id("birds"))
    await world.settle()

    [link] = await world.read(lambda stores: stores.linking.of(community_id))
    assert link.channel_id == moved.id


async def test_one_click_makes_it_the_home_and_the_old_one_a_further_channel(world: World) -> None:
    community_id = await linked(world)

    await world.command("ana", "/community link contract testing", channel="birds")
    await world.click("ana", "linking.meet", channel="birds")

    community = await community_of(world, community_id)
    assert (community.channel_name, community.is_linked) == ("birds", True)
    assert await links(world, community_id) == ["cop-contract-testing"]
    assert "*Contract testing* meets in" in (await world.posted("cop-contract-testing"))[-1]
    assert "*Contract testing* meets here." in (await world.posted("birds"))[-1]
    assert await world.members_of(community_id) == {"ana"}
    await world.control.post("leave", user="ana", channel="cop-contract-testing")
    await world.settle()
    assert await world.members_of(community_id) == {"ana"}


async def test_a_community_whose_home_was_archived_wakes_in_a_further_channel(world: World) -> None:
    community_id = await linked(world)
    await world.control.post("archive", user="ana", channel="cop-contract-testing")
    await world.settle()
    assert (await community_of(world, community_id)).state is State.RESTING

    about = await world.command("ana", "/community about", channel="birds")
    await world.click("ana", "linking.meet", channel="birds")

    assert "Meet there instead" in about
    community = await community_of(world, community_id)
    assert (community.state, community.channel_name) == (State.OPEN, "birds")
    assert await links(world, community_id) == []


async def test_a_seats_card_changes_where_it_stands_after_the_home_moved(room: Room) -> None:
    community = await opened(room, channel="general", members=("ben",))
    await typed(room, "ana", "/community step-up", channel="general")
    await room.deliver()
    await meet_in_birds(room, community)

    await room.click("ben", "seat.support", f"{community.id} {room.person('ana')}")
    await room.deliver()
    supported = posts(room, "general")[0]
    await room.submit("ana", "forget.me", what="name")
    await room.deliver()

    assert "Supported by members" in supported
    assert "Someone cared for *Bird watching*" in posts(room, "general")[0]
    assert "Ana" not in posts(room, "general")[0]


async def test_an_asks_card_and_its_thread_stay_where_they_are_after_the_home_moved(room: Room) -> None:
    community = await opened(room, channel="general")
    asked = await ask(room, community)
    await meet_in_birds(room, community)

    await help_with(room, "ben", asked)
    helped = posts(room, "general")[0]
    await room.click("ben", "support.take_back", asked)
    await room.deliver()

    assert "Fifty" in helped
    assert "Fifty" not in posts(room, "general")[0]
    [below] = room.thread(next(iter(room.channel("general").messages.values())), channel="general")
    assert "Ben" in below.text
    assert [one for one in room.channel("birds").messages.values() if "Fifty" in str(one.blocks)] == []


async def test_who_is_forgotten_after_the_home_moved_stands_on_no_card_there(room: Room) -> None:
    community = await opened(room, channel="general")
    asked = await ask(room, community)
    await help_with(room, "ben", asked)
    await meet_in_birds(room, community)

    await room.submit("ben", "forget.me", what="words")
    await room.deliver()

    assert "Ben" not in posts(room, "general")[0]
    assert "Fifty" not in posts(room, "general")[0]


async def test_who_is_no_member_moves_no_home(sqlite_database: Database) -> None:
    async with room_of(sqlite_database, TABLE) as room:
        community = await opened(room, channel="general")
        link = Link(room.channel("birds").id, community.id, "birds", room.person("ana"), room.clock.now())
        await room.write(lambda stores: stores.linking.put(link))

        answer = await room.click("ben", "linking.meet", link.channel_id)

        assert "choose its channels. Nothing was changed." in shown(answer)
        assert await room.read(lambda stores: stores.communities.get(community.id)) == community


async def test_what_slack_refuses_later_is_told_to_who_asked_and_undone(sqlite_database: Database) -> None:
    async with room_of(sqlite_database, TABLE) as room:
        community = await opened(room, channel="birds")
        woods = room.workspace.create_channel(room.person("ben"), "woods").id

        told = shown(await typed(room, "ana", f"/community link <#{woods}> bird watching"))
        room.workspace.archive(room.person("ben"), woods)
        await room.deliver()

        assert "belongs to *Bird watching* now." in told
        assert await room.read(lambda stores: stores.linking.get(woods)) is None
        direct = [channel for channel in room.workspace.channels.values() if channel.is_im]
        [message] = [message for channel in direct for message in channel.messages.values()]
        assert "Slack did not let me into" in message.text
        assert (await room.read(lambda stores: stores.communities.get(community.id))) == community


async def test_an_unlinked_channel_is_not_told_of_a_link_that_came_late(sqlite_database: Database) -> None:
    async with room_of(sqlite_database, TABLE) as room:
        await opened(room, channel="general")
        birds = room.channel("birds").id

        await typed(room, "ana", f"/community link <#{birds}> bird watching")
        await room.click("ana", "linking.unlink", birds)
        await room.deliver()

        assert [one for one in room.channel("birds").messages.values() if "linked this channel" in one.text] == []
