from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from community import greeting
from community.home import Place, Tab
from community.lessons import Lesson
from community.librarians import Item
from community.readers import Reader
from handlers import librarians, library
from handlers.answers import Answer, Errors
from handlers.digest import post_due
from handlers.payloads import pack
from storage.database import Database
from tests.handlers.acting import direct, opened, posts, shown, typed, visitor
from tests.handlers.room import Room
from tests.handlers.spreading import card, in_team, learnt, lesson, said_by, teams_of

PACTS = "Publish the contract before you deploy the provider, or its consumers break."
AGAIN = "We publish the contract before we deploy the provider, else its consumers break."


@pytest.fixture
async def room(sqlite_database: Database) -> AsyncIterator[Room]:
    async with teams_of(sqlite_database) as made:
        yield made


async def volunteers(room: Room, *names: str) -> None:
    for name in names:
        room.wait(timedelta(seconds=1))
        await room.click(name, "librarian.volunteer")


async def twins(room: Room) -> None:
    """Let Ben and, later, Caro learn the same in #general, where no community meets; the bot saw that it is alike."""
    await learnt(room, PACTS, by="ben")
    await learnt(room, AGAIN, by="caro")
    await volunteers(room, "ana")
    await library.look(room.deps())


async def queue(room: Room, name: str = "ana") -> str:
    return shown(await room.click(name, "librarian.queue"))


async def merged(room: Room) -> Answer:
    await twins(room)
    return await room.click("ana", "librarian.same", "2 1")


async def test_anybody_volunteers_and_steps_back_and_several_are(room: Room) -> None:
    told = shown(await typed(room, "ana", "/community librarian"))
    assert "Would you like to be one?" in told
    assert "Librarians:" not in told

    await volunteers(room, "ana", "ben", "ben")

    assert "Librarians: Ana, Ben." in shown(await typed(room, "caro", "/community librarian"))
    assert "You are a librarian. Nothing waits in the queue." in shown(await typed(room, "ben", "/community librarian"))
    assert "You have stepped back." in shown(await room.click("ben", "librarian.step_back"))
    assert "You are no librarian at the moment" in shown(await room.click("ben", "librarian.step_back"))
    assert "Librarians: Ana." in shown(await typed(room, "caro", "/community librarian"))


async def test_who_is_no_librarian_changes_nothing(room: Room) -> None:
    await opened(room, "Contracts", channel="general")
    await twins(room)
    before = [await lesson(room, number) for number in (1, 2)]

    for action_id, value in (
        ("librarian.queue", ""),
        ("librarian.file", "1 1"),
        ("librarian.same", "2 1"),
        ("librarian.different", "2 1"),
        ("librarian.skip", "2 1"),
        ("librarian.needs_none", "1"),
        ("librarian.highlight", "1"),
        ("librarian.tags", "1"),
        ("librarian.same_as", "1"),
        ("librarian.elsewhere", "1"),
    ):
        assert "you aren't one at the moment, so nothing was changed" in shown(
            await room.click("caro", action_id, value)
        )

    assert [await lesson(room, number) for number in (1, 2)] == before


async def test_a_lesson_without_a_community_is_given_the_one_that_fits(room: Room) -> None:
    await opened(room, "Bird watching", channel="general")
    await opened(room, "Contracts", channel="nest")
    await learnt(room, PACTS)
    await volunteers(room, "ana")

    first = await queue(room)
    told = shown(await room.click("ana", "librarian.file", "1 2"))

    assert "It is in no community. These may fit:" in first
    assert "*Contracts*" in first
    assert "*Bird watching*" not in first
    assert "#1 belongs to *Contracts* now." in told
    assert "The queue is empty" in told
    assert (await lesson(room)).community_id == 2
    [before] = await room.read(lambda stores: stores.versions.of(1))
    assert before.community_id is None
    assert (await lesson(room)).edited_at is None


async def test_any_other_community_is_chosen_in_a_window_and_none_is_fine_too(room: Room) -> None:
    await opened(room, "Bird watching", channel="general")
    await learnt(room, PACTS)
    await learnt(room, "Water the plants on Fridays, all of them.")
    await volunteers(room, "ana")

    await room.click("ana", "librarian.elsewhere", 1)
    told = shown(await room.submit("ana", "librarian.elsewhere", pack(number=1), community="1"))
    rest = shown(await room.click("ana", "librarian.needs_none", 2))

    assert "#1 belongs to *Bird watching* now." in told
    assert "#2 stays without a community" in rest
    assert "The queue is empty" in rest


