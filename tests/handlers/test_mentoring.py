import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from community.home import Place, Tab
from community.mentoring import NotOpenAnyMore, NotYours, OnlyWhoAsked, YourOwn
from handlers import mentoring as asking
from handlers.answers import Open
from storage.database import Database
from tests.handlers.acting import direct, posts, shown, typed, visitor
from tests.handlers.mentored import (
    ask,
    conversations,
    described,
    ledger_of,
    mentoring,
    people_in,
    request,
    said_in,
)
from tests.handlers.room import Room
from tests.handlers.spreading import element, view, words

WEEK = timedelta(weeks=1)


@pytest.fixture
async def room(sqlite_database: Database) -> AsyncIterator[Room]:
    """Ben and Ana mentor the ledger; Caro wants to learn it."""
    async with ledger_of(sqlite_database, mentors=("ben", "ana")) as made:
        yield made


@pytest.fixture
async def unmentored(sqlite_database: Database) -> AsyncIterator[Room]:
    async with ledger_of(sqlite_database) as made:
        yield made


async def open_requests(room: Room) -> int:
    return len(await room.read(lambda stores: stores.mentoring.open_for([1])))


async def go_round(room: Room, *, after: timedelta = timedelta()) -> None:
    room.wait(after)
    await room.table.rounds["mentoring"](room.deps())
    await room.deliver()


async def test_the_window_says_whom_it_reaches_and_lets_one_be_chosen(room: Room) -> None:
    opened = await room.click("caro", "mentoring.pair", 1)

    assert "I open a conversation for you with Ben and Ana. You just talk." in words(opened)
    assert element(opened, "kind")["initial_option"]["value"] == "pair"
    whom = [one["text"]["text"] for one in element(opened, "whom")["options"]]
    assert whom == ["All who mentor it", "Ben", "Ana"]


@pytest.mark.parametrize(
    ("kind", "wants", "takes"),
    [
        ("teach", "Caro would like to be taught *Ledger*.", "I'm glad to teach"),
        ("pair", "Caro would like to pair on *Ledger*.", "I'm glad to pair"),
        ("workshop", "Caro would like a design workshop on *Ledger*.", "I'll hold it"),
    ],
)
async def test_what_is_asked_reaches_all_mentors_in_one_conversation(
    room: Room, kind: str, wants: str, takes: str
) -> None:
    told = await ask(room, "caro", kind, words="the new tax", wish="Thursday")

    assert "I am opening a conversation for you with Ben and Ana about *Ledger*." in told
    [opened] = conversations(room)
    assert people_in(room, opened) == {"ana", "ben", "caro"}
    [introduced] = said_in(opened)
    assert wants in introduced
    assert takes in introduced
    assert ">the new tax\\n>When: Thursday" in introduced
    assert posts(room) == []


async def test_it_reaches_only_the_one_who_was_chosen(room: Room) -> None:
    await ask(room, "caro", whom=room.person("ana"))

    [opened] = conversations(room)
    assert people_in(room, opened) == {"ana", "caro"}
    with pytest.raises(NotYours, match="Would you like to mentor it too"):
        await room.click("ben", "mentoring.take", 1)


async def test_nobody_but_a_mentor_can_be_written_to_by_a_forged_choice(room: Room) -> None:
    await room.click("ben", "mentor.step_back", 1)

    await ask(room, "caro", whom=room.person("ben"))

    assert people_in(room, conversations(room)[0]) == {"ana", "caro"}
    assert (await request(room)).asked == ""


async def test_a_mentor_asks_the_others(room: Room) -> None:
    opened = await room.click("ben", "mentoring.pair", 1)
    assert "I open a conversation for you with Ana." in words(opened)

    await ask(room, "ben", "pair")

    assert people_in(room, conversations(room)[0]) == {"ana", "ben"}


async def test_one_asks_once_at_a_time_and_anew_once_it_is_settled(room: Room) -> None:
    await ask(room, "caro")

    clicked = words(await room.click("caro", "mentoring.workshop", 1))
    submitted = await ask(room, "caro", "workshop")

    for told in (clicked, submitted):
        assert "You asked about “Ledger” before, and that is still open, so nobody was asked twice." in told
        assert "mentoring.end" in told
    assert len(conversations(room)) == 1
    assert "It is open still." in shown(await typed(room, "caro", "/community component ledger"))
    assert "is settled" in words(await room.click("caro", "mentoring.end", 1))
    assert isinstance(await room.click("caro", "mentoring.workshop", 1), Open)


