"""What the admins of a workspace chose for everybody in it."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum


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
    retention_days: int | None = None  # how long what was received and sent is kept once it is done
    may_create: MayCreate = MayCreate.EVERYBODY
