import pytest

from community.components import NamelessComponent, NotAnAddress, label_of, link_of, says
from tests.handlers.blocks.surfaces_components import component


@pytest.mark.parametrize(
    ("typed", "label"),
    [("  The   Ledger ", "The Ledger"), ("n" * 80, "n" * 60), ("台帳", "台帳"), ("C++ core", "C++ core")],
)
def test_a_name_is_one_line_of_at_most_sixty_characters(typed: str, label: str) -> None:
    assert label_of(typed) == label


@pytest.mark.parametrize("typed", ["", "  ", "🐦", "!?"])
def test_a_name_needs_a_letter_or_a_digit(typed: str) -> None:
    with pytest.raises(NamelessComponent, match="needs a letter or a digit"):
        label_of(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "https://git.example/shop/ledger",
        "http://git.intern:8080/ledger.git?tab=readme#top",
        "HTTPS://git.example/",
        "https://git.example/~ana/ledger%20new",
        "https://[2001:db8::1]/ledger",
    ],
)
def test_a_repositorys_address_is_kept_as_it_is(typed: str) -> None:
    assert link_of(f" {typed} ") == typed


def test_no_address_is_none() -> None:
    assert link_of("  ") == ""


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "slack://open",
        "ssh://git@git.example/ledger",
        "git@git.example:ledger.git",
        "git.example/ledger",
        "//git.example/ledger",
        "https://",
        "https:///ledger",
        "https://git.example@evil.example/",
        "https://ana:secret@git.example/",
        "https://git.example/a b",
        "https://git.example/\nledger",
        "https://git.example/|evil>",
        "https://git.example/<!channel>",
        "https://git.example:port/",
        "https://[2001:db8::1/",
        "https://gìt.example/",
        f"https://git.example/{'x' * 500}",
        "data:text/html,https://git.example",
    ],
)
def test_what_is_no_plain_address_of_the_web_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAddress, match=r"starts with https:// or http://"):
        link_of(typed)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ledger", True),
        ("LEDGER books", True),
        ("closing month", True),
        ("ledger bakery", False),
        ("", True),
    ],
)
def test_a_component_is_found_by_all_words_of_its_name_its_description_or_what_is_taught(
    words: str, found: bool
) -> None:
    ledger = component("Books of the Ledger")

    assert says(ledger, ["Closing a month"], words) is found
