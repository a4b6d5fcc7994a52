from typing import Any

import pytest

from bot.outside import outside
from bot.settings import Settings
from community.outside import ForbiddenAddress


def settings(**given: Any) -> Settings:
    values: dict[str, Any] = {"_env_file": None}
    return Settings(**(values | given))


def reads(address: str, **given: str) -> bool:
    fetcher = outside(settings(**given))
    assert fetcher is not None
    try:
        return fetcher.normal(address) == address
    except ForbiddenAddress:
        return False


def test_nothing_is_read_where_it_is_switched_off() -> None:
    assert outside(settings(outside="off")) is None


@pytest.mark.parametrize(
    ("address", "by_default", "with_http", "with_its_origin"),
    [
        ("https://example.org/feed", True, True, True),
        ("http://example.org/feed", False, True, False),
        ("http://127.0.0.1:8090/feed", False, False, True),
        ("http://127.0.0.1:8091/feed", False, False, False),
    ],
)
def test_the_settings_say_what_is_read(address: str, by_default: bool, with_http: bool, with_its_origin: bool) -> None:
    assert reads(address) is by_default
    assert reads(address, outside_http="on") is with_http
    assert reads(address, outside_allowed="http://127.0.0.1:8090") is with_its_origin
