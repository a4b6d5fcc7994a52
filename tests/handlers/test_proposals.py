from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from community import teams
from community.communities import Community
from community.proposals import GoneProposal, NotItsMember, ProposedBefore
from community.spread import ClosedRoom, Position
from handlers.answers import Answer, Errors
from handlers.payloads import pack
from storage.database import Database
from storage.stores import Stores
from tests.handlers.acting import opened, posts
from tests.handlers.room import Room
from tests.handlers.spreading import element, in_team, learnt, lesson, teams_of, words

NUMBER = pack(number=1)
FIRST = pack(proposal_id=1)


@pytest.fixture
async def room(sqlite_database: Database) -> AsyncIterator[Room]:
    async with teams_of(sqlite_database) as made:
        yield made


async def proposed(room: Room, community: Community, *, by: str = "caro", said: str = "Let us all do so.") -> Answer:
    return await room.submit(by, "spread.propose", NUMBER, community=str(community.id), words=said)


async def card(room: Room) -> str:
    await room.deliver()
    [shown] = [post for post in posts(room, "general") if "proposes to teams" in post]
    return shown


async def test_a_community_proposes_in_its_channel_and_says_who_is_represented(room: Room) -> None:
    community = await opened(room, "Contracts", channel="general", by="caro", members=("ben",))
    await learnt(room)

    asked = await room.command("caro", "propose 1")
    told = words(await proposed(room, community))

    assert [option["text"]["text"] for option in element(asked, "community")["options"]] == ["Contracts"]
    assert "*Contracts* proposes *#1" in told
    shown = await card(room)
    assert "Teams represented in this community: Heron and Kestrel." in shown
    assert "Let us all do so." in shown
    assert "Each team decides for itself." in shown
    assert "Caro" not in shown


async def test_each_team_says_in_its_own_words_what_it_makes_of_it_and_the_newest_counts(room: Room) -> None:
    community = await opened(room, "Contracts", channel="general", by="caro")
    await learnt(room)
    await proposed(room, community)
    await room.deliver()
    assert "You speak for team Heron" in words(await room.click("caro", "proposal.say", 1))

    await room.submit("caro", "proposal.say", FIRST, words="Not for us: no consumers.")
    await room.submit("ben", "proposal.say", FIRST, words="Since May.")
    await in_team(room, "ana", "Heron")
    again = await room.click("ana", "proposal.say", 1)
    await room.submit("ana", "proposal.say", FIRST, words="We start in June.")

    assert element(again, "words")["initial_value"] == "Not for us: no consumers."
    shown = await card(room)
    assert "*Heron* says:" in shown
    assert "We start in June." in shown
    assert "*Kestrel* says:" in shown
    assert "no consumers" not in shown


async def test_the_same_words_again_change_nothing(room: Room) -> None:
    community = await opened(room, "Contracts", channel="general", by="caro")
    await learnt(room)
    await proposed(room, community)
    await room.submit("caro", "proposal.say", FIRST, words="Yes.")
    await room.deliver()

    told = words(await room.submit("caro", "proposal.say", FIRST, words="Yes."))

    assert "stood on the card before" in told
    assert await room.waiting() == 0


async def test_what_is_said_while_the_card_is_on_its_way_is_shown_when_it_is_there(room: Room) -> None:
    community = await opened(room, "Contracts", channel="general", by="caro")
    await learnt(room)
    await proposed(room, community)

    await room.submit("ben", "proposal.say", FIRST, words="Since May.")

    assert "Since May." in await card(room)


async def test_who_named_no_team_is_asked_for_it_before_they_speak(room: Room) -> None:
    community = await opened(room, "Contracts", channel="general", by="caro")
    await learnt(room)
    await proposed(room, community)

    told = words(await room.click("ana", "proposal.say", 1))

    assert "I don't know your team yet" in told
    assert "team.say" in told


async def test_only_a_members_own_community_proposes_and_each_lesson_once(room: Room) -> None:
    community = await opened(room, "Contracts", channel="general", by="caro")
    await learnt(room)

    assert "you are in none yet" in words(await room.click("ben", "spread.propose", 1))
    with pytest.raises(NotItsMember):
        await proposed(room, community, by="ben")
    await proposed(room, community)
    with pytest.raises(ProposedBefore, match="“Contracts” has proposed lesson #1 before"):
        await proposed(room, community)

    assert len(await room.read(lambda stores: stores.spread.proposals(1))) == 1


async def test_nothing_is_proposed_or_said_without_words(room: Room) -> None:
    community = await opened(room, "Contracts", channel="general", by="caro")
    await learnt(room)

    assert isinstance(await proposed(room, community, said=" "), Errors)
    await proposed(room, community)
    assert isinstance(await room.submit("caro", "proposal.say", FIRST, words=" "), Errors)


async def test_what_is_closed_or_taken_back_is_not_proposed_and_its_card_repeats_nothing(room: Room) -> None:
    community = await opened(room, "Contracts", channel="general", by="caro", members=("ana",))
    await learnt(room)
    await proposed(room, community)
    await room.deliver()

    await room.click("ben", "lesson.withdraw", 1)
    await room.deliver()

    assert any("is not for everybody any more" in post for post in posts(room, "general"))
    assert not any("Publish the contract" in post for post in posts(room, "general"))
    with pytest.raises(GoneProposal):
        await room.click("caro", "proposal.say", 1)
    closed = replace(await lesson(room), withdrawn_at=None, closed_in=room.channel("nest").id)
    await room.write(lambda stores: stores.lessons.update(closed))
    with pytest.raises(ClosedRoom):
        await room.command("ana", "propose 1")


async def test_what_two_hundred_teams_say_is_read_in_pages(room: Room) -> None:
    community = await opened(room, "Contracts", channel="general", by="caro")
    await learnt(room)
    await proposed(room, community)

    def everybody(stores: Stores) -> None:
        for number in range(200):
            team = teams.start(stores, f"Finch {number}", by="U1", now=room.clock.now())
            stores.spread.take_position(Position(1, team.id, f"{number}: " + "&" * 400, "U1", room.clock.now()))

    await room.write(everybody)
    await room.submit("caro", "proposal.say", FIRST, words="Ours.")

    assert "Read all of them" in await card(room)
    assert "page 1 of 26" in words(await room.click("ben", "proposal.read", 1))
    assert "*Finch 199*" in words(await room.click("ben", "proposal.read.on", "1 24"))
    assert "Ours." in words(await room.click("ben", "proposal.read.on", "1 25"))
    assert "page 1 of 26" in words(await room.click("ben", "proposal.read.back", "1 0"))


async def test_what_slack_does_not_take_is_told_and_can_be_proposed_again(room: Room) -> None:
    community = await opened(room, "Contracts", channel="general", by="caro")
    await learnt(room)
    room.channel("general").is_archived = True

    await proposed(room, community)
    await room.deliver()

    assert await room.read(lambda stores: stores.spread.proposals(1)) == []
    room.channel("general").is_archived = False
    await proposed(room, community)
    assert "proposes to teams" in await card(room)
