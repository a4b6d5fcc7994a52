"""Scouts and travelers: who may come, who closes, and what becomes of it when Slack or people are gone."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from community import gathering
from community.errors import CommunityError
from community.schedule import Period
from community.scouting import ComesAlready, EnoughOpen, FullDoor, GoneDoor, NoTeamYet, NotYoursToClose, OwnDoor
from handlers.answers import Errors
from storage.database import Database
from tests.handlers.acting import direct, opened, shown, typed
from tests.handlers.room import Room
from tests.handlers.spreading import in_team, teams_of

DAY = timedelta(days=1)


@pytest.fixture
async def room(sqlite_database: Database) -> AsyncIterator[Room]:
    async with teams_of(sqlite_database) as made:
        yield made


async def alone(room: Room, name: str) -> None:
    """Let a person be in no team."""
    await room.write(lambda stores: stores.teams.put(room.person(name), None, now=room.clock.now()))


async def offer(room: Room, name: str = "ana", what: str = "scouting.open", **more: str) -> str:
    given = {"what": "Watching birds together", "times": "On Fridays", "last_day": "2026-04-20", "guests": "1"}
    answer = await room.submit(name, what, "", **(given | more))
    assert not isinstance(answer, Errors), answer
    return shown(answer)


async def refused(room: Room, name: str, action_id: str, value: int, error: type[CommunityError]) -> None:
    with pytest.raises(error):
        await room.click(name, action_id, value)


async def test_a_door_has_room_for_some_of_other_teams_each_once(room: Room) -> None:
    await in_team(room, "ana", "Kestrel")
    await in_team(room, "ben", "Kestrel")
    await offer(room)

    await refused(room, "ana", "scouting.come", 1, OwnDoor)
    await refused(room, "ben", "scouting.come", 1, OwnDoor)
    assert "with Ana" in shown(await room.click("caro", "scouting.come", 1))
    await refused(room, "caro", "scouting.come", 1, ComesAlready)
    await room.deliver()

    [said] = direct(room, "ana", "caro")
    assert "Caro" in said
    assert "would like to come and see *Watching birds together* at team Kestrel" in said
    await alone(room, "ben")
    await refused(room, "ben", "scouting.come", 1, FullDoor)
    assert "no room any more" in shown(await typed(room, "ben", "/community open-doors"))


async def test_it_is_offered_by_a_team_until_its_last_day_and_closed_by_that_team(room: Room) -> None:
    await alone(room, "caro")
    with pytest.raises(NoTeamYet):
        await room.click("caro", "scouting.open")
    await in_team(room, "ana", "Kestrel")
    await offer(room)
    late = await room.submit("ana", "scouting.open", "", what=" ", times="x", last_day="2027-01-01", guests="1")
    assert late == Errors({"what": "A few words, please.", "last_day": "Choose a day within the next half year."})

    await refused(room, "caro", "scouting.close", 1, NotYoursToClose)
    room.wait(22 * DAY)
    await refused(room, "caro", "scouting.come", 1, GoneDoor)
    assert "No door is open" in shown(await typed(room, "caro", "/community open-doors"))


async def test_nobody_offers_more_than_they_can_look_after(room: Room) -> None:
    for _ in range(5):
        await offer(room, "caro", "scouting.travel")
    with pytest.raises(EnoughOpen):
        await offer(room, "caro", "scouting.travel")


async def test_a_traveler_is_taken_in_by_a_team_and_who_has_gone_offers_nothing(room: Room) -> None:
    await alone(room, "ben")
    await offer(room, "caro", "scouting.travel")
    await refused(room, "ben", "scouting.come", 1, NoTeamYet)
    await in_team(room, "ben", "Wren")

    assert "with Caro" in shown(await room.click("ben", "scouting.come", 1))
    now = room.clock.now()
    await room.write(lambda stores: stores.departures.depart(room.person("caro"), now=now))
    assert "No door is open" in shown(await typed(room, "ben", "/community open-doors"))


async def test_when_slack_opens_no_conversation_who_asked_is_told_and_can_ask_again(room: Room) -> None:
    await in_team(room, "ana", "Kestrel")
    await offer(room)
    await room.click("caro", "scouting.come", 1)
    [entry] = await room.write(lambda stores: stores.outbox.claim(sender="t", now=room.clock.now(), lease=DAY, limit=1))
    await room._refuse(entry.id, "restricted_action")  # as the sender would
    await room.deliver()

    assert "Slack did not let me open a conversation" in direct(room, "caro")[-1]
    assert "I am opening a conversation" in shown(await room.click("caro", "scouting.come", 1))


async def test_a_community_it_fits_hears_of_it_once(room: Room) -> None:
    await in_team(room, "ana", "Kestrel")
    home = await opened(room, "Bird watching")
    other = await opened(room, "Fish", channel="general")
    await offer(room)
    now = room.clock.now() + timedelta(seconds=1)
    periods = {one.id: Period(now - DAY, now) for one in (home, other)}

    def doors(stores: object) -> dict[int, bool]:
        found = gathering.gather(stores, periods, now=now)  # type: ignore[arg-type]
        return {one.community.id: one.news.door is not None for one in found}

    assert await room.read(doors) == {home.id: True, other.id: False}
    await room.write(lambda stores: stores.scouting.show(home.id, 1, now=now))
    assert await room.read(doors) == {home.id: False, other.id: False}


async def test_what_a_scout_saw_is_a_lesson_of_a_visit_told_to_that_team_if_they_wish(room: Room) -> None:
    await in_team(room, "ana", "Kestrel")
    await in_team(room, "ben", "Kestrel")
    team = await room.read(lambda stores: stores.teams.named("kestrel"))
    assert team is not None
    form = shown(await typed(room, "caro", "/lesson visited kestrl"))
    assert "'initial_option': {'text': {'type': 'plain_text', 'text': 'Kestrel'" in form
    said = {"team": str(team.id), "saw": "They look first. Then they talk.", "try": "Look", "community": "none"}

    await room.submit("caro", "scouting.visited", "", **said, tell=("tell",))
    await room.submit("caro", "scouting.visited", "", **said)
    await room.deliver()

    lesson = await room.lesson(1)
    assert lesson is not None
    assert (lesson.kind, lesson.happened, lesson.to_try) == ("visit", "I visited team Kestrel.", "Look")
    assert [len(direct(room, name)) for name in ("ana", "ben", "caro")] == [1, 1, 0]
    assert await room.submit("caro", "scouting.visited", "", **(said | {"saw": ""})) == Errors(
        {"saw": "A few words, please: what would you tell your own team?"}
    )
