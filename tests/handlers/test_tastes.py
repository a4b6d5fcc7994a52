"""*More like this* and *less like this*, on real tables."""

from dataclasses import replace
from datetime import timedelta

from community.lessons import NewLesson
from community.stores import Stores
from community.tastes import Taste
from tests import some
from tests.handlers.acting import opened, posts, shown, typed
from tests.handlers.room import MONDAY, Room
from tests.handlers.test_digest import LAST_WEEK, NEW_LESSON, WEEK, tick


async def learnt(room: Room, title: str, *tags: str) -> None:
    """Let a lesson be learnt in the second community just now."""
    found = some.lesson(title=title, community_id=2, captured_at=room.clock.now() - timedelta(hours=1))
    fields = {name: getattr(found, name) for name in NEW_LESSON} | {"source": None, "tags": tags}
    await room.write(lambda stores: stores.lessons.add(NewLesson(**fields)))


async def two(room: Room) -> None:
    """Open a community of Ana and Ben, and one they aren't in that learns about caching and about fonts."""
    await opened(room, since=LAST_WEEK, members=("ben",))
    await opened(room, "Build and deploy", channel="general", by="caro")
    await learnt(room, "Cache keys without dates", "caching")
    await learnt(room, "Fonts with serifs", "fonts")
    await tick(room)


async def last(room: Room) -> list[str]:
    """Let a week pass in which both are learnt about again, and give what the digest says of them, in its order."""
    room.wait(WEEK)
    await learnt(room, "Caches that warm up", "caching")
    for number in range(3):
        await learnt(room, f"Letters, part {number}", "fonts")
    await tick(room)
    said = posts(room)[-1].split("From elsewhere: ")[1].split(".")[0]
    return said.split("; ")


async def test_without_a_word_of_anybody_the_newest_come(room: Room) -> None:
    await two(room)

    assert await last(room) == ["Letters, part 2", "Letters, part 1", "Letters, part 0"]


async def test_what_one_member_wants_changes_nothing_for_all(room: Room) -> None:
    await two(room)
    noted = shown(await room.click("ana", "taste.more", "1 1"))

    assert await last(room) == ["Letters, part 2", "Letters, part 1", "Letters, part 0"]
    assert "Noted for the digest of *Bird watching*. More like *Cache keys without dates*: tagged “caching”" in noted
    assert "so that nobody steers it alone" in noted


async def test_what_two_members_want_comes_first_and_the_preview_says_so_without_names_and_numbers(room: Room) -> None:
    await two(room)
    await room.click("ana", "taste.more", "1 1")
    await room.click("ben", "taste.more", "1 1")

    preview = shown(await typed(room, "ana", "/community digest"))

    assert "More of what members wanted so: tagged “caching”" in preview
    assert await last(room) == ["Caches that warm up", "Letters, part 2", "Letters, part 1"]


async def test_what_two_members_want_less_of_is_left_out(room: Room) -> None:
    await two(room)
    await room.click("ana", "taste.less", "2 1")
    await room.click("ben", "taste.less", "2 1")

    assert "Less of what members wanted so: tagged “fonts”" in shown(await typed(room, "ana", "/community digest"))
    room.wait(WEEK)
    await learnt(room, "Letters", "fonts")
    await tick(room)
    assert len(posts(room)) == 1  # and nothing else was new, so there is no digest


async def test_of_a_lesson_that_is_for_a_closed_room_by_now_no_tag_is_told(room: Room) -> None:
    await two(room)
    await room.click("ana", "taste.more", "1 1")
    await room.click("ben", "taste.more", "1 1")

    def close(stores: Stores) -> None:
        lesson = stores.lessons.get(1)
        assert lesson is not None
        stores.lessons.update(replace(lesson, closed_in="C0CLOSED"))

    await room.write(close)

    assert "caching" not in shown(await typed(room, "ana", "/community digest"))


async def test_one_click_takes_it_back(room: Room) -> None:
    await two(room)
    await room.click("ana", "taste.more", "1 1")
    await room.click("ben", "taste.more", "1 1")

    assert "Taken back" in shown(await room.click("ben", "taste.undo", "1 1"))

    assert await last(room) == ["Letters, part 2", "Letters, part 1", "Letters, part 0"]


async def test_who_left_the_community_has_no_say_in_its_digest(room: Room) -> None:
    await two(room)
    await room.click("ana", "taste.more", "1 1")
    await room.click("ben", "taste.more", "1 1")
    await room.write(lambda stores: stores.members.remove(1, room.person("ben")))

    assert await last(room) == ["Letters, part 2", "Letters, part 1", "Letters, part 0"]


async def test_who_is_not_a_member_changes_nothing(room: Room) -> None:
    await two(room)

    answer = await room.click("caro", "taste.more", "1 1")

    assert "so nothing was changed" in shown(answer)
    assert await room.read(lambda stores: stores.tastes.of_communities([1], since=LAST_WEEK)) == {}


async def test_of_their_own_digest_everybody_has_a_say(room: Room) -> None:
    await two(room)

    answer = await room.click("caro", "taste.less", "1 0")

    assert "Noted for your digest. Less like *Cache keys without dates*" in shown(answer)
    said = await room.read(lambda stores: stores.tastes.of_people([room.person("caro")], since=LAST_WEEK))
    assert said == {room.person("caro"): [Taste(room.person("caro"), 0, 1, is_more=False, at=MONDAY)]}
