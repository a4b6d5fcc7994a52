"""A whole workspace in memory: people, channels, messages, modals, files, and the rules Slack has for them.

Pure and synchronous: every operation checks first, raises `SlackError` with Slack's own error string, then changes
the state and tells the listeners. Nothing here knows of HTTP, scopes or rates; those stand in `web_api`.
"""

import time
from collections.abc import Callable
from datetime import datetime

from sandbox.accounts import Accounts
from sandbox.canvases import Canvases
from sandbox.ephemerals import Ephemerals
from sandbox.files import Files
from sandbox.models import Change, Channel, Ephemeral, File, Message, Reaction, SlackError, User, View
from sandbox.triggers import Triggers
from sandbox.views import Views

__all__ = ["Change", "Channel", "Ephemeral", "File", "Message", "Reaction", "SlackError", "User", "View", "Workspace"]


class Workspace(Accounts, Canvases, Files, Ephemerals, Views):
    """One workspace with the app installed in it. `now` gives aware UTC; a `seed` gives the same ids again."""

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        name: str = "Aviary",
        domain: str = "aviary",
        seed: str | None = None,
        team_id: str | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(now, name=name, domain=domain, seed=seed, team_id=team_id)
        self.triggers = Triggers(self.team_id, self.ids, monotonic=monotonic)
