import pytest

from community.emoji import canonical, is_one_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bulb", "bulb"),
        (":bulb:", "bulb"),
        (" bulb ", "bulb"),
        ("bulb::skin-tone-2", "bulb"),
        (":wave::skin-tone-6:", "wave"),
        ("thumbsup", "+1"),
        ("thumbsup::skin-tone-5", "+1"),
        ("+1", "+1"),
        ("flag-gb", "gb"),
        ("uk", "gb"),
        ("honeybee", "bee"),
        ("our-own_emoji", "our-own_emoji"),
        ("", ""),
    ],
)
def test_an_emoji_has_one_name_whatever_it_is_called(name: str, expected: str) -> None:
    assert canonical(name) == expected


def test_a_mark_is_known_by_its_other_name_and_in_any_skin_tone() -> None:
    assert is_one_of("thumbsup::skin-tone-3", ("bulb", "+1"))
    assert is_one_of("bee", (":honeybee:",))


def test_another_emoji_is_no_mark() -> None:
    assert not is_one_of("tada", ("bulb", "+1"))
    assert not is_one_of("bulb", ())
