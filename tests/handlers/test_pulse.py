"""`/community pulse`: told to members, with numbers that say nothing of few people, and charts that follow."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from community.communities import Aim, Member, NewCommunity, NotSaidWhich, State
from community.lessons import NewLesson
from community.meetups import NewMeetup
from community.pulse import Heard
from community.spread import Adoption, Answer
from community.teams import NewTeam
from handlers.answers import Say
from handlers.features import TABLE
from handlers.pulse import Pulses
from storage.database import Database
from storage.stores import Stores
from tests.handlers.acting import direct_messages
from tests.handlers.following_up import Bench, click, command, deps, follow, refuse, said
from tests.handlers.room import MONDAY, Room, room_of

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
OTHERS = [f"U0{number:02}" for number in range(30)]


@pytest.fixture
async def room(sqlite_database: Database) -> AsyncIterator[Room]:
    async with room_of(sqlite_database, TABLE) as made:
        await made.write(lambda stores: start(stores, made, "Contract testing"))
        yield made


def start(stores: Stores, room: Room, topic: str, *, weeks_ago: int = 30) -> int:
    """Start a community with Ana in it, which a coordinator cares for."""
    name = topic.casefold().replace(" ", "-")
    new = NewCommunity(
        name, topic, "", Aim.BOTH, f"cop-{name}", f"C0{name}", False, OTHERS[0], MONDAY - weeks_ago * WEEK, "UTC"
    )
    community = stores.communities.add(new)
    for user_id in (room.person("ana"), OTHERS[0]):
        stores.members.add(Member(community.id, user_id, MONDAY - 20 * WEEK))
    stores.seats.take(community.id, OTHERS[0], now=MONDAY - 20 * WEEK)
    return community.id


def join(stores: Stores, count: int, *, weeks_ago: int = 10) -> list[str]:
    for user_id in OTHERS[1 : count + 1]:
        stores.members.add(Member(1, user_id, MONDAY - weeks_ago * WEEK))
    return OTHERS[1 : count + 1]


def say(stores: Stores, user_ids: list[str], times: int = 1, *, weeks_ago: int = 0) -> None:
    for user_id in user_ids:
        for _ in range(times):
            stores.pulse.heard(Heard(1, user_id, MONDAY - weeks_ago * WEEK))


def learn(stores: Stores, *, days_ago: int = 1) -> int:
    at = MONDAY - days_ago * DAY
    new = NewLesson(
        title="Publish first",
        learnt="",
        author_id="U1",
        author_name="Lea",
        captured_by="U1",
        captured_at=at,
        said_at=at,
        source=None,
        community_id=1,
    )
    return stores.lessons.add(new).number


def meet(stores: Stores, *, days_ago: int, title: str = "Pacts") -> None:
    starts = MONDAY - days_ago * DAY
    stores.meetups.add(NewMeetup(title, "C1", 1, starts, "UTC", 60, "", "U1", starts - DAY))


async def ask(room: Room, rest: str = "contract testing", *, by: str = "ana", **more: Any) -> Any:
    pulses = more.pop("pulses", None) or Pulses()
    return await pulses.tell(command(room, "/community", f"pulse {rest}", by=by), deps(room, **more))


async def test_a_member_is_told_how_it_is_in_words_and_numbers(room: Room) -> None:
    def work(stores: Stores) -> None:
        people = join(stores, 12)
        say(stores, people)
        for label in ("Heron", "Wren", "Kestrel"):
            team = stores.teams.add(NewTeam(label.casefold(), label, "U1", MONDAY))
            stores.teams.put(people.pop(), team.id, now=MONDAY)
        number = learn(stores)
        stores.spread.answer(Adoption(number, 1, Answer.ADOPTED, "", "U1", MONDAY))
        meet(stores, days_ago=3)

    await room.write(work)

    told = said(await ask(room))

    assert "Contract testing is alive." in told
    assert "• 10 to 14 people wrote here" in told
    assert "• members from 3 teams" in told
    assert "• 1 lesson, taken up once by another team" in told
    assert "• 1 meetup, no questions answered" in told
    assert "• new here: fewer than 5 people" in told
    assert "What you might talk about" not in told


async def test_where_there_was_no_lesson_nothing_is_said_of_taking_one_up(room: Room) -> None:
    told = said(await ask(room))

    assert "• no lessons\n" in told
    assert "taken up" not in told


async def test_numbers_about_few_people_are_withheld(room: Room) -> None:
    await room.write(lambda stores: say(stores, join(stores, 4, weeks_ago=1)))

    told = said(await ask(room))

    assert "• fewer than 5 people wrote here" in told
    assert "• new here: fewer than 5 people" in told
    assert not re.search(r"\b[1-4] people", told)


async def test_one_more_who_writes_changes_no_number(room: Room) -> None:
    await room.write(lambda stores: say(stores, join(stores, 5)))
    before = said(await ask(room))

    await room.write(lambda stores: say(stores, OTHERS[:1]))

    assert said(await ask(room)) == before


async def test_whoever_isnt_in_it_is_kindly_shown_the_way_in_and_told_nothing(room: Room) -> None:
    await room.write(lambda stores: say(stores, join(stores, 6), 9))

    answer = await ask(room, by="ben")

    assert "is told to its members" in said(answer)
    assert "Join" in said(answer)
    assert "people wrote" not in said(answer)
    assert answer.then is None


async def test_each_sign_comes_with_one_thing_to_try(room: Room) -> None:
    def work(stores: Stores) -> None:
        stores.seats.end(1, OTHERS[0], now=MONDAY)
        people = join(stores, 8)
        say(stores, people[:4])
        say(stores, people[4:5], 30)
        for days_ago in (40, 30, 20):
            meet(stores, days_ago=days_ago)
        meet(stores, days_ago=2, title="Pacts: attendance is required!")
        stores.teams.put("U0ELSE", stores.teams.add(NewTeam("wren", "Wren", "U1", MONDAY)).id, now=MONDAY)

    await room.write(work)

    told = said(await ask(room))

    for says in (
        "“Pacts: attendance is required!” may sound as if coming were no choice.",
        "Nobody coordinates at the moment.",
        "The last three meetups went by without a lesson in the week after.",
        "Most of what was written in the last four weeks came from one person.",
        "None of you has said which feature team they work in.",
    ):
        assert f"💬 {says} *To try:* " in told
    assert told.count("*To try:*") == 5


async def test_in_its_first_weeks_a_community_is_warned_only_of_its_own_words(room: Room) -> None:
    def work(stores: Stores) -> None:
        community = stores.communities.get(1)
        assert community is not None
        stores.communities.update(replace(community, started_at=MONDAY - WEEK, purpose="You must attend."))
        stores.seats.end(1, OTHERS[0], now=MONDAY)

    await room.write(work)

    told = said(await ask(room))

    assert "Contract testing is forming." in told
    assert "“You must attend.” may sound" in told
    assert told.count("*To try:*") == 1


async def test_one_that_rests_is_told_so_and_warned_of_nothing(room: Room) -> None:
    def work(stores: Stores) -> None:
        community = stores.communities.get(1)
        assert community is not None
        stores.communities.update(replace(community, state=State.RESTING))
        stores.seats.end(1, OTHERS[0], now=MONDAY)

    await room.write(work)

    told = said(await ask(room))

    assert "Contract testing is resting." in told
    assert "To try" not in told


async def test_a_quiet_one_is_told_that_this_is_fine(room: Room) -> None:
    await room.write(lambda stores: say(stores, OTHERS[:1], weeks_ago=7))

    told = said(await ask(room))

    assert "Contract testing is quiet." in told
    assert "which is fine" in told


async def test_without_a_name_their_only_one_is_meant_and_of_several_it_is_asked(room: Room) -> None:
    assert "Contract testing is" in said(await ask(room, ""))

    await room.write(lambda stores: start(stores, room, "Human interface"))

    assert "Whose pulse would you like to feel?" in said(await ask(room, ""))
    with_a_button = await TABLE.actions["pulse.show"](click(room, "pulse.show", "2"), deps(room))
    assert "Human interface is" in said(with_a_button)


async def test_who_is_in_none_is_asked_which(room: Room) -> None:
    with pytest.raises(NotSaidWhich):
        await ask(room, "", by="ben")
    told = await TABLE.commands["/community"]["pulse"](command(room, "/community", "pulse", by="ben"), deps(room))
    assert "Which community?" in said(told)


async def test_a_name_that_is_mistyped_leads_to_the_pulse_of_the_one_that_was_meant(room: Room) -> None:
    told = await TABLE.commands["/community"]["pulse"](command(room, "/community", "pulse contract tests"), deps(room))

    assert isinstance(told, Say)
    assert "Did you mean" in said(told)
    assert "'action_id': 'pulse.show'" in str(told.message.blocks)


async def full(room: Room) -> None:
    def work(stores: Stores) -> None:
        people = join(stores, 6)
        say(stores, people, 2)
        say(stores, people[:4], 50, weeks_ago=1)
        learn(stores, days_ago=10)

    await room.write(work)


async def test_charts_of_twelve_weeks_follow_with_weeks_of_few_people_left_out(room: Room) -> None:
    await full(room)

    await follow(await ask(room))

    [message] = direct_messages(room, "ana")
    named, lessons, messages, small = message.blocks
    assert named["text"]["text"] == "*Contract testing*, week by week"
    assert (lessons["type"], messages["type"]) == ("data_visualization", "data_visualization")
    assert "Weeks in which fewer than 5 people wrote are left out." in str(small)
    assert lessons["chart"]["axis_config"]["categories"] == [
        *("12 Jan", "19 Jan", "26 Jan", "2 Feb", "9 Feb", "16 Feb", "23 Feb", "2 Mar", "9 Mar", "16 Mar", "23 Mar"),
        "30 Mar",
    ]
    assert messages["chart"]["series"] == [{"name": "messages", "data": [{"label": "30 Mar", "value": 12.0}]}]
    assert "Lessons: 1 on 16 Mar." in message.text
    assert "Messages, where at least 5 people wrote: 12 on 30 Mar." in message.text
    assert "200" not in str(message.blocks)


async def test_where_charts_are_not_taken_the_same_comes_as_a_picture_with_alternative_text(room: Room) -> None:
    await full(room)
    pulses = Pulses()
    await refuse(room, "chat.postMessage", "invalid_blocks")

    await follow(await ask(room, pulses=pulses, workshop=Bench()))

    [message] = direct_messages(room, "ana")
    [file] = [room.workspace.files[one] for one in message.files]
    assert (file.name, file.title) == ("pulse.png", "The pulse of Contract testing")
    assert file.alt_text.startswith("Three bar charts of Contract testing. The last 12 weeks, each by its Monday.")
    assert "12 on 30 Mar" in file.alt_text


async def test_where_nothing_can_be_drawn_that_is_said(room: Room) -> None:
    await full(room)
    await refuse(room, "chat.postMessage", "invalid_blocks")

    await follow(await ask(room))

    assert "I could not hand you the picture of the last twelve weeks" in direct_messages(room, "ana")[0].text


async def test_where_nothing_happened_there_is_nothing_to_draw(room: Room) -> None:
    answer = await ask(room)

    assert answer.then is None
    assert "Charts" not in said(answer)
