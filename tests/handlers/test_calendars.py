"""Calendars and publishing in Slack: who is given an address or a file, who is refused, and what ends it."""

import re
from itertools import count

import pytest

from community import departures, rooms
from community.meetups import NoSuchMeetup
from community.secret_addresses import Mint
from community.settings import Settings
from handlers.answers import Open, Say, Update
from tests.handlers.acting import opened, posts, shown, typed
from tests.handlers.room import Room
from tests.handlers.test_meetups import planned

ADDRESS = re.compile(r"https://yokoten\.example\.org/\w+/[\w-]{32}\.\w+")


@pytest.fixture
def published(room: Room) -> Room:
    """Give the room in a bot that calendar programs can reach."""
    seeds = count()
    room.mint = Mint("https://yokoten.example.org", b"key", lambda: f"seed {next(seeds)}")
    return room


async def test_without_a_public_address_there_are_files_only_and_it_is_said_so(room: Room) -> None:
    meetup = await planned(room)

    overview = shown(await typed(room, "ana", "/meetup calendar"))
    assert "no public address" in overview
    assert "calendar.give" not in overview
    await room.click("ana", "calendar.give", "mine")
    assert await room.read(lambda stores: stores.secret_addresses.of(room.person("ana"))) == []
    assert "nobody outside slack can reach me" in shown(await typed(room, "ana", "/community publish")).lower()

    assert "in a file in our conversation" in shown(await room.click("ana", "calendar.add", meetup.id))
    assert "1 meetup in a file" in shown(await room.click("ana", "calendar.file", "mine"))
    assert [file.name for file in room.workspace.files.values()] == ["meetup.ics", "meetups.ics"]


async def test_an_address_is_shown_again_until_the_bots_key_changes(published: Room) -> None:
    await opened(published)
    [first] = ADDRESS.findall(shown(await published.click("ana", "calendar.give", "mine")))[:1]

    assert first in shown(await typed(published, "ana", "/meetup calendar"))
    assert first not in shown(await typed(published, "ben", "/meetup calendar"))
    assert published.mint is not None
    published.mint = Mint(published.mint.public_url, b"another key", published.mint.new_seed)
    later = shown(await typed(published, "ana", "/meetup calendar"))
    assert "I can't show the address any more" in later
    assert not ADDRESS.findall(later)


async def test_neither_an_address_nor_what_makes_it_is_in_the_tables(published: Room) -> None:
    await opened(published)
    [address] = set(ADDRESS.findall(shown(await published.click("ana", "calendar.give", "mine"))))
    token = address.rpartition("/")[2].partition(".")[0]

    [kept] = await published.read(lambda stores: stores.secret_addresses.of(published.person("ana")))

    assert token not in str(kept)


async def test_the_calendar_of_a_community_is_for_its_members(published: Room) -> None:
    community = await opened(published)

    assert "Bird watching" not in shown(await typed(published, "ben", "/meetup calendar"))
    assert "Bird watching" in shown(await published.click("ana", "calendar.give", "mine"))
    answer = shown(await published.click("ben", "calendar.give", community.id))
    assert "is for who is in it, so no address was made" in answer
    assert "community.join" in answer
    assert "The calendar of *Bird watching* has an address now" in shown(
        await published.click("ana", "calendar.give", community.id)
    )


async def test_a_meetup_of_a_private_channel_is_a_file_for_who_is_in_it_and_nobody_else(published: Room) -> None:
    meetup = await planned(published)
    channel = published.channel("birds")
    channel.is_private = True
    channel.members.remove(published.person("caro"))
    await published.write(lambda stores: rooms.look(stores, channel.id, is_closed=True, now=published.clock.now()))

    assert "in a file in our conversation" in shown(await published.click("ben", "calendar.add", meetup.id))
    with pytest.raises(NoSuchMeetup):
        await published.click("caro", "calendar.add", meetup.id)
    with pytest.raises(NoSuchMeetup):
        await published.click("caro", "calendar.add", 99)
    assert len(published.workspace.files) == 1


async def test_who_leaves_the_organisation_takes_their_addresses_along(published: Room) -> None:
    await opened(published)
    ana = published.person("ana")
    await published.click("ana", "calendar.give", "mine")

    await published.write(lambda stores: departures.depart(stores, ana, free=frozenset(), now=published.clock.now()))

    assert await published.read(lambda stores: stores.secret_addresses.of(ana)) == []


async def test_publishing_is_told_once_and_is_its_members_to_switch(published: Room) -> None:
    community = await opened(published, members=("ben",))
    metadata = f'{{"community_id":{community.id}}}'
    assert isinstance(await typed(published, "ana", "/community publish"), Open)

    first = await published.submit("ana", "publishing.on", metadata)
    again = await published.submit("ben", "publishing.on", metadata)
    await published.deliver()

    assert isinstance(first, Update)
    assert isinstance(again, Update)
    assert ADDRESS.findall(shown(first)) == ADDRESS.findall(shown(again))
    assert len([post for post in posts(published) if "📡" in post]) == 1
    assert "Switched on by Ana" in shown(await typed(published, "ben", "/community publish"))
    refused = await published.click("caro", "publishing.off", community.id)
    assert isinstance(refused, Say)
    assert "is for its members to say" in shown(refused)
    assert "publishes nothing any more" in shown(await published.click("ben", "publishing.off", community.id))
    assert "so there was nothing to switch off" in shown(await published.click("ben", "publishing.off", community.id))


async def test_what_may_not_be_published_is_refused_with_the_reason(published: Room) -> None:
    community = await opened(published)
    metadata = f'{{"community_id":{community.id}}}'
    now = published.clock.now()
    await published.write(
        lambda stores: stores.settings.save(Settings(may_publish=False), by=published.person("ben"), now=now)
    )

    assert "The admins of this workspace chose" in shown(await published.submit("ana", "publishing.on", metadata))
    await published.write(lambda stores: stores.settings.save(Settings(), by=published.person("ben"), now=now))
    await published.write(
        lambda stores: rooms.look(stores, community.channel_id or "", is_closed=False, is_shared=True, now=now)
    )
    assert "has no open channel" in shown(await published.submit("ana", "publishing.on", metadata))
    assert await published.read(lambda stores: stores.secret_addresses.publication(community.id)) is None


async def test_no_community_publishes_once_an_admin_says_so(published: Room) -> None:
    community = await opened(published)
    await published.submit("ana", "publishing.on", f'{{"community_id":{community.id}}}')

    found = published.workspace.find_user("ben")
    assert found is not None
    found.is_admin = True
    form = {"weekday": "0", "time": "09:00", "may_create": "everybody", "may_publish": "no"}
    await published.submit("ben", "settings.save", "", **form)

    assert await published.read(lambda stores: stores.secret_addresses.publication(community.id)) is None
