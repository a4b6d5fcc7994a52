"""Modals and Homes: opened, pushed, updated and closed, as Slack does it."""

from typing import Any, Literal

from sandbox.models import SlackError, View
from sandbox.state import State

MAX_STACKED_VIEWS = 3


class Views(State):
    """The modals open at each person, oldest first, and each person's Home.

    A view's payload is kept as the app sent it; that it is one Slack takes is the Web API's matter.
    """

    def open_view(self, user_id: str, payload: dict[str, Any]) -> View:
        """Open a modal; what was open before gives way to it."""
        self._check_external_id(payload)
        for view in reversed(self.views.pop(user_id, [])):
            self.tell("view_closed", view=view)
        view = self._new_view(user_id, "modal", payload)
        self.views[user_id] = [view]
        self.tell("view_opened", view=view)
        return view

    def push_view(self, user_id: str, payload: dict[str, Any]) -> View:
        """Put a modal on top of the one that is open; `push_limit_reached` beyond three."""
        stack = self.views.get(user_id, [])
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= MAX_STACKED_VIEWS:
            raise SlackError("push_limit_reached")
        self._check_external_id(payload)
        view = self._new_view(user_id, "modal", payload)
        view.root_view_id, view.previous_view_id = stack[0].id, stack[-1].id
        stack.append(view)
        self.tell("view_opened", view=view)
        return view

    def update_view(self, view_id: str, payload: dict[str, Any], *, view_hash: str | None = None) -> View:
        """Change a view in place; `hash_conflict` if it has changed since `view_hash`.

        What people typed stays for inputs whose block and action ids stay.
        """
        view = self.find_view(view_id)
        if view is None:
            raise SlackError("not_found")
        if view_hash is not None and view_hash != view.hash:
            raise SlackError("hash_conflict")
        if payload.get("type", view.type) != view.type:
            raise SlackError("view_type_mismatch")
        self._check_external_id(payload, besides=view)
        view.payload, view.hash = payload, self._new_hash()
        kept = {block.get("block_id") for block in payload.get("blocks", [])}
        view.values = {block_id: values for block_id, values in view.values.items() if block_id in kept}
        self.tell("view_updated", view=view)
        return view

    def close_view(self, view_id: str, *, is_whole_stack: bool = False) -> list[View]:
        """Close a modal and those above it, or the whole stack; give what was closed, topmost first."""
        view = self.find_view(view_id)
        if view is None or view.type != "modal":
            raise SlackError("not_found")
        stack = self.views[view.user_id]
        start = 0 if is_whole_stack else stack.index(view)
        closed = list(reversed(stack[start:]))
        del stack[start:]
        if not stack:
            del self.views[view.user_id]
        for gone in closed:
            self.tell("view_closed", view=gone)
        return closed

    def publish_home(self, user_id: str, payload: dict[str, Any], *, view_hash: str | None = None) -> View:
        """Set a person's Home; it keeps its id from one publishing to the next."""
        self.user(user_id)
        self._check_external_id(payload, besides=self.homes.get(user_id))
        current = self.homes.get(user_id)
        if view_hash is not None and (current is None or current.hash != view_hash):
            raise SlackError("hash_conflict")
        if current is None:
            current = self.homes[user_id] = self._new_view(user_id, "home", payload)
        else:
            current.payload, current.hash, current.values = payload, self._new_hash(), {}
        self.tell("home_published", view=current)
        return current

    def find_view(self, view_id: str) -> View | None:
        """Find an open modal or a Home by its id, or by the app's `external_id`."""
        for view in self._all_views():
            if view_id and view_id in (view.id, view.external_id):
                return view
        return None

    def _all_views(self) -> list[View]:
        return [view for stack in self.views.values() for view in stack] + list(self.homes.values())

    def _check_external_id(self, payload: dict[str, Any], *, besides: View | None = None) -> None:
        external_id = payload.get("external_id")
        if external_id and any(v.external_id == external_id and v is not besides for v in self._all_views()):
            raise SlackError("duplicate_external_id")

    def _new_view(self, user_id: str, kind: Literal["modal", "home"], payload: dict[str, Any]) -> View:
        view_id = self.ids.make("V")
        return View(
            id=view_id, user_id=user_id, type=kind, payload=payload, hash=self._new_hash(), root_view_id=view_id
        )

    def _new_hash(self) -> str:
        return f"{self.seconds()}.{self.ids.hex(8)}"
