"""Reads a control request: fields by name and type, people and channels by id or name."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from sandbox.models import Channel, User
from sandbox.refusals import RefusedError, unknown
from sandbox.workspace import Workspace


async def read_json(request: web.Request) -> dict[str, Any]:
    """Give the JSON object of a request's body; no body is an empty one."""
    body = await request.read()
    if not body.strip():
        return {}
    try:
        content = json.loads(body)
    except ValueError as error:
        raise RefusedError(f"The body is not JSON: {error}.") from error
    if not isinstance(content, dict):
        raise RefusedError(f"The body is a JSON object, got {type(content).__name__}.")
    return content


class Fields:
    """The fields of one request; a field nobody asked for is refused at the end, so that no typo goes unseen."""

    def __init__(self, workspace: Workspace, content: Mapping[str, Any]) -> None:
        self._workspace = workspace
        self._content = content
        self._asked: set[str] = set()

    def text(self, name: str) -> str:
        """Give a text that must be there."""
        value = self.optional_text(name)
        if value is None:
            raise RefusedError(f'"{name}" is missing.')
        return value

    def optional_text(self, name: str) -> str | None:
        """Give a text or None."""
        value = self.any(name)
        if value is not None and not isinstance(value, str):
            raise RefusedError(f'"{name}" is a text, got {value!r}.')
        return value

    def flag(self, name: str) -> bool:
        """Give true or false, false when it is left out."""
        value = self.any(name)
        if value is not None and not isinstance(value, bool):
            raise RefusedError(f'"{name}" is true or false, got {value!r}.')
        return bool(value)

    def number(self, name: str) -> float | None:
        """Give a number or None."""
        value = self.any(name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise RefusedError(f'"{name}" is a number, got {value!r}.')
        return value

    def any(self, name: str) -> Any:
        """Give whatever is there, or None."""
        self._asked.add(name)
        return self._content.get(name)

    def rest(self) -> dict[str, Any]:
        """Give every field, for a reader of its own."""
        self._asked.update(self._content)
        return dict(self._content)

    def user(self, name: str = "user") -> User:
        """Give the person a field names, who can act."""
        found = self.optional_user(name)
        if found is None:
            raise RefusedError(f'"{name}" is missing.')
        if found.id == self._workspace.bot_user_id:
            raise RefusedError("The app acts by itself; name a person.")
        return found

    def optional_user(self, name: str = "user") -> User | None:
        """Give the person a field names, or None."""
        given = self.optional_text(name)
        if given is None:
            return None
        found = self._workspace.find_user(given)
        if found is None:
            names = [known for user in self._workspace.users.values() for known in (user.name, user.display_name)]
            raise unknown("person", given, filter(None, names))
        if found.deleted:
            raise RefusedError(f"{found.real_name} is deactivated.")
        return found

    def channel(self, user: User | None = None) -> Channel:
        """Give the channel that `channel` names; a person's name is the direct message with them."""
        found = self.optional_channel(user)
        if found is None:
            raise RefusedError('"channel" is missing.')
        return found

    def optional_channel(self, user: User | None = None) -> Channel | None:
        """Give the channel that `channel` names, or None."""
        given = self.optional_text("channel")
        if given is None:
            return None
        found = self._workspace.find_channel(given)
        if found is not None and (user is None or self._workspace.can_see(user.id, found)):
            return found
        other = None if user is None or given.startswith("#") else self._workspace.find_user(given)
        if found is None and user is not None and other is not None:
            return self._workspace.direct_message(user.id, other.id)
        seen = [
            c.name for c in self._workspace.channels.values() if user is None or self._workspace.can_see(user.id, c)
        ]
        raise unknown("channel this person sees named" if user else "channel", given, filter(None, seen))

    def check_all_read(self) -> None:
        """Refuse fields that mean nothing here."""
        for name in self._content:
            if name not in self._asked:
                raise RefusedError(f'There is no field "{name}" here; there is {", ".join(sorted(self._asked))}.')


#: What an address of the control API does with its fields; it gives the answer.
Act = Callable[[Fields], Awaitable[dict[str, Any]]]
