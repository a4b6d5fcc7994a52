"""Rates: what must wait, for how long, and what need not."""

import pytest

from bot.rates import Rates


class Stopwatch:
    """A monotonic clock that stands until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def rates(watch: Stopwatch) -> Rates:
    return Rates(watch)


def test_the_first_call_need_not_wait(rates: Rates) -> None:
    assert rates.pause("chat.postMessage", "C1") == 0.0


def test_a_channel_gets_one_post_a_second(rates: Rates, watch: Stopwatch) -> None:
    rates.count("chat.postMessage", "C1")
    watch.seconds += 0.25

    assert rates.pause("chat.postMessage", "C1") == 0.75
    assert rates.pause("chat.postMessage", "C2") == 0.0


def test_all_channels_together_get_240_posts_a_minute(rates: Rates, watch: Stopwatch) -> None:
    for number in range(240):
        rates.count("chat.postMessage", f"C{number}")
    watch.seconds += 20.0

    assert rates.pause("chat.postMessage", "C999") == 40.0


@pytest.mark.parametrize(
    ("method", "allowed"), [("conversations.create", 20), ("conversations.invite", 50), ("views.publish", 100)]
)
def test_a_method_gets_its_tier_a_minute(rates: Rates, watch: Stopwatch, method: str, allowed: int) -> None:
    for _ in range(allowed - 1):
        rates.count(method)
    assert rates.pause(method) == 0.0

    rates.count(method)
    watch.seconds += 45.0

    assert rates.pause(method) == 15.0


def test_methods_have_separate_rates(rates: Rates) -> None:
    for _ in range(20):
        rates.count("conversations.create")

    assert rates.pause("conversations.setTopic") == 0.0


def test_what_slack_wants_left_alone_is_left_alone(rates: Rates, watch: Stopwatch) -> None:
    rates.hold("pins.add", 30.0)
    watch.seconds += 10.0

    assert rates.pause("pins.add") == 20.0
    assert rates.pause("pins.remove") == 0.0


def test_a_post_that_was_too_soon_holds_up_its_channel_only(rates: Rates) -> None:
    rates.hold("chat.postMessage", 30.0, "C1")

    assert rates.pause("chat.postMessage", "C1") == 30.0
    assert rates.pause("chat.postMessage", "C2") == 0.0


def test_a_shorter_pause_does_not_shorten_a_longer_one(rates: Rates) -> None:
    rates.hold("pins.add", 30.0)
    rates.hold("pins.add", 5.0)

    assert rates.pause("pins.add") == 30.0