async def test_the_second_of_two_librarians_is_told_and_changes_nothing(room: Room) -> None:
    await opened(room, "Contracts", channel="general")
    await opened(room, "Plants", channel="nest")
    await learnt(room, PACTS)
    await volunteers(room, "ana", "ben")
    await queue(room, "ben")

    await room.click("ana", "librarian.file", "1 1")
    told = shown(await room.click("ben", "librarian.file", "1 2"))

    assert "Somebody has seen to lesson #1 a moment ago, so you changed nothing." in told
    assert (await lesson(room)).community_id == 1


async def test_tags_are_added_by_a_librarian_and_the_author_can_go_back(room: Room) -> None:
    await learnt(room, PACTS)
    await volunteers(room, "ana")
    await room.click("ana", "librarian.tags", 1)

    wrong = await room.submit("ana", "librarian.tags", pack(number=1), tags="a, b, c, d, e, f")
    told = shown(await room.submit("ana", "librarian.tags", pack(number=1), tags="contracts, deploy"))

    assert isinstance(wrong, Errors)
    assert "is found by #contracts #deploy now" in told
    assert (await lesson(room)).tags == ("contracts", "deploy")
    await room.click("ben", "lesson.bring_back", "1 1")
    assert (await lesson(room)).tags == ()


async def test_twins_become_one_and_what_teams_said_to_the_newer_follows(room: Room) -> None:
    await in_team(room, "ana", "Wren")
    await twins(room)
    await room.click("ana", "spread.adopted", 2)
    await room.click("ben", "spread.adopted", 2)  # whose own team learnt the older one

    first = await queue(room)
    told = shown(await room.click("ana", "librarian.same", "2 1"))

    assert "Do these two say the same?" in first
    assert "#2 goes on in #1; its author is named there too." in told
    assert "librarian.undo" in told
    assert "#2 says something else" in shown(await typed(room, "ana", "/lesson 2"))
    assert "#2 says something else" not in shown(await typed(room, "ben", "/lesson 2"))
    assert await said_by(room, 1) == {"Wren": "adopted"}
    assert (await lesson(room)).adopters == 1
    assert (await lesson(room, 2)).withdrawn_at is not None


async def test_the_number_of_a_merged_lesson_shows_the_kept_one_with_both_who_learnt_it(room: Room) -> None:
    await merged(room)

    told = shown(await typed(room, "ben", "/lesson 2"))

    assert "#2 says the same and goes on in this one." in told
    assert "*#1 Publish the contract" in told
    assert "Also learnt by Caro (team Heron)" in told
    assert "Publish the contract" in shown(await typed(room, "ben", "/lesson travels 2"))
    assert "Team Heron" not in shown(await room.click("ana", "lesson.show", 1))


async def test_the_message_of_a_merged_lesson_leads_to_the_kept_one(room: Room) -> None:
    await learnt(room, PACTS, by="ben")
    theirs = await learnt(room, AGAIN, by="caro")
    await volunteers(room, "ana")
    await room.submit("ana", "librarian.same_as", pack(number=2), number="1")

    told = shown(await room.shortcut("ben", "lesson.capture", theirs))
    await room.react("ben", theirs)

    assert "That message is lesson #1 already" in told
    assert (await lesson(room, 2)).withdrawn_at is not None


async def test_who_says_same_to_a_hint_at_a_merged_lesson_takes_up_the_kept_one(room: Room) -> None:
    await learnt(room, "Water the plants on Fridays.", by="ben")
    await learnt(room, PACTS, by="ben")
    await in_team(room, "ana", "Wren")
    await learnt(room, AGAIN, by="caro")
    await room.table.ticks["relearning"](room.deps())
    [hint] = await room.read(lambda stores: stores.hints.about(3))
    await volunteers(room, "ana")
    await room.submit("ana", "librarian.same_as", pack(number=2), number="1")

    await room.click("caro", "relearning.same", hint.id)

    assert hint.number == 2
    assert await said_by(room, 1) == {"Heron": "adopted"}


async def test_an_answer_to_the_old_number_counts_for_the_kept_lesson(room: Room) -> None:
    await merged(room)
    await in_team(room, "ana", "Wren")

    await room.click("ana", "spread.try", 2)

    assert await said_by(room, 1) == {"Wren": "trying"}


async def test_who_wants_no_name_there_is_not_named_as_having_learnt_it_too(room: Room) -> None:
    await merged(room)
    await room.write(lambda stores: stores.lessons.rename_author(room.person("caro"), ""))

    told = shown(await typed(room, "ben", "/lesson 1"))

    assert "Caro" not in told
    assert "Also learnt by team Heron" in told


