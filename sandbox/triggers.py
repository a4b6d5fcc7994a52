"""Trigger ids: the three seconds in which an app may open a modal for what a person just did."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.ids import Ids
from sandbox.models import SlackError

# docs.slack.dev/interactivity/handling-user-interaction: "trigger_ids expire in 3 seconds", and are used once.
LIFETIME_SECONDS = 3.0


@dataclass(slots=True)
class Trigger:
    """Who did something, and in which modal if in one; `born` in seconds of real time."""

    id: str
    user_id: str
    born: float
    view_id: str | None = None
    is_used: bool = False


class Triggers:
    """Hands out trigger ids and takes each back once.

    They live in real time, not in the workspace's movable one: a jump of the clock must not break a click in flight.
    """

    def __init__(self, team_id: str, ids: Ids, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._team_id = team_id
        self._ids = ids
        self._monotonic = monotonic
        self._triggers: dict[str, Trigger] = {}

    def issue(self, user_id: str, *, view_id: str | None = None) -> str:
        """Give a fresh trigger id for what this person just did; `view_id` names the modal they did it in."""
        now = self._monotonic()
        # Old ones are kept a minute, so that late use is answered "expired" and not "invalid".
        self._triggers = {key: t for key, t in self._triggers.items() if now - t.born < 60}
        count = int(self._ids.hex(12), 16)
        trigger_id = f"{count}.{int(self._ids.hex(12), 16)}.{self._ids.hex(32)}"
        self._triggers[trigger_id] = Trigger(trigger_id, user_id, now, view_id)
        return trigger_id

    def use(self, trigger_id: str) -> Trigger:
        """Take a trigger back; `invalid_trigger_id`, `expired_trigger_id` or `exchanged_trigger_id` if it can't be."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.is_used:
            raise SlackError("exchanged_trigger_id")
        if self._monotonic() - trigger.born > LIFETIME_SECONDS:
            raise SlackError("expired_trigger_id")
        trigger.is_used = True
        return trigger
