"""The feeds an organisation suggests to its communities: a file that is read once and checked in plain sentences."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.problems import OperatorError
from community.feeds import Suggestion

DEFAULT = Path(__file__).parent.parent / "feeds.toml"
MOST = 200
LONGEST = {"title": 100, "address": 1_000, "about": 300}


class WrongFeeds(OperatorError):
    """A file of suggested feeds that can't be used: a sentence for each thing that is wrong."""


def load(named: Path | None) -> Sequence[Suggestion]:
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
    found = [_suggestion(one, f"{path}, feed {number}", wrong) for number, one in enumerate(feeds, start=1)]
    addresses = [one.address for one in found if one is not None]
    wrong += [
        f"{path} has {address} twice." for address in sorted({one for one in addresses if addresses.count(one) > 1})
    ]
    if wrong:
        raise WrongFeeds("\n".join(wrong))
    return tuple(one for one in found if one is not None)


def _suggestion(one: Any, where: str, wrong: list[str]) -> Suggestion | None:
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
    # What is really read is looked at again, and with more care, when somebody wants to follow it.
    address = one["address"].strip()
    if not _is_of_the_web(address):
        wrong.append(f'{where}: "address" is "{address}"; use one of the public web that starts with https://.')
        return None
    return Suggestion(" ".join(one["title"].split()), address, " ".join(str(one.get("about", "")).split()))


def _is_of_the_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        has_more = parts.username is not None or parts.port not in (None, 80, 443)
    except ValueError:
        return False
    return parts.scheme in {"https", "http"} and "." in host.strip(".") and not has_more and " " not in address
