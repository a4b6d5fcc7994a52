"""How often a method may be called, in real time, as Slack's rate limits have it."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

# docs.slack.dev/apis/web-api/rate-limits: calls a minute of each tier. The special tier has limits of its own; for
# methods that have none spelt out Slack speaks of "hundreds of requests per minute".
CALLS_A_MINUTE = {"t1": 1, "t2": 20, "t3": 50, "t4": 100, "t5": 300}

# "chat.postMessage … generally allows posting one message per second per channel, while also maintaining a
# workspace-wide limit … of several hundred messages per minute. Short bursts of >1 are allowed."
POSTS_A_SECOND = 1.0
POST_BURST = 10


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Rates:
    """A bucket a method, and one a channel for posts: full at first, refilled evenly.

    So a tier's calls may come in one burst and then as fast as a minute's share allows. Real time, not the
    workspace's: moving the clock by a week must not lift a limit that Slack would still hold.
    """

    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._buckets: dict[str, _Bucket] = {}

    def take(self, method: str, tier: str) -> int | None:
        """Count a call; give the whole seconds to wait if there were too many, else None."""
        size = CALLS_A_MINUTE.get(tier, CALLS_A_MINUTE["t5"])
        return self._take(method, size=size, refill=size / 60)

    def take_post(self, channel_id: str) -> int | None:
        """Count a post in a channel; give the whole seconds to wait if there were too many, else None."""
        return self._take(f"post:{channel_id}", size=POST_BURST, refill=POSTS_A_SECOND)

    def _take(self, key: str, *, size: int, refill: float) -> int | None:
        now = self._monotonic()
        bucket = self._buckets.setdefault(key, _Bucket(size, now))
        bucket.left = min(size, bucket.left + (now - bucket.at) * refill)
        bucket.at = now
        if bucket.left >= 1:
            bucket.left -= 1
            return None
        return max(1, math.ceil((1 - bucket.left) / refill))