async def test_a_mentor_takes_it_up_and_the_others_see_it(room: Room) -> None:
    await ask(room, "caro", "pair")

    told = words(await room.click("ana", "mentoring.take", 1))
    await room.deliver()

    assert "Thank you. I told them that you help with *Ledger*." in told
    first, then = said_in(conversations(room)[0])
    assert "Ana helps." in first
    assert "mentoring.take" not in first
    assert "🌱 Ana is glad to pair on *Ledger*." in then
    with pytest.raises(NotOpenAnyMore, match="taken up or settled already"):
        await room.click("ben", "mentoring.take", 1)
    assert (await request(room)).taken_by == room.person("ana")


async def test_a_workshop_that_is_taken_up_is_planned_as_a_meetup_with_its_title(room: Room) -> None:
    await ask(room, "caro", "workshop", wish="some afternoon")

    told = words(await room.click("ana", "mentoring.take", 1))

    assert "Thank you for holding a design workshop on *Ledger*." in told
    assert "When: some afternoon" in told
    value = re.search(r"'workshop.plan', 'value': '([^']*)'", told)
    assert value is not None
    opened = await room.click("ana", "workshop.plan", value[1])
    assert element(opened, "title")["initial_value"] == "Design workshop: Ledger"
    assert "For *Bird watching*" in words(opened)


async def test_a_mentor_plans_a_workshop_without_asking_anybody(room: Room) -> None:
    told = shown(await typed(room, "ana", "/community component ledger"))

    assert "'action_id': 'workshop.plan', 'value': '1'" in told
    assert "Teach me" not in told


async def test_a_workshop_without_a_community_is_planned_in_one_of_the_mentors_own(room: Room) -> None:
    till = await described(room, "Till")
    await mentoring(room, "ben", component_id=till.id)

    told = shown(await typed(room, "ben", "/community component till"))
    opened = await room.click("ben", "workshop.plan", till.id)

    assert f"'action_id': 'workshop.plan', 'value': '{till.id}'" in told
    assert element(opened, "title")["initial_value"] == "Design workshop: Till"


async def test_only_who_asked_ends_it_and_nobody_takes_up_their_own(room: Room) -> None:
    await ask(room, "caro")

    with pytest.raises(OnlyWhoAsked, match="Only who asked can say that it is settled"):
        await room.click("ben", "mentoring.end", 1)
    with pytest.raises(YourOwn, match="You asked that yourself"):
        await room.click("caro", "mentoring.take", 1)

    assert await open_requests(room) == 1


async def test_it_can_be_taken_up_before_slack_has_opened_the_conversation(room: Room) -> None:
    await room.submit("caro", "mentoring.ask", '{"component_id":1}', kind="teach")

    await room.click("ana", "mentoring.take", 1)
    await room.deliver()

    said = [one for channel in conversations(room) for one in said_in(channel)]
    assert len(said) == 1
    assert "Ana can help." in said[0]


async def test_mentors_who_are_gone_are_not_asked(room: Room) -> None:
    room.workspace.users[room.person("ben")].deleted = True

    told = await ask(room, "caro")

    assert "with Ana about" in told


async def test_without_a_mentor_it_is_an_open_question_in_the_community(unmentored: Room) -> None:
    room = unmentored
    opened = await room.click("caro", "mentoring.teach", 1)
    assert f"so I ask openly in <#{room.channel('birds').id}>, with your name." in words(opened)

    told = await ask(room, "caro", words="the new tax")

    assert "Whoever can help is introduced to you." in told
    [question] = posts(room)
    assert "🙋 Caro would like to be taught *Ledger*. Nobody mentors it at the moment." in question
    assert f"<@{room.person('caro')}>" not in question
    await room.click("ben", "mentoring.take", 1)
    await room.deliver()
    [answered] = posts(room)
    assert "Ben helps." in answered
    assert "mentoring.take" not in answered
    [met] = conversations(room)
    assert people_in(room, met) == {"ben", "caro"}
    assert "Ben can help." in said_in(met)[0]


async def test_without_a_mentor_and_a_community_it_says_what_to_do(unmentored: Room) -> None:
    room = unmentored
    till = await described(room, "Till")

    clicked = words(await room.click("caro", "mentoring.teach", till.id))
    submitted = words(await room.submit("caro", "mentoring.ask", f'{{"component_id":{till.id}}}', kind="teach"))

    for told in (clicked, submitted):
        assert "Nobody mentors “Till” at the moment, and no community looks after it, so nobody was asked." in told
        assert "Link a community" in told
    assert await room.waiting() == 0
    assert await room.read(lambda stores: stores.mentoring.open_for([till.id])) == []


async def test_what_slack_refuses_can_be_asked_again(room: Room) -> None:
    await room.submit("caro", "mentoring.ask", '{"component_id":1}', kind="teach")
    for name in ("ben", "ana"):
        room.workspace.users[room.person(name)].deleted = True

    await room.deliver()

    assert await open_requests(room) == 0
    assert ["Slack did not take what you asked about *Ledger*" in one for one in direct(room, "caro")] == [True]


