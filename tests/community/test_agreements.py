"""Agreements: when a question counts as agreed, and who may ask and answer one."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import pytest

from community import agreements
from community.agreements import (
    Agreement,
    AskedAlready,
    AskedLately,
    Kind,
    MembersAsk,
    NewAgreement,
    NotAskedAnyMore,
    Outcome,
    Posted,
    Say,
    standing,
)
from community.communities import Aim, Community, Member, NewCommunity
from community.stores import Stores
from storage.database import Database
from tests.some import NOW, THURSDAY, utc

T = TypeVar("T")

YES, CHANNEL, NO = Say.YES, Say.WITH_CHANNEL, Say.NO
CLOSE = NewAgreement(Kind.CLOSE, 1, None, "ana", NOW, THURSDAY)
MERGE = NewAgreement(Kind.MERGE, 1, 2, "ana", NOW, THURSDAY)


@pytest.mark.parametrize(
    ("members", "said", "is_agreed"),
    [
        ({"ana", "ben", "caro"}, {"ana": YES}, False),  # nobody but the asker
        ({"ana", "ben", "caro"}, {"ana": YES, "ben": YES}, True),
        ({"ana", "ben", "caro"}, {"ana": YES, "ben": YES, "caro": NO}, False),
        ({"ana", "ben", "caro"}, {"ben": YES}, True),
        ({"ana", "ben", "caro"}, {}, False),
        ({"ana"}, {"ana": YES}, True),  # there is nobody else
        ({"ana", "caro"}, {"ana": YES, "ben": YES}, False),  # Ben has left since
        ({"ana", "caro"}, {"ana": YES, "caro": YES, "ben": NO}, True),  # and so has his no
        ({"ben", "caro"}, {"ana": YES}, False),  # the asker has left: somebody must still want it
        ({"ben", "caro"}, {"ana": YES, "ben": YES}, True),
    ],
)
def test_somebody_besides_the_asker_agrees_and_nobody_would_rather_not(
    members: set[str], said: dict[str, Say], is_agreed: bool
) -> None:
    assert standing(CLOSE, [members], said).is_agreed is is_agreed


@pytest.mark.parametrize(
    ("one", "other", "said", "is_agreed"),
    [
        ({"ana", "ben"}, {"caro", "dora"}, {"ana": YES, "ben": YES}, False),  # nobody in the other one said yes
        ({"ana", "ben"}, {"caro", "dora"}, {"ana": YES, "ben": YES, "caro": YES}, True),
        ({"ana", "ben"}, {"ben", "dora"}, {"ana": YES, "ben": YES}, True),  # Ben is in both
        ({"ana"}, {"caro"}, {"ana": YES}, False),  # the only member of the other one was silent
        ({"ana"}, set(), {"ana": YES}, True),  # nobody is in the other one
        ({"ana", "ben"}, {"caro"}, {"ana": YES, "ben": YES, "caro": NO}, False),
    ],
)
def test_two_communities_become_one_only_when_both_want_to(
    one: set[str], other: set[str], said: dict[str, Say], is_agreed: bool
) -> None:
    assert standing(MERGE, [one, other], said).is_agreed is is_agreed


@pytest.mark.parametrize(
    ("said", "may_archive"),
    [
        ({"ana": CHANNEL, "ben": CHANNEL}, True),
        ({"ana": CHANNEL, "ben": YES}, False),
        ({"ana": YES, "ben": CHANNEL}, False),
        ({"ana": CHANNEL, "ben": CHANNEL, "caro": NO}, False),
        ({"ana": CHANNEL}, False),
    ],
)
def test_a_channel_is_archived_only_when_all_who_agreed_said_so(said: dict[str, Say], may_archive: bool) -> None:
    assert standing(CLOSE, [{"ana", "ben", "caro"}], said).may_archive is may_archive


def test_what_becomes_of_a_channel_is_for_its_own_community_to_say() -> None:
    said = {"ana": CHANNEL, "ben": CHANNEL, "caro": YES}

    assert standing(MERGE, [{"ana", "ben"}, {"caro"}], said).may_archive
    assert not standing(MERGE, [{"caro"}, {"ana", "ben"}], said).may_archive


@pytest.mark.parametrize(
    ("said", "is_unanimous"),
    [({"ana": YES, "ben": CHANNEL}, True), ({"ana": YES}, False), ({"ana": YES, "ben": NO}, False)],
)
def test_once_all_members_agree_nobody_need_be_waited_for(said: dict[str, Say], is_unanimous: bool) -> None:
    assert standing(CLOSE, [{"ana", "ben"}], said).is_unanimous is is_unanimous


class Kept:
    """One workspace's tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def do(self, work: Callable[[Stores], T]) -> T:
        return await self._database.write("T1", work)

    async def community(self, name: str, *members: str) -> Community:
        new = NewCommunity(name, name.title(), "", Aim.BOTH, name, f"C{name}", False, members[0], NOW, "Europe/Berlin")

        def work(stores: Stores) -> Community:
            kept = stores.communities.add(new)
            for user_id in members:
                stores.members.add(Member(kept.id, user_id, NOW))
            return kept

        return await self.do(work)

    async def ask(
        self, community: Community, by: str, other: Community | None = None, *, now: datetime = NOW
    ) -> Agreement:
        kind = Kind.CLOSE if other is None else Kind.MERGE
        return await self.do(
            lambda stores: agreements.ask(stores, kind, community, other=other, by=by, say=YES, now=now)
        )

    async def end(self, asked: Agreement, outcome: Outcome, *, ts: str | None = "1.2") -> None:
        """End a question that stands in its channel; with no ts it never got there."""

        def work(stores: Stores) -> None:
            stores.agreements.post(Posted(asked.id, asked.community_id, "C1", ts))
            stores.agreements.end(asked.id, outcome, now=NOW)

        await self.do(work)


