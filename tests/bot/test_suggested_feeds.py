"""The file of suggested feeds: the one that comes along is good, and what can't be used is said in sentences."""

from pathlib import Path

import pytest

from bot.suggested_feeds import DEFAULT, WrongFeeds, load
from community.feeds import Suggestion


def test_the_file_that_comes_along_can_be_used() -> None:
    found = load(None)

    assert DEFAULT.exists()
    assert "less.works" in found[0].address
    assert all(one.address.startswith("https://") and one.about for one in found)


def test_a_file_of_ones_own_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[[feed]]\ntitle = "Our\\nblog"\naddress = "https://blog.example/feed"\n')

    assert load(path) == (Suggestion("Our blog", "https://blog.example/feed", ""),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[feed", "is no TOML that I can read"),
        ('feed = "x"', r"should hold up to 200 tables that begin with \[\[feed\]\]"),
        ("[[feeds]]", r"should hold up to 200 tables that begin with \[\[feed\]\]"),
        ('[[feed]]\ntitle = "A"', 'feed 1: "address" should be a text of at most 1000 characters'),
        (
            '[[feed]]\ntitle = "A"\naddress = "file:///etc/passwd"',
            "use one of the public web that starts with https://",
        ),
        ('[[feed]]\ntitle = "A"\naddress = "https://u:p@a.example/"', "use one of the public web"),
        ('[[feed]]\ntitle = "A"\naddress = "https://a.example/"\nname = "x"', "and nothing else"),
        (2 * '[[feed]]\ntitle = "A"\naddress = "https://a.example/"\n', "has https://a.example/ twice"),
    ],
)
def test_what_can_not_be_used_is_said(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text)

    with pytest.raises(WrongFeeds, match=sentence):
        load(path)


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(WrongFeeds, match="there is no such file"):
        load(tmp_path / "none.toml")