async def test_two_whom_slack_does_not_introduce_are_told_of_each_other(unmentored: Room) -> None:
    room = unmentored
    await ask(room, "caro")
    await room.click("ben", "mentoring.take", 1)
    room.workspace.users[room.person("ben")].deleted = True

    await room.deliver()

    assert ["Ben would like to help you with *Ledger*" in one for one in direct(room, "caro")] == [True]


async def test_who_asked_is_told_once_after_five_working_days_and_mentors_never(room: Room) -> None:
    room.wait(timedelta(hours=4))
    await ask(room, "caro")

    await go_round(room, after=timedelta(days=6, hours=23))
    assert direct(room, "caro") == []
    for _ in range(3):
        await go_round(room, after=timedelta(days=1))

    [noted] = direct(room, "caro")
    assert "A week ago you asked about *Ledger*, and nobody has told me that they help." in noted
    assert f"ask in <#{room.channel('birds').id}>" in noted
    assert direct(room, "ben") == direct(room, "ana") == []
    assert len(said_in(conversations(room)[0])) == 1


async def test_the_note_waits_for_working_hours(room: Room) -> None:
    room.wait(timedelta(days=5))
    await ask(room, "caro")  # on a Saturday

    await go_round(room, after=timedelta(days=7))
    assert direct(room, "caro") == []
    await go_round(room, after=timedelta(days=2, hours=2))

    assert len(direct(room, "caro")) == 1


async def test_what_was_answered_is_not_noted(room: Room) -> None:
    await ask(room, "caro")
    await room.click("ben", "mentoring.take", 1)
    await room.deliver()

    await go_round(room, after=2 * WEEK)

    assert direct(room, "caro") == []


async def test_who_asked_can_ask_once_more_and_not_a_third_time(room: Room) -> None:
    await ask(room, "caro")

    first = words(await room.click("caro", "mentoring.repeat", 1))
    again = words(await room.click("caro", "mentoring.repeat", 1))
    await room.deliver()

    assert "I am asking once more about *Ledger*" in first
    assert "so nobody is asked again" in again
    said = said_in(conversations(room)[0])
    assert len(said) == 2
    assert "That is open still. Does somebody have a moment?" in said[1]
    with pytest.raises(OnlyWhoAsked):
        await room.click("ben", "mentoring.repeat", 1)


async def test_an_open_question_is_asked_once_more_below_itself(unmentored: Room) -> None:
    room = unmentored
    await ask(room, "caro")

    await room.click("caro", "mentoring.repeat", 1)
    await room.deliver()

    assert len(posts(room)) == 1
    [reply] = [one for one in room.channel("birds").messages.values() if one.thread_ts not in (None, one.ts)]
    assert "open still" in reply.text


async def test_who_was_forgotten_meanwhile_is_not_introduced(room: Room) -> None:
    await room.submit("caro", "mentoring.ask", '{"component_id":1}', kind="teach", words="the new tax")
    await room.write(lambda stores: stores.forgetting.erase(room.person("caro"), with_words=True, now=room.clock.now()))

    await room.deliver()

    assert [said_in(channel) for channel in conversations(room)] in ([], [[]])
    assert await open_requests(room) == 0


async def test_a_mentor_sees_at_home_what_waits_and_nothing_of_others(room: Room) -> None:
    await ask(room, "caro", words="the new tax")

    to_ben = await room.read(lambda stores: asking.at_home(stores, visitor(room, "ben", Place(Tab.PEOPLE))))
    to_caro = await room.read(lambda stores: asking.at_home(stores, visitor(room, "caro", Place(Tab.PEOPLE))))

    assert "You mentor *Ledger*." in str(to_ben)
    assert "Caro would like to be taught *Ledger*. “the new tax”" in str(to_ben)
    assert "component.list" in str(to_ben)
    assert "Would you like to mentor one?" in str(to_caro)
    assert "the new tax" not in str(to_caro)
    await room.click("ana", "mentoring.take", 1)
    assert "the new tax" not in str(
        await room.read(lambda stores: asking.at_home(stores, visitor(room, "ben", Place(Tab.PEOPLE))))
    )


async def test_the_part_of_the_home_stays_short(room: Room) -> None:
    for number in range(9):
        till = await described(room, f"Till {number}")
        await mentoring(room, "ben", component_id=till.id)
        await room.submit("caro", "mentoring.ask", f'{{"component_id":{till.id}}}', kind="teach")

    to_ben = await room.read(lambda stores: asking.at_home(stores, visitor(room, "ben", Place(Tab.PEOPLE))))

    assert len(to_ben) == 8
    assert "*Till 2*, *Till 3* and others" in str(to_ben)


async def test_the_window_of_a_request_carries_only_the_component(room: Room) -> None:
    assert view(await room.click("caro", "mentoring.teach", 1))["private_metadata"] == '{"component_id":1}'
