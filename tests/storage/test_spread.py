from community.lessons import NewLesson
from community.spread import Adoption, Answer, NewProposal, Position, Share, Visit
from storage.database import Database
from storage.stores import Stores
from tests.storage.times import HOUR, MINUTE, NOON

KESTREL, HERON = 1, 2


def said(
    answer: Answer = Answer.ADOPTED, *, team_id: int = HERON, number: int = 1, words: str = "", minutes: int = 0
) -> Adoption:
    return Adoption(number, team_id, answer, words, "U1", NOON + minutes * MINUTE)


def lesson(stores: Stores) -> int:
    return stores.lessons.add(
        NewLesson(
            title="Contract",
            learnt="",
            author_id="U1",
            author_name="Lea",
            captured_by="U2",
            captured_at=NOON,
            said_at=NOON,
            source=None,
        )
    ).number


def adopters(stores: Stores, number: int) -> int:
    found = stores.lessons.get(number)
    assert found is not None
    return found.adopters


async def test_the_newest_answer_of_a_team_counts_in_the_order_of_their_first_ones(database: Database) -> None:
    def work(stores: Stores) -> object:
        for adoption in (
            said(Answer.TRYING),
            said(Answer.ADOPTED, team_id=KESTREL, minutes=1),
            said(Answer.ADAPTED, words="nightly only", minutes=2),
            said(number=7),
        ):
            stores.spread.answer(adoption)
        return stores.spread.adoptions([1, 404])

    assert await database.write("T1", work) == {
        1: (
            said(Answer.ADAPTED, words="nightly only", minutes=2),
            said(Answer.ADOPTED, team_id=KESTREL, minutes=1),
        )
    }
    assert await database.read("T1", lambda stores: stores.spread.adoptions([])) == {}
    assert len(await database.read("T1", lambda stores: stores.spread.all_adoptions())) == 4


async def test_an_answer_heard_of_late_counts_from_when_it_was_given(database: Database) -> None:
    def work(stores: Stores) -> object:
        stores.spread.answer(said(Answer.NOT_NOW, minutes=5))
        stores.spread.answer(said(Answer.TRYING, minutes=1))
        return stores.spread.adoptions([1])

    assert await database.write("T1", work) == {1: (said(Answer.NOT_NOW, minutes=5),)}


async def test_how_many_teams_use_a_lesson_is_kept_with_it(database: Database) -> None:
    def work(stores: Stores) -> list[int]:
        number, counted = lesson(stores), []
        for adoption in (
            said(Answer.TRYING, number=number),
            said(Answer.ADOPTED, number=number, minutes=1),
            said(Answer.ADAPTED, number=number, minutes=2),
            said(Answer.ADOPTED, number=number, team_id=KESTREL),
            said(Answer.NOT_NOW, number=number, minutes=3),
        ):
            stores.spread.answer(adoption)
            counted.append(adopters(stores, number))
        return counted

    assert await database.write("T1", work) == [0, 1, 1, 2, 1]


async def test_an_answer_taken_back_lets_the_one_before_it_count(database: Database) -> None:
    def work(stores: Stores) -> list[object]:
        number = lesson(stores)
        stores.spread.answer(said(Answer.ADOPTED, number=number))
        stores.spread.answer(said(Answer.NOT_NOW, number=number, minutes=1))
        stores.spread.answer(said(Answer.ADOPTED, number=number, team_id=KESTREL))
        span = {"since": NOON, "until": NOON + MINUTE}
        taken = [stores.spread.take_back(number, HERON, Answer.NOT_NOW, by=by, **span) for by in ("U2", "U1", "U1")]
        return [taken, adopters(stores, number), stores.spread.adoptions([number])]

    answers = {1: (said(Answer.ADOPTED), said(Answer.ADOPTED, team_id=KESTREL))}
    assert await database.write("T1", work) == [[False, True, False], 2, answers]


async def test_an_answer_is_taken_back_only_from_its_time(database: Database) -> None:
    def work(stores: Stores) -> list[bool]:
        number = lesson(stores)
        stores.spread.answer(said(Answer.ADOPTED, number=number, minutes=5))
        return [
            stores.spread.take_back(
                number, HERON, Answer.ADOPTED, by="U1", since=NOON + since * MINUTE, until=NOON + until * MINUTE
            )
            for since, until in ((0, 4), (6, 9), (5, 5))
        ]

    assert await database.write("T1", work) == [False, False, True]


async def test_a_lesson_is_shared_to_a_community_once_until_that_is_forgotten(database: Database) -> None:
    share = Share(1, 3, "U1", NOON, "C3", words="Look")

    def work(stores: Stores) -> list[object]:
        first, second = stores.spread.share(share), stores.spread.share(share)
        stores.spread.place_share(1, 3, "1.2")
        found = [stores.spread.shares(1), stores.spread.shared_at("C3", "1.2"), stores.spread.shared_at("C3", "9.9")]
        stores.spread.unshare(1, 3)
        return [first, second, *found, stores.spread.shares(1), stores.spread.share(share)]

    there = Share(1, 3, "U1", NOON, "C3", ts="1.2", words="Look")
    assert await database.write("T1", work) == [True, False, [there], there, None, [], True]


async def test_a_visit_is_asked_for_once_and_keeps_who_was_asked(database: Database) -> None:
    visit = Visit(1, "U9", ("U1", "U2"), NOON)

    def work(stores: Stores) -> list[object]:
        first, second = stores.spread.visit(visit), stores.spread.visit(visit)
        stores.spread.place_visit(1, "U9", "G1")
        found = stores.spread.visits(1)
        stores.spread.unvisit(1, "U9")
        return [first, second, found, stores.spread.visits(1)]

    assert await database.write("T1", work) == [True, False, [Visit(1, "U9", ("U1", "U2"), NOON, "G1")], []]


async def test_a_proposal_keeps_what_teams_say_the_newest_each(database: Database) -> None:
    def work(stores: Stores) -> list[object]:
        proposal = stores.spread.propose(NewProposal(1, 3, "Let us", "U1", NOON, "C3"))
        stores.spread.place_proposal(proposal.id, "1.2")
        for team_id, words, hours in ((HERON, "No", 0), (KESTREL, "Yes", 1), (HERON, "In June", 2)):
            stores.spread.take_position(Position(proposal.id, team_id, words, "U1", NOON + hours * HOUR))
        found = [stores.spread.proposal(proposal.id), *stores.spread.proposals(1)]
        said = [position.words for position in stores.spread.positions(proposal.id)]
        stores.spread.unpropose(proposal.id)
        return [found[0] == found[1], said, stores.spread.proposal(proposal.id)]

    assert await database.write("T1", work) == [True, ["In June", "Yes"], None]


async def test_a_teams_unanswered_proposals_are_given_newest_first(database: Database) -> None:
    def work(stores: Stores) -> list[object]:
        first, second, _ = (
            stores.spread.propose(NewProposal(number, community_id, "Let us", "U1", NOON, "C3"))
            for number, community_id in ((1, 3), (2, 3), (3, 4))
        )
        before = [one.id for one in stores.spread.unanswered(3, 7)]
        stores.spread.take_position(Position(second.id, 7, "Yes", "U1", NOON))
        stores.spread.take_position(Position(first.id, 8, "No", "U2", NOON))
        return [before == [second.id, first.id], [one.id for one in stores.spread.unanswered(3, 7)] == [first.id]]

    assert await database.write("T1", work) == [True, True]