async def test_both_authors_are_told_alone_and_once_and_the_cards_follow(room: Room) -> None:
    ours = await learnt(room, PACTS, by="ben")
    theirs = await learnt(room, AGAIN, by="caro")
    await volunteers(room, "ana")
    await room.click("ana", "librarian.same_as", 2)
    await room.submit("ana", "librarian.same_as", pack(number=2), number="#1")
    await room.deliver()

    for name, words in (("ben", "Who learnt it too is named beside it"), ("caro", "You are named there as somebody")):
        [told] = [said for said in direct(room, name) if "say the same" in said]
        assert words in told
        assert "Ana" not in told
    assert "says the same as *#1" in f"{card(room, theirs).text}"
    assert "Also learnt by Caro" in str(card(room, ours).blocks)


async def test_merging_can_be_undone_for_thirty_days_and_everything_goes_back(room: Room) -> None:
    await in_team(room, "ana", "Wren")
    await twins(room)
    await room.click("ana", "spread.adopted", 2)
    before = [await lesson(room, number) for number in (1, 2)]
    await room.click("ana", "librarian.same", "2 1")
    await in_team(room, "ben", "Kestrel")

    told = shown(await room.click("caro", "librarian.undo", 2))  # who wrote one of them

    assert "#2 and #1 are two lessons again" in told
    assert [(one.adopters, one.withdrawn_at) for one in [await lesson(room, 1), await lesson(room, 2)]] == [
        (one.adopters, None) for one in before
    ]
    assert await said_by(room, 2) == {"Wren": "adopted"}
    assert await said_by(room, 1) == {}
    assert "Do these two" not in await queue(room)


async def test_a_librarian_parts_no_lessons_of_a_room_they_are_not_in(room: Room) -> None:
    await merged(room)
    for number in (1, 2):
        closed = _closed(await lesson(room, number), room.channel("nest").id)
        await room.write(lambda stores, closed=closed: stores.lessons.update(closed))  # type: ignore[misc]
    room.workspace.leave(room.person("ana"), room.channel("nest").id)

    with pytest.raises(Exception, match="There is no lesson #2"):
        await room.click("ana", "librarian.undo", 2)

    assert (await lesson(room, 2)).withdrawn_at is not None
    assert "are two lessons again" in shown(await room.click("caro", "librarian.undo", 2))  # who wrote one of them


async def test_after_thirty_days_two_lessons_stay_one(room: Room) -> None:
    await merged(room)
    room.wait(timedelta(days=30, seconds=1))

    with pytest.raises(Exception, match="can't be parted any more"):
        await room.click("ana", "librarian.undo", 2)

    assert (await lesson(room, 2)).withdrawn_at is not None


async def test_a_lesson_merged_twice_over_goes_on_in_the_last_and_parts_alone(room: Room) -> None:
    await in_team(room, "ana", "Wren")
    await learnt(room, "Alpha: name what you publish.", by="ben")
    await learnt(room, "Beta: names come before publishing.", by="ben")
    await learnt(room, "Gamma: no publishing without a name.", by="caro")
    await volunteers(room, "ana")
    await room.click("ana", "spread.adopted", 3)
    await room.submit("ana", "librarian.same_as", pack(number=3), number="2")
    await room.submit("ana", "librarian.same_as", pack(number=2), number="1")
    assert "*#1 Alpha" in shown(await typed(room, "ben", "/lesson 3"))
    assert await said_by(room, 1) == {"Wren": "adopted"}

    await room.click("ana", "librarian.undo", 3)
    await room.click("ana", "librarian.undo", 2)

    assert await said_by(room, 3) == {"Wren": "adopted"}
    assert (await said_by(room, 1), await said_by(room, 2)) == ({}, {})


async def test_its_author_brings_a_merged_lesson_back_with_all_that_was_its_own(room: Room) -> None:
    await in_team(room, "ana", "Wren")
    await twins(room)
    await room.click("ana", "spread.adopted", 2)
    await room.click("ana", "librarian.same", "2 1")

    await room.click("caro", "lesson.restore", 2)

    assert await said_by(room, 2) == {"Wren": "adopted"}
    assert (await lesson(room, 2)).adopters == 1
    assert (await lesson(room, 1)).adopters == 0


