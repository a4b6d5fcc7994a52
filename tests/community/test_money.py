import ast
from decimal import Decimal
from pathlib import Path

import pytest

from community import money
from community.money import Money, NoAmount


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("12", "EUR", 1200),
        ("12.3", "EUR", 1230),
        ("0.10", "EUR", 10),
        ("0,1", "EUR", 10),
        ("1.234,56", "EUR", 123456),
        ("1,234.56", "EUR", 123456),
        ("1,234,567", "EUR", 123456700),
        ("1.234.567,8", "EUR", 123456780),
        ("1 234,50", "EUR", 123450),
        ("1\u202f234,50", "EUR", 123450),
        ("1'234.50", "CHF", 123450),
        ("CHF 99", "CHF", 9900),
        ("99 EUR", "EUR", 9900),
        ("1500", "JPY", 1500),
        ("1,500", "JPY", 1500),  # a yen has no smaller unit, so this can be read in one way only
        ("1.5", "KWD", 1500),
        ("0.005", "KWD", 5),
        ("012.345", "KWD", 12345),
        ("100000000000000", "EUR", 10**16),
    ],
)
def test_an_amount_is_read_exactly_however_it_is_written(typed: str, currency: str, minor: int) -> None:
    assert money.read(typed, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("typed", "currency", "why"),
    [
        ("1.234", "EUR", "can be read in two ways: 1234, or 1 and a bit. Write 1234 or 1.23,"),
        ("1,234", "KWD", "can be read in two ways: 1234, or 1 and a bit. Write 1234 or 01.234,"),
        ("12,500", "USD", "can be read in two ways: 12500, or 12 and a bit"),
        ("0.005", "EUR", "EUR has 2 digits behind the point"),
        ("12.345678", "EUR", "EUR has 2 digits behind the point"),
        ("15.5", "JPY", "JPY has no digits behind the point"),
        ("1e15", "EUR", "I can't read"),
        ("1,23.45", "EUR", "I can't read"),
        ("1.2.3", "EUR", "I can't read"),
        ("1,2,3.4", "EUR", "I can't read"),
        ("-5", "EUR", "I can't read"),
        ("NaN", "EUR", "I can't read"),
        ("Infinity", "EUR", "I can't read"),
        ("٣", "EUR", "I can't read"),
        ("½", "EUR", "I can't read"),
        ("5.", "EUR", "I can't read"),
        (".5", "EUR", "I can't read"),
        ("", "EUR", "I can't read"),
        ("some", "EUR", "I can't read"),
        ("0.00", "EUR", "That is nothing"),
        ("1000000000000000", "EUR", "more than I can keep"),
        ("12", "", "Choose the currency"),
        ("12", "BTC", "Choose the currency"),
        ("12", "eur", "Choose the currency"),
    ],
)
def test_what_is_no_amount_or_two_is_refused_with_a_way_out(typed: str, currency: str, why: str) -> None:
    with pytest.raises(NoAmount, match=why.replace("(", r"\(")):
        money.read(typed, currency)


def test_a_tenth_and_two_tenths_are_three_tenths() -> None:
    assert money.sums([money.read("0.1", "EUR"), money.read("0.2", "EUR")]) == [Money(30, "EUR")]
    assert money.written(Money(30, "EUR")) == "EUR 0.30"
    assert money.decimal(Money(30, "EUR")) == Decimal("0.3")


def test_a_million_small_gifts_beside_a_huge_one_add_up_to_the_cent() -> None:
    [total] = money.sums([Money(10**16, "EUR"), *([Money(1, "EUR")] * 1_000)])

    assert money.written(total) == "EUR 100,000,000,000,010.00"


def test_currencies_are_added_up_each_by_itself() -> None:
    given = [Money(100, "EUR"), Money(5, "JPY"), Money(250, "EUR"), Money(1, "KWD")]

    assert [money.written(total) for total in money.sums(given)] == ["EUR 3.50", "JPY 5", "KWD 0.001"]


@pytest.mark.parametrize(
    ("minor", "currency"), [(1, "EUR"), (123456, "EUR"), (7, "JPY"), (1005, "KWD"), (10**16, "USD")]
)
def test_what_is_shown_to_be_typed_again_is_read_as_the_same(minor: int, currency: str) -> None:
    given = Money(minor, currency)

    assert money.read(money.typed(given), currency) == given


def test_a_currency_has_as_many_digits_as_iso_4217_gives_it() -> None:
    # Read off list one of ISO 4217's maintenance agency, by hand.
    expected = {"EUR": 2, "USD": 2, "CHF": 2, "JPY": 0, "KRW": 0, "ISK": 0, "KWD": 3, "BHD": 3, "TND": 3, "MGA": 2}

    assert {code: money.DIGITS[code] for code in expected} == expected
    assert len(money.CURRENCIES) == len(set(money.CURRENCIES)) == len(money.DIGITS)
    assert all(len(code) == 3 and code.isupper() for code in money.CURRENCIES)


def test_no_amount_of_nothing_and_no_unknown_currency_can_be_made() -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        Money(0, "EUR")
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(1, "XXX")


def test_no_float_is_anywhere_in_money_and_support() -> None:
    root = Path(__file__).parent.parent.parent
    files = [*root.glob("*/money.py"), *root.glob("*/support.py"), *root.glob("*/*/support.py")]
    assert len(files) >= 3

    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), f"{file}:{node.lineno}"
            assert not (isinstance(node, ast.Name) and node.id in {"float", "Float"}), f"{file}:{node.lineno}"
            assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)), f"{file}:{node.lineno}"
