"""What hangs on a lesson follows it into another and finds its way back, on both databases."""

from dataclasses import replace

from community import merged_lessons
from community.lessons import Lesson, NewLesson
from community.spread import Adoption, Answer, NewProposal, Share
from community.teams import NewTeam
from storage.database import Database
from storage.stores import Stores
from tests.storage.times import DAY, MINUTE, NOON

LESSON = NewLesson(
    title="Contract",
    learnt="Publish it",
    author_id="U1",
    author_name="Lea",
    captured_by="U2",
    captured_at=NOON,
    said_at=NOON,
    source=None,
    team_id=1,
)
OLDER, NEWER = 1, 2


def fill(stores: Stores) -> None:
    """Keep an older lesson of team 1, a newer of team 2, one built on the newer, and what was said to both."""
    for number in (1, 2, 3):
        stores.teams.add(NewTeam(f"team-{number}", f"Team {number}", "U1", NOON))
    stores.lessons.add(LESSON)
    stores.lessons.add(replace(LESSON, team_id=2, author_id="U2", author_name="Ben"))
    stores.lessons.add(replace(LESSON, team_id=3, builds_on=NEWER))
    stores.spread.answer(Adoption(OLDER, 3, Answer.TRYING, "", "U3", NOON))
    stores.spread.answer(Adoption(NEWER, 3, Answer.ADAPTED, "nightly", "U3", NOON + MINUTE))
    stores.spread.answer(Adoption(NEWER, 1, Answer.ADOPTED, "", "U1", NOON))
    stores.spread.share(Share(OLDER, 7, "U1", NOON, "C7", "1.1"))
    stores.spread.share(Share(NEWER, 7, "U1", NOON, "C7", "1.2"))
    stores.spread.share(Share(NEWER, 8, "U1", NOON, "C8", "1.3"))
    stores.spread.propose(NewProposal(NEWER, 8, "Let us", "U1", NOON, "C8"))


def held(stores: Stores, number: int) -> dict[str, object]:
    """Give what hangs on a lesson."""
    lesson = one(stores, number)
    return {
        "answers": [(found.team_id, found.answer.value) for found in stores.spread.history(number)],
        "shares": [share.community_id for share in stores.spread.shares(number)],
        "proposals": [proposal.id for proposal in stores.spread.proposals(number)],
        "built on": [found.number for found in stores.lessons.built_on(number, rooms=frozenset())],
        "adopters": lesson.adopters,
    }


def one(stores: Stores, number: int) -> Lesson:
    found = stores.lessons.get(number)
    assert found is not None
    return found


def join(stores: Stores) -> None:
    merged_lessons.merge(stores, one(stores, NEWER), one(stores, OLDER), by="U9", now=NOON)


async def test_what_hangs_on_the_newer_belongs_to_the_older_but_for_its_own_teams_answer(database: Database) -> None:
    await database.write("T1", fill)

    await database.write("T1", join)

    assert await database.read("T1", lambda stores: held(stores, OLDER)) == {
        "answers": [(3, "trying"), (3, "adapted")],
        "shares": [7, 8],
        "proposals": [1],
        "built on": [3],
        "adopters": 1,
    }
    assert await database.read("T1", lambda stores: held(stores, NEWER)) == {
        "answers": [(1, "adopted")],
        "shares": [7],
        "proposals": [],
        "built on": [],
        "adopters": 1,
    }


async def test_parted_each_has_what_it_had_and_what_came_meanwhile_stays(database: Database) -> None:
    await database.write("T1", fill)
    before = await database.read("T1", lambda stores: (held(stores, OLDER), held(stores, NEWER)))
    await database.write("T1", join)
    await database.write(
        "T1", lambda stores: stores.spread.answer(Adoption(OLDER, 2, Answer.NOT_NOW, "", "U2", NOON + DAY))
    )

    await database.write("T1", lambda stores: merged_lessons.undo(stores, NEWER, now=NOON + DAY))

    older, newer = await database.read("T1", lambda stores: (held(stores, OLDER), held(stores, NEWER)))
    assert newer == before[1]
    assert older == {**before[0], "answers": [(3, "trying"), (2, "not now")]}
    assert (await database.read("T1", lambda stores: one(stores, NEWER))).withdrawn_at is None


async def test_joined_parted_and_joined_again_is_as_joined_once(database: Database) -> None:
    await database.write("T1", fill)
    await database.write("T1", join)
    once = await database.read("T1", lambda stores: (held(stores, OLDER), held(stores, NEWER)))

    await database.write("T1", lambda stores: merged_lessons.undo(stores, NEWER, now=NOON + DAY))
    await database.write("T1", join)

    assert await database.read("T1", lambda stores: (held(stores, OLDER), held(stores, NEWER))) == once
