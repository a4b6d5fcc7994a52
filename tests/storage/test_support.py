"""Amounts are kept to the last unit, on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from community.money import Money, read, sums
from community.support import Help, Kind, NewAsk, State
from storage.database import Database
from storage.stores import Stores
from tests.storage.times import NOON

ASK = NewAsk(
    community_id=1,
    kind=Kind.MONEY,
    purpose="A licence",
    by=date(2026, 12, 1),
    amount=None,
    asked_by="U1",
    asked_at=NOON,
    channel_id=None,
)


@pytest.mark.parametrize(
    "amount", [Money(1, "EUR"), Money(10**16, "EUR"), Money(10**16 - 1, "KWD"), Money(7, "JPY"), read("0.1", "USD")]
)
async def test_an_amount_comes_back_as_it_was_given(database: Database, amount: Money) -> None:
    def keep(stores: Stores) -> int:
        added = stores.support.add(replace(ASK, amount=amount))
        stores.support.give(Help(added.id, "U1", "All of it", amount, NOON))
        stores.support.update(replace(added, spent=amount))
        return added.id

    ask_id = await database.write("T1", keep)

    ask = await database.read("T1", lambda stores: stores.support.get(ask_id))
    [given] = await database.read("T1", lambda stores: stores.support.help_for(ask_id))
    assert ask is not None
    assert (ask.amount, ask.spent, given.amount) == (amount, amount, amount)
    assert ask.by == date(2026, 12, 1)


async def test_a_thousand_of_the_largest_amounts_add_up_exactly(database: Database) -> None:
    def keep(stores: Stores) -> None:
        ask_id = stores.support.add(ASK).id
        for number in range(1_000):
            stores.support.give(Help(ask_id, f"U{number}", "", Money(10**16 - number, "EUR"), NOON))

    await database.write("T1", keep)

    given = await database.read("T1", lambda stores: stores.support.help_for(1))
    assert sums(one.amount for one in given if one.amount is not None) == [Money(9_999_999_999_999_500_500, "EUR")]


async def test_open_asks_come_first_newest_first_and_withdrawn_ones_not_at_all(database: Database) -> None:
    def keep(stores: Stores) -> None:
        asks = [stores.support.add(ASK) for _ in range(4)]
        stores.support.update(replace(asks[3], state=State.DONE))
        stores.support.update(replace(asks[1], state=State.WITHDRAWN))
        stores.support.add(replace(ASK, community_id=2))

    await database.write("T1", keep)

    found = await database.read("T1", lambda stores: stores.support.asks([1], limit=9))
    assert [ask.id for ask in found] == [3, 1, 4]
    assert await database.read("T1", lambda stores: stores.support.asks([], limit=9)) == ()
