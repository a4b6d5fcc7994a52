"""Feeds and calendars that mean harm, or were made by programs that do: each with a name that says what it is."""

from tests.fetching import hostile_calendars, hostile_feeds, hostile_letters
from tests.fetching.traps import Traps

GROUPS = hostile_feeds.GROUPS | hostile_letters.GROUPS | hostile_calendars.GROUPS


def all_of_them(traps: Traps) -> dict[str, bytes]:
    """Give every one by its name."""
    found: dict[str, bytes] = {}
    for group in GROUPS.values():
        for name, data in group(traps):
            assert name not in found, name
            found[name] = data
    return found
