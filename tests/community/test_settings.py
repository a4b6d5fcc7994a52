"""What admins may choose, and what is refused in a sentence that says what can be used."""

import pytest

from community.settings import WrongSetting, emoji_names, prefix, retention_days, weekday

TAKEN = frozenset({"seedling", "white_check_mark"})


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("bulb", ("bulb",)),
        (":bulb: :Tada:", ("bulb", "tada")),
        ("bulb, tada bulb", ("bulb", "tada")),
        ("+1", ("+1",)),
        ("  ", None),
        ("::", None),
    ],
)
def test_emoji_are_read_as_people_type_them(typed: str, names: tuple[str, ...] | None) -> None:
    assert emoji_names(typed, taken=TAKEN) == names


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("💡", "is no name of an emoji"),
        ("<!channel>", "is no name of an emoji"),
        ("seedling", ":seedling: already says"),
        ("a b c d e f", "At most 5 emoji"),
    ],
)
def test_what_is_no_emoji_or_means_something_else_is_refused(typed: str, sentence: str) -> None:
    with pytest.raises(WrongSetting, match=sentence):
        emoji_names(typed, taken=TAKEN)


@pytest.mark.parametrize("typed", ["", "cop-", "a" * 20])
def test_a_prefix_is_what_a_channel_may_begin_with(typed: str) -> None:
    assert prefix(typed) == typed


@pytest.mark.parametrize("typed", ["CoP-", "cop ", "a" * 21, "#cop"])
def test_a_prefix_no_channel_can_have_is_refused(typed: str) -> None:
    with pytest.raises(WrongSetting, match="small letters"):
        prefix(typed)


@pytest.mark.parametrize(("typed", "days"), [("", None), ("7", 7), ("365", 365)])
def test_days_are_read(typed: str, days: int | None) -> None:
    assert retention_days(typed) == days


@pytest.mark.parametrize("typed", ["6", "366", "-9", "a week", "٣٠", "1e2", "²"])
def test_other_numbers_of_days_are_refused(typed: str) -> None:
    with pytest.raises(WrongSetting, match="from 7 to 365"):
        retention_days(typed)


def test_a_weekday_is_one_of_seven() -> None:
    assert [weekday(str(number)) for number in range(7)] == [0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("chosen", ["7", "-1", "", "Monday", "²"])
def test_a_weekday_that_a_week_does_not_have_is_refused(chosen: str) -> None:
    with pytest.raises(ValueError, match="from 0, Monday, to 6"):
        weekday(chosen)
