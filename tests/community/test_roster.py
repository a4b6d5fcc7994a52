from dataclasses import replace
from datetime import date

import pytest

from community import profiles, roster
from community.profiles import LongWords, TooManyWords
from community.roster import Fact, Kind, Listed, Said
from tests.some import LAST_WEEK, NOW

CLB, CLP = ("CLB", date(2021, 3, 1)), ("CLP", date(2024, 3, 1))
FACT = Fact(Kind.CERTIFICATION, *CLP)


def facts(listed: Listed) -> dict[str, Fact]:
    return {fact.what: fact for fact in listed.facts}


def told_and_shown(*some: Fact) -> Listed:
    return Listed("U1", LAST_WEEK, tuple(replace(one, shown_since=LAST_WEEK) for one in some), told_at=LAST_WEEK)


def test_who_is_new_has_everything_and_is_to_be_told() -> None:
    listed = roster.merged(None, Said("U1", [CLB, CLP], "Kestrel", "Payments"), now=NOW)

    assert [(fact.kind, fact.what, fact.issued_on) for fact in listed.facts] == [
        (Kind.CERTIFICATION, "CLB", date(2021, 3, 1)),
        (Kind.CERTIFICATION, "CLP", date(2024, 3, 1)),
        (Kind.PRODUCT_GROUP, "Payments", None),
    ]
    assert (listed.team, listed.told_at, listed.brought_at, list(listed.shown)) == ("Kestrel", None, NOW, [])


def test_the_same_again_changes_nothing() -> None:
    before = told_and_shown(FACT, Fact(Kind.PRODUCT_GROUP, "Payments"))

    after = roster.merged(before, Said("U1", [("clp", date(2023, 1, 1))], "", "payments"), now=NOW)

    assert not roster.is_same(before, after), "its spelling is the list's newest"
    assert roster.is_same(before, roster.merged(before, Said("U1", [CLP], "", "Payments"), now=NOW))
    assert facts(after)["clp"].issued_on == date(2024, 3, 1)
    assert after.told_at == LAST_WEEK


def test_a_list_of_one_department_takes_nothing_from_others() -> None:
    before = told_and_shown(FACT, Fact(Kind.PRODUCT_GROUP, "Payments"))

    assert roster.is_same(before, roster.merged(before, Said("U1"), now=NOW))


def test_of_something_new_a_person_is_told_again_and_the_rest_stays_shown() -> None:
    before = told_and_shown(FACT)

    after = roster.merged(before, Said("U1", [CLB]), now=NOW)

    assert after.told_at is None
    assert [fact.what for fact in after.shown] == ["CLP"]


def test_what_was_hidden_or_put_right_stays_so_after_the_next_list() -> None:
    before = told_and_shown(FACT, Fact(Kind.CERTIFICATION, *CLB), Fact(Kind.PRODUCT_GROUP, "Payments"))
    before = roster.choose(before, [roster.key_of(fact) for fact in before.facts if fact.what != "CLB"], now=NOW)
    before = roster.correct(before, roster.key_of(FACT), "CLE")
    before = roster.correct(before, "product group payments", "")

    after = roster.merged(before, Said("U1", [CLB, ("CLP", date(2025, 5, 1))], "", "Lending"), now=NOW)

    assert list(roster.in_words(after.shown)) == ["CLE"]
    assert facts(after)["CLB"].is_hidden
    assert facts(after)["Lending"].said == ""


def test_another_product_group_is_told_of_before_it_is_shown() -> None:
    before = told_and_shown(Fact(Kind.PRODUCT_GROUP, "Payments"))

    after = roster.merged(before, Said("U1", product_group="Lending"), now=NOW)

    assert [fact.what for fact in after.facts] == ["Lending"]
    assert (after.told_at, list(after.shown)) == (None, [])


def test_choosing_hides_at_once_and_shows_what_was_shown_and_the_rest_in_its_time() -> None:
    listed = Listed("U1", NOW, (replace(FACT, shown_since=NOW), Fact(Kind.CERTIFICATION, *CLB)))

    both = roster.choose(listed, [roster.key_of(fact) for fact in listed.facts], now=NOW)
    none = roster.choose(both, [], now=NOW)

    assert list(roster.in_words(both.shown)) == ["CLP 2024"], "of the other they were told just now"
    assert both.told_at == NOW
    assert (list(none.shown), {fact.is_hidden for fact in none.facts}) == ([], {True})


def test_the_lists_own_words_again_are_no_correction() -> None:
    listed = roster.correct(told_and_shown(FACT), roster.key_of(FACT), "CLE")

    assert facts(listed)["CLP"].told == "CLE"
    assert facts(roster.correct(listed, roster.key_of(FACT), " CLP "))["CLP"].said is None


def test_interests_are_read_with_commas_between_each_once() -> None:
    assert profiles.read(" Rust,contract  testing; rust\nKafka,, ") == ("Rust", "contract testing", "Kafka")
    assert profiles.written(("Rust", "Kafka")) == "Rust, Kafka"


def test_a_profile_holds_ten_short_interests() -> None:
    with pytest.raises(TooManyWords, match=r"These are 11, and 10 fit\. Nothing was changed"):
        profiles.read(",".join(f"word {number}" for number in range(11)))
    with pytest.raises(LongWords, match="is longer than 60 characters"):
        profiles.read("Rust, " + "x" * 61)