async def test_what_is_not_the_same_is_not_asked_again_and_what_is_skipped_waits_for_others(room: Room) -> None:
    await twins(room)
    await volunteers(room, "ben")

    skipped = shown(await room.click("ana", "librarian.skip", "2 1"))
    assert "Do these two" not in skipped
    assert "Do these two" in await queue(room, "ben")
    await room.click("ben", "librarian.different", "2 1")

    assert "Do these two" not in await queue(room, "ben")
    assert (await lesson(room, 2)).withdrawn_at is None


async def test_what_its_author_said_is_different_never_waits(room: Room) -> None:
    await learnt(room, PACTS, by="ben")
    await learnt(room, AGAIN, by="caro")
    await room.table.ticks["relearning"](room.deps())
    hints = await room.read(lambda stores: stores.hints.about(2))
    await room.click("caro", "relearning.different", hints[0].id)
    await volunteers(room, "ana")

    await library.look(room.deps())

    assert await room.read(lambda stores: stores.librarians.twins(limit=9)) == []


async def test_lessons_of_a_closed_room_and_of_an_open_channel_are_never_joined(room: Room) -> None:
    await twins(room)
    await room.write(lambda stores: stores.lessons.update(_closed(stores.lessons.get(2), "G1")))

    assert "Do these two" not in await queue(room)
    with pytest.raises(Exception, match="There is no lesson #2"):
        await room.submit("ana", "librarian.same_as", pack(number=1), number="2")
    assert "Somebody has seen to" in shown(await room.click("ana", "librarian.same", "2 1"))
    assert await room.read(lambda stores: stores.merged.of(2)) is None


async def test_one_lesson_a_week_is_highlighted_and_the_next_digest_begins_with_it(room: Room) -> None:
    await opened(room, "Contracts", channel="birds")
    first = await learnt(room, PACTS)
    await learnt(room, "Water the plants on Fridays, all of them.")
    await volunteers(room, "ana")

    told = shown(await room.click("ana", "librarian.highlight", 1))
    again = shown(await room.click("ana", "librarian.highlight", 2))
    await room.deliver()

    assert "the next digest of *Contracts* begins with it" in told
    assert "one a week is enough for it to mean something" in again
    assert "⭐ *#1" in str(card(room, first).blocks)
    for _ in range(2):
        room.wait(timedelta(days=7))
        await post_due(room.deps())
        await room.deliver()
    digests = [said for said in posts(room) if "this week" in said]
    assert "Highlighted: Publish the contract" in digests[0]
    assert all("Highlighted" not in said for said in digests[1:])
    assert "is highlighted" in shown(await room.click("ana", "librarian.highlight", 2))


async def test_a_lesson_in_no_community_cannot_be_highlighted(room: Room) -> None:
    await learnt(room, PACTS)
    await volunteers(room, "ana")

    assert "No digest would begin with lesson #1" in shown(await room.click("ana", "librarian.highlight", 1))
    assert not await room.read(lambda stores: stores.librarians.is_highlighted(1))


async def test_nobody_looks_for_twins_where_nobody_would_judge_them(room: Room) -> None:
    await learnt(room, PACTS, by="ben")
    await learnt(room, AGAIN, by="caro")

    await library.look(room.deps())

    assert list(await room.read(lambda stores: stores.librarians.next_to_look_at(limit=9))) == [1, 2]
    await volunteers(room, "ana")
    await library.look(room.deps())
    assert await room.read(lambda stores: stores.librarians.twins(limit=9)) == [Item(2, 1)]


def _closed(found: Lesson | None, channel_id: str) -> Lesson:
    assert found is not None
    return replace(found, closed_in=channel_id)


async def test_the_home_of_a_librarian_says_how_much_waits_and_that_of_others_nothing(room: Room) -> None:
    await learnt(room, PACTS)
    await volunteers(room, "ana")

    async def home(name: str) -> str:
        who = visitor(room, name, Place(Tab.LESSONS))
        return str(await room.read(lambda stores: librarians.at_home(stores, who)))

    assert "1 lesson waits in the queue." in await home("ana")
    assert await home("ben") == "[]"


async def test_who_joins_reads_first_what_was_highlighted_last(room: Room) -> None:
    community = await opened(room, "Contracts", channel="birds", members=("ben",))
    for text in (PACTS, "Water the plants on Fridays.", "Name pacts after the consumer.", "Log what you reject."):
        await learnt(room, text)
    await volunteers(room, "ana")
    await room.click("ana", "librarian.highlight", 1)

    found = await room.write(
        lambda stores: greeting.greet(stores, community, Reader(room.person("caro")), now=room.clock.now())
    )

    assert found is not None
    assert [one.number for one in found.lessons] == [1, 4, 3]
