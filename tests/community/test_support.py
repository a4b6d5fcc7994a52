from datetime import date

import pytest

from community import support
from community.money import Money
from community.support import Help, Kind, WrongAsk
from tests.some import NOW

TODAY = date(2026, 8, 3)
EUROS = Money(100, "EUR")


@pytest.mark.parametrize(
    ("kind", "amount", "by"),
    [
        (Kind.MONEY, EUROS, None),
        (Kind.MONEY, EUROS, TODAY),
        (Kind.TIME, None, date(2026, 8, 4)),
        (Kind.ROOM, None, None),
        (Kind.SPEAKER, None, None),
    ],
)
def test_what_fits_together_is_taken(kind: Kind, amount: Money | None, by: date | None) -> None:
    support.fitting(kind, amount=amount, by=by, today=TODAY)


@pytest.mark.parametrize(
    ("kind", "amount", "by", "part"),
    [
        (Kind.MONEY, None, None, "amount"),
        (Kind.ROOM, EUROS, None, "amount"),
        (Kind.TIME, None, date(2026, 8, 2), "by"),
    ],
)
def test_what_does_not_fit_says_which_part(kind: Kind, amount: Money | None, by: date | None, part: str) -> None:
    with pytest.raises(WrongAsk) as refused:
        support.fitting(kind, amount=amount, by=by, today=TODAY)

    assert refused.value.part == part


def test_help_that_is_no_money_is_in_no_sum() -> None:
    given = [
        Help(1, "U1", "An afternoon", None, NOW),
        Help(1, "U2", "A part", Money(10, "EUR"), NOW),
        Help(1, "U3", "Another", Money(20, "EUR"), NOW),
    ]

    assert support.given(given) == [Money(30, "EUR")]
    assert support.given(given[:1]) == []
