"""`/community coach`: coaches see how communities are, and nothing of who is in them; they offer, members answer."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from community.communities import Community, Member, NotOpen, State
from community.people import Person
from community.profiles import Profile
from community.pulse import Heard
from community.roster import COACH, Fact, Kind, Listed
from community.teams import NewTeam
from handlers.answers import Errors
from handlers.features import TABLE
from handlers.payloads import pack
from storage.database import Database
from storage.stores import Stores
from tests.handlers.acting import direct, opened, posts, shown, typed
from tests.handlers.room import Room, room_of

WEEK = timedelta(weeks=1)
CROWD = [f"U0CROWD{number:02}" for number in range(12)]


@pytest.fixture
async def room(sqlite_database: Database) -> AsyncIterator[Room]:
    async with room_of(sqlite_database, TABLE) as made:
        await coach(made, "caro")
        await opened(made, "Bird watching", members=("ben",), since=made.clock.now() - 30 * WEEK)
        yield made


async def coach(room: Room, name: str) -> None:
    """Let the list say that somebody is a coach, of which they were told."""
    certified = Fact(Kind.CERTIFICATION, COACH, shown_since=room.clock.now())

    def work(stores: Stores) -> None:
        stores.roster.put(Listed(room.person(name), room.clock.now(), (certified,), told_at=room.clock.now()))
        stores.people.save(_person(room, name), now=room.clock.now())

    await room.write(work)


def _person(room: Room, name: str) -> Person:
    return Person(room.person(name), name.title(), "Europe/Berlin")


async def offers(room: Room, words: str = "to facilitate your next meetup") -> str:
    await room.click("caro", "coach.offer", 1)
    told = shown(await room.submit("caro", "coach.offer", pack(community_id=1), words=words))
    await room.deliver()
    return told


async def test_a_coach_sees_how_each_community_is_in_words(room: Room) -> None:
    told = shown(await typed(room, "caro", "/community coach"))

    assert "🍂 quiet · *Bird watching*" in told
    assert "Nobody coordinates at the moment." in told
    assert "Offer help" in told


async def test_no_name_and_no_id_of_a_member_is_told_to_a_coach_however_much_is_wrong(room: Room) -> None:
    def trouble(stores: Stores) -> None:
        community = stores.communities.get(1)
        assert community is not None
        stores.communities.update(replace(community, purpose="Ben says that attendance is mandatory for Zebedee."))
        team = stores.teams.add(NewTeam("kestrel", "Kestrel", CROWD[0], room.clock.now()))
        heron = stores.teams.add(NewTeam("heron", "Heron", CROWD[0], room.clock.now()))
        stores.teams.put("U0OUTSIDE", heron.id, now=room.clock.now())
        for number, user_id in enumerate(CROWD):
            stores.people.save(
                replace(_person(room, "ben"), user_id=user_id, name=f"Zaphod{number}"), now=room.clock.now()
            )
            stores.members.add(Member(1, user_id, room.clock.now() - 20 * WEEK))
            stores.teams.put(user_id, team.id, now=room.clock.now())
            for _ in range(30 if number == 0 else 1):
                stores.pulse.heard(Heard(1, user_id, room.clock.now()))

    await room.write(trouble)

    told = shown(await typed(room, "caro", "/community coach"))

    assert "Something it says of itself may sound as if coming were no choice." in told
    assert "Its members come from few teams, as far as they said." in told
    for hidden in ("Zaphod", "Zebedee", "Ben", "ben", "Ana", "U0CROWD", "Kestrel", "one person", "one voice"):
        assert hidden not in told
    for user_id in (*CROWD, room.person("ana"), room.person("ben")):
        assert user_id not in told
    assert not any(character.isdecimal() for character in _words(told)), "no number is told of anybody"


async def test_who_is_no_coach_is_told_kindly_who_coaches_and_sees_no_health(room: Room) -> None:
    told = shown(await typed(room, "ben", "/community coach"))

    assert "Coaches here: Caro." in told
    assert "Ask a coach" in told
    assert "Bird watching" not in told
    assert "I don't know you as one, so nothing was sent" in shown(await room.click("ben", "coach.offer", 1))
    assert "I don't know you as one" in shown(await room.click("ben", "coach.more", 0))
    forged = await room.submit("ben", "coach.offer", pack(community_id=1), words="Let me in")
    assert "I don't know you as one" in shown(forged)
    assert await room.read(lambda stores: stores.coaching.newest(1, room.person("ben"))) is None


async def test_a_coach_who_hides_is_named_nowhere(room: Room) -> None:
    await room.write(lambda stores: stores.members.add(Member(1, room.person("caro"), room.clock.now())))
    assert "🌱 Coach in it: Caro" in shown(await typed(room, "ben", "/community about Bird watching"))

    hidden = Profile(user_id=room.person("caro"), is_hidden=True)
    await room.write(lambda stores: stores.profiles.save(hidden, now=room.clock.now()))

    assert "Caro" not in shown(await typed(room, "ben", "/community about Bird watching"))
    assert "I know none here yet" in shown(await typed(room, "ben", "/community coach"))
    assert "so nobody was" in shown(await room.click("ben", "coach.ask"))


async def test_a_coach_is_marked_where_people_are_found(room: Room) -> None:
    await room.write(
        lambda stores: stores.profiles.save(Profile(room.person("caro"), ("testing",)), now=room.clock.now())
    )
    await room.write(
        lambda stores: stores.profiles.save(Profile(room.person("ben"), ("testing",)), now=room.clock.now())
    )

    told = shown(await typed(room, "ana", "/community people testing"))

    assert "*Caro* · 🌱 coach" in told
    assert "*Ben*" in told
    assert "*Ben* · 🌱 coach" not in told


async def test_an_offer_is_one_message_in_the_channel_and_once_a_quarter(room: Room) -> None:
    told = await offers(room)
    again = shown(await room.click("caro", "coach.offer", 1))
    forged = shown(await room.submit("caro", "coach.offer", pack(community_id=1), words="Once more"))

    assert "Your offer is on its way to *Bird watching*" in told
    [card] = posts(room)
    assert "Caro, a Certified LeSS Coach, offers:" in card
    assert ">to facilitate your next meetup" in card or "&gt;" in card
    assert "once a quarter is enough" in again
    assert "once a quarter is enough" in forged
    room.wait(timedelta(days=92))
    assert "I offer" in shown(await room.click("caro", "coach.offer", 1))


async def test_a_member_takes_it_up_once_and_the_two_meet_in_a_conversation(room: Room) -> None:
    await offers(room)

    told = shown(await room.click("ben", "coach.take_up", 1))
    again = shown(await room.click("ben", "coach.take_up", 1))
    await room.deliver()

    assert "I am opening a conversation for you with Caro" in told
    assert "You took it up before" in again
    [said] = direct(room, "ben", "caro")
    assert "Ben would like to take up what was offered to *Bird watching*" in said


async def test_not_now_is_told_to_the_coach_without_who_said_it_and_the_message_follows(room: Room) -> None:
    await offers(room)

    told = shown(await room.click("ben", "coach.not_now", 1))
    again = shown(await room.click("ana", "coach.not_now", 1))
    await room.deliver()

    assert "and not who said so" in told
    assert "Somebody said so before" in again
    [said] = direct(room, "caro")
    assert "says: not now. That is about the moment, not about you." in said
    for name in ("Ben", "Ana", room.person("ben"), room.person("ana")):
        assert name not in said
    [card] = posts(room)
    assert "Not now, said the community." in card
    assert "coach.take_up" not in card


async def test_only_members_answer_an_offer_and_the_coach_does_not(room: Room) -> None:
    await offers(room)
    await room.write(lambda stores: stores.members.remove(1, room.person("ben")))

    outside = shown(await room.click("ben", "coach.take_up", 1))
    own = shown(await room.click("caro", "coach.not_now", 1))

    assert "so its members answer. Nothing was changed. Would you like to join it?" in outside
    assert "You offered that yourself" in own
    found = await room.read(lambda stores: stores.coaching.get(1))
    assert found is not None
    assert found.declined_at is None


async def test_an_empty_offer_stays_in_the_window_and_a_resting_community_is_left_alone(room: Room) -> None:
    empty = await room.submit("caro", "coach.offer", pack(community_id=1), words="  ")
    await room.write(lambda stores: stores.communities.update(replace(_one(stores), state=State.RESTING)))

    assert isinstance(empty, Errors)
    with pytest.raises(NotOpen):
        await room.click("caro", "coach.offer", 1)
    assert posts(room) == []


async def test_a_coach_who_is_forgotten_stands_on_no_message_any_more(room: Room) -> None:
    await offers(room)

    await room.submit("caro", "forget.me", what="words")
    await room.deliver()

    [card] = posts(room)
    assert "Caro" not in card
    assert "facilitate" not in card
    assert "That offer is no longer there" in shown(await room.click("ben", "coach.take_up", 1))


async def test_who_asks_for_a_coach_meets_the_coaches_in_one_conversation_once_a_week(room: Room) -> None:
    await coach(room, "ana")

    told = shown(await room.click("ben", "coach.ask"))
    again = shown(await room.click("ben", "coach.ask"))
    await room.deliver()

    assert "I am opening a conversation for you with" in told
    assert "You asked the coaches this week" in again
    [said] = direct(room, "ana", "ben", "caro")
    assert "Ben would like to talk with a coach about a community." in said


async def test_a_coach_whose_offer_slack_does_not_take_is_told_and_can_offer_again(room: Room) -> None:
    room.channel("birds").is_archived = True

    await offers(room)

    [said] = direct(room, "caro")
    assert "Slack did not let me post your offer to *Bird watching*" in said
    assert "I offer" in shown(await room.click("caro", "coach.offer", 1))


def _one(stores: Stores) -> Community:
    found = stores.communities.get(1)
    assert found is not None
    return found


def _words(told: str) -> str:
    """Give what a person reads of an answer: without the ids and values behind its buttons."""
    return re.sub(r"'(?:value|action_id|block_id)': '[^']*'", "", told)