@pytest.fixture
def kept(database: Database) -> Kept:
    return Kept(database)


async def test_a_question_is_open_for_working_days(kept: Kept) -> None:
    pacts, testing = await kept.community("pacts", "ana"), await kept.community("testing", "ben")

    asked = await kept.ask(pacts, "ana")
    await kept.do(lambda stores: stores.agreements.end(asked.id, Outcome.DROPPED, now=NOW))
    merging = await kept.ask(pacts, "ana", testing)

    assert asked.ends_at == utc(2026, 8, 6, 7)  # asked on a Monday
    assert merging.ends_at == utc(2026, 8, 10, 7)  # over a week-end


async def test_only_members_ask_and_answer(kept: Kept) -> None:
    pacts = await kept.community("pacts", "ana")

    with pytest.raises(MembersAsk, match="you are not in it, so nothing was changed"):
        await kept.ask(pacts, "ben")
    asked = await kept.ask(pacts, "ana")
    with pytest.raises(MembersAsk):
        await kept.do(lambda stores: agreements.answer(stores, asked.id, "ben", NO, now=NOW))

    assert await kept.do(lambda stores: stores.agreements.answers(asked.id)) == {"ana": YES}


async def test_a_community_is_asked_one_thing_at_a_time(kept: Kept) -> None:
    pacts, testing = await kept.community("pacts", "ana"), await kept.community("testing", "ana", "ben")
    await kept.ask(pacts, "ana", testing)

    with pytest.raises(AskedAlready, match="“Testing” is asked something already"):
        await kept.ask(testing, "ben")


@pytest.mark.parametrize("outcome", [Outcome.NOT_AGREED, Outcome.DROPPED])
async def test_what_was_not_agreed_is_asked_again_after_four_weeks_by_whoever_asks(
    kept: Kept, outcome: Outcome
) -> None:
    pacts = await kept.community("pacts", "ana", "ben")
    await kept.end(await kept.ask(pacts, "ana"), outcome)

    with pytest.raises(AskedLately, match="It can be asked again from 31 August 2026 on"):
        await kept.ask(pacts, "ben", now=utc(2026, 8, 30, 21, 59))  # one minute to midnight in Berlin
    assert await kept.do(lambda stores: stores.agreements.open_in(pacts.id)) is None

    assert (await kept.ask(pacts, "ben", now=utc(2026, 8, 30, 22, 0))).id == 2


async def test_another_question_need_not_wait_and_two_that_would_be_one_are_the_same_two_either_way(
    kept: Kept,
) -> None:
    pacts, testing = await kept.community("pacts", "ana"), await kept.community("testing", "ben")
    other = await kept.community("other", "caro")
    await kept.end(await kept.ask(pacts, "ana", testing), Outcome.NOT_AGREED)

    with pytest.raises(AskedLately, match="“Testing”"):
        await kept.ask(testing, "ben", pacts)

    await kept.end(await kept.ask(pacts, "ana", other), Outcome.AGREED)
    assert (await kept.ask(pacts, "ana")).kind is Kind.CLOSE


async def test_what_never_stood_in_a_channel_or_was_agreed_on_need_not_wait(kept: Kept) -> None:
    pacts = await kept.community("pacts", "ana", "ben")
    await kept.end(await kept.ask(pacts, "ana"), Outcome.DROPPED, ts=None)
    await kept.end(await kept.ask(pacts, "ana"), Outcome.AGREED)

    assert (await kept.ask(pacts, "ben")).id == 3


async def test_a_persons_newest_answer_counts_until_the_question_has_ended(kept: Kept) -> None:
    pacts = await kept.community("pacts", "ana", "ben")
    asked = await kept.ask(pacts, "ana")
    await kept.do(lambda stores: agreements.answer(stores, asked.id, "ben", NO, now=NOW))
    await kept.do(lambda stores: agreements.answer(stores, asked.id, "ben", YES, now=NOW))
    assert await kept.do(lambda stores: stores.agreements.answers(asked.id)) == {"ana": YES, "ben": YES}

    await kept.do(lambda stores: stores.agreements.end(asked.id, Outcome.AGREED, now=NOW))

    with pytest.raises(NotAskedAnyMore):
        await kept.do(lambda stores: agreements.answer(stores, asked.id, "ben", NO, now=NOW))


async def test_what_waits_for_a_person_is_what_they_have_not_answered(kept: Kept) -> None:
    pacts = await kept.community("pacts", "ana", "ben")
    asked = await kept.ask(pacts, "ana")

    def waiting(stores: Stores) -> list[list[int]]:
        return [[one.id for one in stores.agreements.open_for(who)] for who in ("ana", "ben", "caro")]

    assert await kept.do(waiting) == [[], [asked.id], []]


async def test_an_outcome_is_claimed_once(kept: Kept) -> None:
    asked = await kept.ask(await kept.community("pacts", "ana"), "ana")

    first = await kept.do(lambda stores: stores.agreements.end(asked.id, Outcome.AGREED, now=NOW))
    second = await kept.do(lambda stores: stores.agreements.end(asked.id, Outcome.NOT_AGREED, now=NOW))

    assert (first, second) == (True, False)
    found = await kept.do(lambda stores: stores.agreements.get(asked.id))
    assert found is not None
    assert found.outcome is Outcome.AGREED
