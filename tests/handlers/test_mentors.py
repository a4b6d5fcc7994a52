from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from community.coming import Said
from community.components import GoneComponent
from community.meetups import NewMeetup
from community.mentors import NotMentor
from community.settings import Settings
from handlers import mentors as mentors_of
from handlers.answers import Replace
from handlers.payloads import pack
from storage.database import Database
from storage.stores import Stores
from tests.handlers.acting import direct, posts, shown, typed
from tests.handlers.mentored import ask, described, ledger_of, mentoring, mentors, request
from tests.handlers.room import Room
from tests.handlers.spreading import element, in_team, learnt, words

WEEK, DAY = timedelta(weeks=1), timedelta(days=1)


@pytest.fixture
async def room(sqlite_database: Database) -> AsyncIterator[Room]:
    async with ledger_of(sqlite_database) as made:
        yield made


async def go_round(room: Room, *, after: timedelta = timedelta()) -> None:
    """Let time pass and the round be made, and let what it says reach people."""
    room.wait(after)
    await room.table.rounds["mentors"](room.deps())
    await room.deliver()


async def test_one_offers_oneself_and_says_what_one_can_teach(room: Room) -> None:
    told = await mentoring(room, "ben", "closing a month")

    assert "You mentor *Ledger*. Thank you for offering" in told
    assert "Which team are you on?" in told
    assert "Ben: closing a month" in told
    assert await mentors(room) == ["ben"]


async def test_who_said_their_team_is_not_asked_for_it(room: Room) -> None:
    await in_team(room, "ben", "Kestrel")

    assert "Which team" not in await mentoring(room, "ben")


async def test_what_one_can_teach_is_said_anew_and_the_first_stays_first(room: Room) -> None:
    await mentoring(room, "ben", "closing a month")
    room.wait(DAY)
    await mentoring(room, "caro")
    room.wait(DAY)

    opened = await room.click("ben", "mentor.offer", 1)
    await mentoring(room, "ben", "tax")

    assert element(opened, "teaches")["initial_value"] == "closing a month"
    assert await mentors(room) == ["ben", "caro"]
    assert "Ben: tax" in shown(await typed(room, "ana", "/community component ledger"))


async def test_nobody_can_make_another_a_mentor(room: Room) -> None:
    forged = pack(component_id=1, user_id=room.person("caro"), mentor=room.person("caro"))

    await room.submit("ben", "mentor.offer", forged, teaches="", user_id=room.person("caro"), whom=room.person("caro"))

    assert await mentors(room) == ["ben"]


async def test_nobody_can_take_anothers_seat_away(room: Room) -> None:
    await mentoring(room, "ben")

    with pytest.raises(NotMentor, match="You don't mentor “Ledger”, so nothing was changed"):
        await room.click("caro", "mentor.step_back", 1)
    told = words(await room.click("caro", "mentor.step_back.all", room.person("ben")))

    assert "You mentor no component at the moment, so nothing was changed." in told
    assert await mentors(room) == ["ben"]


async def test_a_component_that_never_was_has_no_mentors(room: Room) -> None:
    with pytest.raises(GoneComponent, match="I don't know that component"):
        await mentoring(room, "ben", component_id=99)
    with pytest.raises(GoneComponent):
        await room.click("ben", "mentor.step_back", 99)


async def test_a_single_mentor_is_told_as_a_risk_and_two_are_not(room: Room) -> None:
    await mentoring(room, "ben")
    to_caro = shown(await typed(room, "caro", "/community component ledger"))
    to_ben = shown(await typed(room, "ben", "/community component ledger"))
    await mentoring(room, "ana")
    of_two = shown(await typed(room, "caro", "/community component ledger"))

    risk = "Only one person mentors this: if they are away, nobody can teach it. Would you like to learn it from them?"
    assert risk in to_caro
    assert "Only you mentor this" in to_ben
    assert "⚠️" not in of_two


async def test_stepping_back_tells_what_is_open_and_offers_the_seat_once(room: Room) -> None:
    await mentoring(room, "ben")
    await ask(room, "caro", "pair", words="the new tax")

    told = await room.click("ben", "mentor.step_back", 1)

    assert isinstance(told, Replace)
    assert "You don't mentor *Ledger* any more. Thank you for what you taught." in words(told)
    assert "Still open, and nobody else is asked:\\nCaro would like to pair on *Ledger*." in words(told)
    assert posts(room) == []
    for _ in range(2):
        offered = words(await room.click("ben", "mentor.seat", 1))
        await room.deliver()
    assert "was offered" in offered
    [post] = posts(room)
    assert "🪑 *Ledger* looks for a mentor: somebody on a feature team" in post
    assert "Ben" not in post


async def test_what_was_asked_of_one_mentor_is_asked_of_all_once_they_step_back(room: Room) -> None:
    await mentoring(room, "ben")
    await mentoring(room, "ana")
    await ask(room, "caro", whom=room.person("ben"))

    told = words(await room.click("ben", "mentor.step_back", 1))

    assert "Still open, and its other mentors see it" in told
    assert "Offer the seat" not in told
    assert (await request(room)).asked == ""
    await room.click("ana", "mentoring.take", 1)
    assert (await request(room)).taken_by == room.person("ana")


