"""What the admins of a workspace chose for everybody in it."""

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from community.emoji import canonical
from community.errors import CommunityError

# Slack may send an event again for a day, and after a gap what was received in the last days is compared with.
FEWEST_DAYS, MOST_DAYS = 7, 365
PREFIX_LIMIT = 20
_MOST_EMOJI = 5
_EMOJI = re.compile(r"[a-z0-9_+'-]{1,100}")
_PREFIX = re.compile(rf"[a-z0-9_-]{{0,{PREFIX_LIMIT}}}")


class MayCreate(StrEnum):
    """Who may let the bot make a channel. Everybody may start a community in a channel that is there already."""

    EVERYBODY = "everybody"
    ADMINS = "admins"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Settings:
    """None is what the operator set for the whole bot, or what the bot does of itself."""

    capture_emoji: tuple[str, ...] | None = None  # without colons, the one that is named in texts first
    channel_prefix: str | None = None
    digest_weekday: int | None = None  # of communities that start from now on; 0 is Monday
    digest_at: time | None = None
    hub_channel: str | None = None  # where all communities are heard of
    supporters_channel: str | None = None  # where those are who can give time, a room or money
    retention_days: int | None = None  # how long what was sent is kept once it is done
    may_create: MayCreate = MayCreate.EVERYBODY
    may_publish: bool = True  # whether a community's members may publish its lessons and meetups
    hub_digest: bool = True  # whether the hub channel has a weekly digest of all communities


NOTHING_CHOSEN = Settings()


class ForAdmins(CommunityError):
    """Somebody who is no admin of the workspace wanted to change what is so for everybody."""

    def __init__(self) -> None:
        super().__init__(
            "The settings for everybody are for the admins of this workspace, so nothing was changed. "
            "Tell one of them what you would like to be different."
        )


class WrongSetting(CommunityError):
    """What was typed can't be used; the sentence says what can."""


def emoji_names(typed: str, *, taken: frozenset[str]) -> tuple[str, ...] | None:
    """Read names of emoji, parted by blanks or commas, with or without colons; None when nothing was typed.

    Raises WrongSetting for what is no name, for more than five, and for one of `taken`, which means something else.
    """
    names = tuple(dict.fromkeys(name.strip(":").casefold() for name in re.split(r"[\s,]+", typed) if name.strip(":")))
    if wrong := next((name for name in names if not _EMOJI.fullmatch(name)), None):
        raise WrongSetting(f"“{wrong[:40]}” is no name of an emoji. Type names such as bulb or tada.")
    if clash := next((name for name in names if canonical(name) in taken), None):
        raise WrongSetting(f":{clash}: already says that a team tries or adopted a lesson. Choose another one.")
    if len(names) > _MOST_EMOJI:
        raise WrongSetting(f"At most {_MOST_EMOJI} emoji, so that people remember them.")
    return names or None


def prefix(typed: str) -> str:
    """Read what the names of new channels begin with, "" for nothing; raises WrongSetting."""
    if not _PREFIX.fullmatch(typed):
        raise WrongSetting(f"Use at most {PREFIX_LIMIT} small letters, digits, - or _, such as cop-.")
    return typed


def weekday(chosen: str) -> int:
    """Read a weekday that was chosen, 0 is Monday; ValueError for what no menu offers."""
    if chosen not in {str(number) for number in range(7)}:
        raise ValueError(f"a weekday is a number from 0, Monday, to 6, got {chosen!r}")
    return int(chosen)


def retention_days(typed: str) -> int | None:
    """Read for how many days what was sent is kept; None when nothing was typed. Raises WrongSetting."""
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and FEWEST_DAYS <= int(typed) <= MOST_DAYS):
        raise WrongSetting(f"Use a number of days from {FEWEST_DAYS} to {MOST_DAYS}.")
    return int(typed)
