"""Money: an exact amount of one currency, kept in its smallest unit. Nothing is rounded and nothing is converted."""
# a refusal is named for what is the case, as in "NameTaken"

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from community.errors import CommunityError

# How many digits stand behind the point, by currency. Source: ISO 4217:2015, list one of its maintenance agency (SIX,
# "Current currency & funds code list", published 2026-01-01), without funds, metals, units of account and test codes.
_BY_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC
        CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR
        JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD
        NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN
        SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
}
DIGITS = {code: digits for digits, codes in _BY_DIGITS.items() for code in codes.split()}
CURRENCIES = tuple(sorted(DIGITS))

# More units than anybody means, and far inside the 64 bits in which one amount is kept; sums are kept nowhere.
_MOST = 10**16
_BLANKS = re.compile(r"[\s'’]")
_WHOLE = re.compile(r"[0-9]+")
_GROUPED = {mark: re.compile(rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+") for mark in ".,"}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency's smallest unit: EUR 12.34 is 1234 of EUR."""

    minor: int
    currency: str  # its ISO 4217 code

    def __post_init__(self) -> None:
        if self.currency not in DIGITS:
            raise ValueError(f"a currency is an ISO 4217 code such as EUR, got {self.currency!r}")
        if self.minor <= 0:
            raise ValueError(f"an amount is more than nothing, got {self.minor}")


class NoAmount(CommunityError):
    """What was typed is no amount of that currency, or can be read as two."""


def read(typed: str, currency: str) -> Money:
    """Give the amount a person typed, with a comma or a point before the smaller unit, and thousands grouped or not.

    What can be read in two ways, such as "1.234", isn't guessed: NoAmount, as for what is no amount at all.
    """
    if currency not in DIGITS:
        raise NoAmount("Choose the currency too, so that the amount says how much it is.")
    words, digits = _BLANKS.sub("", typed).removeprefix(currency).removesuffix(currency), DIGITS[currency]
    whole, mark, rest = _parted(words, digits)
    if not _WHOLE.fullmatch(whole) or (mark and not _WHOLE.fullmatch(rest)):
        raise NoAmount(f"I can't read “{typed[:40]}” as an amount. Write it with digits, such as {_example(digits)}.")
    if len(rest) > digits:
        behind = f"{digits} digits behind the point" if digits else "no digits behind the point"
        raise NoAmount(f"{currency} has {behind}, so I would have to round “{typed[:40]}”. Nothing was kept.")
    minor = int(whole + rest.ljust(digits, "0"))
    if not 0 < minor <= _MOST:
        raise NoAmount("That is nothing, or more than I can keep. Write the amount once more.")
    return Money(minor, currency)


def decimal(money: Money) -> Decimal:
    """Give the amount as a number of the currency itself, exactly."""
    return Decimal(money.minor).scaleb(-DIGITS[money.currency])


def typed(money: Money) -> str:
    """Give the amount as it can be typed again: without groups, with a point, and read in one way only."""
    return _clear(f"{decimal(money):f}")


def written(money: Money) -> str:
    """Give the amount as it is shown, such as "EUR 1,234.50"."""
    return f"{money.currency} {decimal(money):,f}"


def sums(amounts: Iterable[Money]) -> Sequence[Money]:
    """Add up what is of one currency, each by itself, in the order of the first of each."""
    found: dict[str, int] = defaultdict(int)
    for amount in amounts:
        found[amount.currency] += amount.minor
    return [Money(minor, currency) for currency, minor in found.items()]


def _parted(words: str, digits: int) -> tuple[str, str, str]:
    """Give what stands before the point, the point, and what stands behind it: the last mark, of one or two kinds."""
    last = max(words.rfind("."), words.rfind(","))
    if last < 0:
        return words, "", ""
    mark = words[last]
    other = "," if mark == "." else "."
    if other in words:
        before = words[:last]
        return (before.replace(other, "") if _GROUPED[other].fullmatch(before) else "?"), mark, words[last + 1 :]
    if _GROUPED[mark].fullmatch(words):
        if words.count(mark) == 1 and digits:
            whole, _, rest = words.partition(mark)
            raise NoAmount(
                f"“{words[:40]}” can be read in two ways: {whole}{rest}, or {whole} and a bit. "
                f"Write {whole}{rest} or {_clear(f'{whole}.{rest[:digits]}')}, and it is clear. Nothing was kept."
            )
        return words.replace(mark, ""), "", ""
    return words[:last], mark, words[last + 1 :]


def _clear(amount: str) -> str:
    """Give the amount with a zero before it where it could be taken for thousands: no such number begins with one."""
    return f"0{amount}" if _GROUPED["."].fullmatch(amount) else amount


def _example(digits: int) -> str:
    return {0: "1500", 2: "1500 or 1500.50", 3: "1500 or 1500.500"}[digits]
