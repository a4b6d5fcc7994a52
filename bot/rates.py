"""Slack's rates, kept on our side: how long a call must wait so that Slack need not refuse it.

Source: docs.slack.dev/apis/web-api/rate-limits and each method's page.
"""

import time
from collections import deque
from collections.abc import Callable

MINUTE = 60.0

# Calls a minute, per workspace and method.
TIER_1, TIER_2, TIER_3, TIER_4 = 1, 20, 50, 100
_TIERS = {
    "bookmarks.add": TIER_2,
    "conversations.archive": TIER_2,
    "conversations.canvases.create": TIER_2,
    "conversations.create": TIER_2,
    "conversations.list": TIER_2,
    "conversations.rename": TIER_2,
    "conversations.setPurpose": TIER_2,
    "conversations.setTopic": TIER_2,
    "pins.add": TIER_2,
    "pins.remove": TIER_2,
    "reactions.remove": TIER_2,
    "users.list": TIER_2,
    "chat.postEphemeral": TIER_4,
    "conversations.members": TIER_4,
    "files.completeUploadExternal": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "users.info": TIER_4,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
}
# "Several hundred messages a minute" in all, and one a second in a channel.
POST = "chat.postMessage"
POSTS_A_MINUTE = 240
POST_PAUSE_SECONDS = 1.0


class Rates:
    """Knows when each method may be called again, in the whole workspace and in one channel."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._made: dict[str, deque[float]] = {}
        self._held: dict[str, float] = {}
        self._posted: dict[str, float] = {}

    def pause(self, method: str, channel_id: str = "", *, share: float = 1.0) -> float:
        """Give the seconds to wait before this call; 0.0 when it may be made now.

        A share of 2.0 takes half of what Slack allows, for work that nobody waits for.
        """
        now = self._monotonic()
        until = max(
            self._held.get(method, 0.0),
            self._held.get(f"{method} {channel_id}", 0.0),
            self._free_at(method, now, share),
            self._posted.get(channel_id, float("-inf")) + POST_PAUSE_SECONDS if method == POST else 0.0,
        )
        return max(0.0, until - now)

    def resting(self) -> frozenset[str]:
        """Give the methods that must not be called now, whatever the channel."""
        return frozenset(method for method in self._made if method != POST and self.pause(method) > 0)

    def count(self, method: str, channel_id: str = "") -> None:
        """Note that the call is made now."""
        now = self._monotonic()
        self._made.setdefault(method, deque()).append(now)
        if method == POST:
            self._posted[channel_id] = now
            self._forget(now)

    def hold(self, method: str, seconds: float, channel_id: str = "") -> None:
        """Note that Slack wants this method left alone for so long; a post's channel only, since that is its limit."""
        key = f"{method} {channel_id}" if method == POST and channel_id else method
        self._held[key] = max(self._held.get(key, 0.0), self._monotonic() + seconds)

    def _free_at(self, method: str, now: float, share: float) -> float:
        made = self._made.get(method)
        if made is None:
            return 0.0
        while made and made[0] <= now - MINUTE:
            made.popleft()
        allowed = max(1, int((POSTS_A_MINUTE if method == POST else _TIERS.get(method, TIER_3)) / share))
        return 0.0 if len(made) < allowed else made[-allowed] + MINUTE

    def _forget(self, now: float) -> None:
        if len(self._posted) > 2 * POSTS_A_MINUTE:
            self._posted = {channel: at for channel, at in self._posted.items() if at > now - POST_PAUSE_SECONDS}
            self._held = {key: until for key, until in self._held.items() if until > now}
