"""`/community` and its words: the directory of communities, with what each is about, how alive, and which teams."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from community.communities import Aim, NewCommunity, State
from community.components import NewComponent
from community.home import WORDS_LIMIT, Place, Tab
from community.teams import NewTeam
from handlers import directory
from handlers.at_home import Visitor
from handlers.blocks.home import frame
from sandbox.block_kit.checks import problems_of_view
from storage.stores import Stores
from tests.handlers.acting import opened, shown, typed, visitor
from tests.handlers.blocks import holding
from tests.handlers.blocks.surfaces import TEXTS
from tests.handlers.room import Room
from tests.handlers.world import World
from tests.some import LAST_MONTH


def looking_for(room: Room, words: str, page: int = 0) -> Visitor:
    place = Place(Tab.DISCOVER, page, words[:WORDS_LIMIT].strip())
    return visitor(room, "ana", place)


async def many(room: Room, count: int, topic: str = "Bird") -> None:
    """Keep communities all alike but for their number."""

    def work(stores: Stores) -> None:
        for number in range(count):
            stores.communities.add(
                NewCommunity(
                    name=f"{topic.casefold()}-{number:03}",
                    topic=f"{topic} {number:03}",
                    purpose="",
                    aim=Aim.BOTH,
                    channel_name=f"{topic.casefold()}-{number:03}",
                    channel_id=f"C0{topic.upper()}{number}",
                    is_linked=True,
                    started_by=room.person("ana"),
                    started_at=LAST_MONTH,
                    zone="UTC",
                )
            )

    await room.write(work)


async def test_words_that_name_no_community_find_those_that_say_them(world: World) -> None:
    await world.start("Contract testing", purpose="Break no other team's build")
    await world.start("Load testing", user="ben")

    by_purpose = await world.command("ben", "/community nobody's build breaks")
    by_topic = await world.command("ben", "/community list testing")
    slipped = await world.command("ben", "/community contrct")

    assert by_purpose.startswith("Found for “nobody's build breaks”: Contract testing.")
    assert by_topic.startswith("Found for “testing”: Contract testing, Load testing.")
    assert "you are in it" in by_topic
    assert slipped.startswith("Found for “contrct”: Contract testing.")


async def test_what_nobody_says_can_be_started_with_one_click(world: World) -> None:
    await world.start()

    answer = await world.command("ben", "/community gardening")
    await world.click("ben", "community.start", channel="birds")

    assert "No community says “gardening”. Would you like to start one?" in answer
    assert "gardening" in await world.shown("ben")


async def test_joining_from_what_was_found_stays_with_it(world: World) -> None:
    community_id = await world.start("Contract testing")
    await world.start("Load balancing", user="ben")
    await world.command("caro", "/community list contracts")

    await world.click("caro", "community.join.listed", channel="birds")

    told = await world.told("caro")
    assert "You are in *Contract testing*" in told
    assert "Found for “contracts”" in told
    assert "Load balancing" not in told
    assert await world.members_of(community_id) == {"ana", "caro"}


async def test_one_reads_about_a_community_from_the_list_before_joining(world: World) -> None:
    community_id = await world.start()
    await world.command("ben", "/community")

    await world.click("ben", "community.about", channel="birds", value=str(community_id))

    assert "Started by ana" in await world.told("ben")


async def test_ones_own_are_in_the_order_of_their_topics_whatever_they_began_as(world: World) -> None:
    await world.start("Birds")
    await world.command("ana", "/community start", channel="quiet")
    await world.click_in_modal("ana", "community.template", "Test")
    await world.submit("ana")

    assert (await world.command("ana", "/community")).startswith("Your communities: Birds, Test.")


async def test_resting_ones_come_last_and_can_be_woken(room: Room) -> None:
    resting = await opened(room, "Avocets", channel="birds")
    await opened(room, "Wrens", channel="general", by="ben")
    await room.write(lambda stores: stores.communities.update(replace(resting, state=State.RESTING)))

    told = shown(await typed(room, "caro", "/community"))
    found = shown(await typed(room, "caro", "/community list avocet"))

    assert told.index("*You could join*") < told.index("Wrens*") < told.index("*Resting, and anyone may wake them*")
    assert told.index("*Resting, and anyone may wake them*") < told.index("*Avocets*")
    assert "community.wake" in found
    assert "💤 resting" in found


async def test_a_community_whose_channel_was_deleted_can_be_started_again(room: Room) -> None:
    resting = await opened(room, "Avocets")
    gone = replace(resting, state=State.RESTING, channel_id=None)
    await room.write(lambda stores: stores.communities.update(gone))

    told = shown(await typed(room, "caro", "/community list"))

    assert "Start it again" in told
    assert "'value': 'Avocets'" in told


async def test_a_closed_community_is_not_in_the_directory_and_can_still_be_read_about(room: Room) -> None:
    closed = await opened(room, "Avocets")
    await room.write(lambda stores: stores.communities.update(replace(closed, state=State.CLOSED)))

    assert "There is no community yet" in shown(await typed(room, "caro", "/community"))
    assert "It was closed." in shown(await typed(room, "caro", "/community about avocets", channel="general"))


async def test_an_entry_says_how_alive_it_is_and_which_teams_are_in_it(room: Room) -> None:
    young = await opened(room, "Wrens", channel="general", by="caro")
    old = await opened(room, "Avocets", by="ana", members=("ben",), since=LAST_MONTH.replace(year=2025))

    def work(stores: Stores) -> None:
        kestrel = stores.teams.add(NewTeam("kestrel", "Kestrel", "U1", LAST_MONTH))
        heron = stores.teams.add(NewTeam("heron", "Heron", "U1", LAST_MONTH))
        for number in range(4):
            stores.teams.put(f"UK{number}", kestrel.id, now=LAST_MONTH)
        stores.teams.put(room.person("ana"), kestrel.id, now=LAST_MONTH)
        stores.teams.put(room.person("ben"), heron.id, now=LAST_MONTH)

    await room.write(work)

    told = shown(await typed(room, "caro", "/community"))
    about = shown(await typed(room, "caro", "/community about avocets"))

    assert "🍃 quiet lately · with teams Kestrel and others" in told
    assert "🌱 just starting" in told
    assert "Heron" not in told + about  # fewer than five people of it are known
    assert "members" not in told + about
    assert "with teams Kestrel and others." in about
    assert "🍃 quiet lately" in about
    assert {young.topic, old.topic} == {"Wrens", "Avocets"}


async def test_tags_components_and_large_teams_find_a_community_and_closed_rooms_dont(room: Room) -> None:
    community = await opened(room, "Avocets", members=("ben",))
    message = room.say("ana", "Publish #pacts before deploying.")
    await room.react("ana", message)
    await room.write(
        lambda stores: stores.components.add(
            NewComponent(
                name="ticket-gate",
                label="Ticket gate",
                about="",
                link="",
                community_id=community.id,
                added_by="U1",
                added_at=LAST_MONTH,
                changed_by="U1",
                changed_at=LAST_MONTH,
            )
        )
    )

    by_tag = shown(await typed(room, "caro", "/community list pacts"))
    by_component = shown(await typed(room, "caro", "/community gate"))
    await room.write(lambda stores: stores.lessons.close(room.channel("birds").id, is_closed=True))
    closed = shown(await typed(room, "caro", "/community list pacts"))

    assert "*Avocets*" in by_tag
    assert "*Avocets*" in by_component
    assert "No community says “pacts”" in closed


async def test_a_hundred_communities_come_in_pages_that_keep_what_was_looked_for(room: Room) -> None:
    await many(room, 25)

    first = shown(await typed(room, "caro", "/community list bird"))
    second = shown(await room.click("caro", "community.page.on", "1 bird"))
    past = shown(await room.click("caro", "community.page.on", "99 bird"))

    assert "Page 1 of 3" in first
    assert "'value': '1 bird'" in first
    assert "*Bird 010*" in second
    assert "*Bird 009*" not in second
    assert "Page 3 of 3" in past


async def test_as_many_queries_as_there_are_for_three_communities_do_for_thirty(room: Room) -> None:
    async def asked(words: str) -> int:
        counted = 0

        def work(stores: Stores) -> None:
            nonlocal counted

            def count(*_: object) -> None:
                nonlocal counted
                counted += 1

            event.listen(stores.connection, "before_cursor_execute", count)
            directory.discover(stores, looking_for(room, words))
            event.remove(stores.connection, "before_cursor_execute", count)

        await room.read(work)
        return counted

    await many(room, 3)
    few = [await asked(""), await asked("bird")]
    await many(room, 27, "Wren")

    assert [await asked(""), await asked("bird")] == few


@pytest.mark.parametrize("words", ["", *TEXTS.values()])
async def test_the_homes_directory_is_what_slack_takes(room: Room, words: str) -> None:
    await many(room, 60)

    blocks = await room.read(lambda stores: directory.discover(stores, looking_for(room, words, page=1)))

    view = frame(Place(Tab.DISCOVER), blocks)
    assert len(blocks) <= 40
    assert problems_of_view(dict(view.payload), kind="home") == []
    assert list(holding.problems(view)) == []
