"""The feeds an organisation suggests to its communities: a file that is read once and checked in plain sentences."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.problems import OperatorError
from community.feeds import Suggestion
from community.outside import ForbiddenAddress
from fetching.addresses import Rules, normal

DEFAULT = Path(__file__).parent.parent / "feeds.toml"
MOST = 200
LONGEST = {"title": 100, "address": 1_000, "about": 300}


class WrongFeeds(OperatorError):
    """A file of suggested feeds that can't be used: a sentence for each thing that is wrong."""


def load(named: Path | None, rules: Rules) -> Sequence[Suggestion]:
    """Give what the file suggests; WrongFeeds when it can't be read, or says what can't be used.

    None is the file that comes with this program, without which nothing is suggested; one that was named must be there.
    """
    path = named or DEFAULT
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if named is None:
            return ()
        raise WrongFeeds(
            f'SUGGESTED_FEEDS is "{path}", and there is no such file; name one, or leave it out.'
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongFeeds(f"{path} can't be read ({error}); it should be a TOML file in UTF-8.") from None
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongFeeds(f"{path} is no TOML that I can read: {error}.") from None
    feeds = given.get("feed", [])
    if not isinstance(feeds, list) or len(feeds) > MOST or given.keys() - {"feed"}:
        raise WrongFeeds(f"{path} should hold up to {MOST} tables that begin with [[feed]], and nothing else.")
    wrong: list[str] = []
    found = [_suggestion(one, f"{path}, feed {number}", rules, wrong) for number, one in enumerate(feeds, start=1)]
    addresses = [one.address for one in found if one is not None]
    wrong += [
        f"{path} has {address} twice." for address in sorted({one for one in addresses if addresses.count(one) > 1})
    ]
    if wrong:
        raise WrongFeeds("\n".join(wrong))
    return tuple(one for one in found if one is not None)


def _suggestion(one: Any, where: str, rules: Rules, wrong: list[str]) -> Suggestion | None:
    if not isinstance(one, Mapping) or one.keys() - LONGEST.keys():
        wrong.append(f"{where} should have title, address and about, and nothing else.")
        return None
    before = len(wrong)
    for name, limit in LONGEST.items():
        value = one.get(name, "" if name == "about" else None)
        if not isinstance(value, str) or (not value.strip() and name != "about") or len(value) > limit:
            wrong.append(f'{where}: "{name}" should be a text of at most {limit} characters.')
    if len(wrong) > before:
        return None
    try:
        address = normal(one["address"], rules)
    except ForbiddenAddress as error:
        wrong.append(f"{where}: {error}")
        return None
    return Suggestion(" ".join(one["title"].split()), address, " ".join(str(one.get("about", "")).split()))