async def test_who_leaves_the_organisation_leaves_seats_that_are_offered(room: Room) -> None:
    await mentoring(room, "ben")
    await described(room, "Till")
    await mentoring(room, "ben", component_id=2)
    await mentoring(room, "ana", component_id=2)
    await ask(room, "ben", whom="all")
    await room.write(
        lambda stores: stores.settings.save(
            Settings(hub_channel=room.channel("general").id), by="", now=room.clock.now()
        )
    )
    deps = room.deps()

    await room.write(lambda stores: mentors_of.gone(stores, room.person("ben"), deps))
    await room.deliver()

    assert (await mentors(room), await mentors(room, 2)) == ([], ["ana"])
    offered = [post for post in posts(room) if "🪑" in post]
    assert len(offered) == 1
    assert "*Ledger* looks for a mentor" in offered[0]
    [in_hub] = posts(room, "general")
    assert "*Till* has room for one more mentor" in in_hub
    assert "Ben" not in offered[0] + in_hub
    assert (await request(room)).ended_at is not None


async def test_seats_of_components_that_are_no_longer_here_are_not_offered(room: Room) -> None:
    await mentoring(room, "ben")
    await room.click("ana", "component.retire", 1)
    deps = room.deps()

    await room.write(lambda stores: mentors_of.gone(stores, room.person("ben"), deps))
    await room.deliver()

    assert posts(room) == []
    assert await mentors(room) == []


async def test_who_was_long_not_seen_is_asked_once_and_privately(room: Room) -> None:
    await described(room, "Till")
    await mentoring(room, "ben")
    await mentoring(room, "ben", component_id=2)

    await go_round(room, after=25 * WEEK)
    assert direct(room, "ben") == []
    for _ in range(3):
        await go_round(room, after=WEEK)

    [asked] = direct(room, "ben")
    assert "A question only for you: you once offered to mentor *Ledger* and *Till*." in asked
    assert posts(room) == []


async def test_nobody_is_asked_outside_their_working_hours(room: Room) -> None:
    await mentoring(room, "ben")

    await go_round(room, after=26 * WEEK + 5 * DAY)  # a Saturday
    assert direct(room, "ben") == []
    await go_round(room, after=2 * DAY + timedelta(hours=12))  # Monday evening
    assert direct(room, "ben") == []
    await go_round(room, after=timedelta(hours=13))

    assert len(direct(room, "ben")) == 1


@pytest.mark.parametrize("sign", ["a lesson", "a note", "a request", "a meetup they come to", "their Home"])
async def test_who_gives_a_sign_of_life_is_not_asked(room: Room, sign: str) -> None:
    await mentoring(room, "ben")
    room.wait(20 * WEEK)
    match sign:
        case "a lesson":
            await learnt(room, by="ben")
        case "a note":
            await room.submit("ben", "health.write", pack(component_id=1), mood="healthy", words="")
        case "a request":
            await room.submit("ben", "mentoring.ask", pack(component_id=1), kind="pair")
        case "a meetup they come to":
            await room.write(lambda stores: _come(stores, room))
        case "their Home":
            person = await room.read(lambda stores: stores.people.get(room.person("ben")))
            assert person is not None
            await room.write(lambda stores: stores.people.save(person, now=room.clock.now()))
    await room.deliver()
    before = direct(room, "ben")

    await go_round(room, after=7 * WEEK)

    assert direct(room, "ben") == before


async def test_yes_keeps_the_seat_and_asks_no_more_for_half_a_year(room: Room) -> None:
    await mentoring(room, "ben")
    await go_round(room, after=27 * WEEK)

    told = await room.click("ben", "mentor.keep")
    await go_round(room, after=20 * WEEK)

    assert isinstance(told, Replace)
    assert "Good to know. You go on mentoring *Ledger*." in words(told)
    assert len(direct(room, "ben")) == 1
    assert posts(room) == []
    assert await mentors(room) == ["ben"]
    await go_round(room, after=7 * WEEK)
    assert len(direct(room, "ben")) == 2


async def test_stepping_back_when_asked_offers_the_seat_at_once(room: Room) -> None:
    await mentoring(room, "ben")
    await go_round(room, after=27 * WEEK)

    told = words(await room.click("ben", "mentor.step_back.all"))
    await room.deliver()

    assert "You don't mentor *Ledger* any more." in told
    assert await mentors(room) == []
    assert ["looks for a mentor" in post for post in posts(room)] == [True]


async def test_without_an_answer_a_seat_beside_them_is_offered_once_and_nobody_is_called_quiet(room: Room) -> None:
    room.wait(timedelta(hours=3))  # noon in Berlin, and still morning once the clocks have changed
    await mentoring(room, "ben")
    await go_round(room, after=27 * WEEK)

    await go_round(room, after=3 * WEEK)
    assert posts(room) == []
    for _ in range(6):
        await go_round(room, after=WEEK + timedelta(minutes=1))

    [post] = posts(room)
    assert "🪑 *Ledger* has room for one more mentor" in post
    assert [word for word in ("Ben", "quiet", "gone", "answer", "active") if word in post] == []
    assert await mentors(room) == ["ben"]


async def test_who_is_seen_again_keeps_their_seat_without_a_word(room: Room) -> None:
    await mentoring(room, "ben")
    await go_round(room, after=27 * WEEK)
    room.wait(WEEK)
    await room.submit("ben", "health.write", pack(component_id=1), mood="healthy", words="")

    await go_round(room, after=5 * WEEK)

    assert posts(room) == []


def _come(stores: Stores, room: Room) -> None:
    meetup = stores.meetups.add(
        NewMeetup(
            title="Pacts",
            channel_id=room.channel("birds").id,
            community_id=1,
            starts_at=room.clock.now() + DAY,
            zone="UTC",
            minutes=30,
            place="",
            planned_by="U9",
            planned_at=room.clock.now(),
        )
    )
    stores.coming.say(meetup.id, room.person("ben"), Said.COMING, now=room.clock.now())
