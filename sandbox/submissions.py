"""Modals submitted and closed: what a person filled in, checked as the client does, and what the app makes of it."""

from collections.abc import Mapping
from typing import Any

from sandbox import block_kit
from sandbox.asking import Asker
from sandbox.clicks import Clicks, merged, view_for_apps
from sandbox.elements import STATELESS, Placed, initial_values, placed
from sandbox.models import SlackError, User, View
from sandbox.refusals import RefusedError, unknown
from sandbox.response_urls import ResponseUrls
from sandbox.surfaces import blocks_of
from sandbox.typing_in import InputError, Typist, check_required

TROUBLE = "We had some trouble connecting. Try again?"


class Submissions:
    """Submits and closes modals."""

    def __init__(self, asker: Asker, clicks: Clicks, response_urls: ResponseUrls) -> None:
        self._asker = asker
        self._workspace = asker.workspace
        self._clicks = clicks
        self._response_urls = response_urls

    async def submit(self, user: User, view_id: str, values: Mapping[str, Mapping[str, object]]) -> dict[str, Any]:
        """Fill in and submit a modal; do what came with the ack, and give it as it came.

        Inputs that `values` leaves out keep what they hold. Refused before the app hears of it, with `errors` by
        block_id, when the client would refuse.
        """
        view = self._top(user, view_id)
        if "submit" not in view.payload:
            raise RefusedError("This modal has nothing to submit.")
        self._fill(user, view, values)
        payload = self._asker.interaction("view_submission", user) | {
            "view": view_for_apps(self._workspace, view),
            "trigger_id": self._workspace.triggers.issue(user.id, view_id=view.id),
            "response_urls": self._hooks(user, view),
        }
        try:
            ack = await self._asker.ask("interactive", payload, what="Submitting")
            self._follow(user, view, ack)
        except SlackError as error:
            raise RefusedError(f"{TROUBLE} ({error.code})", status=502, code=error.code, **error.details) from error
        return ack

    async def close(self, user: User, view_id: str, *, is_whole_stack: bool = False) -> dict[str, Any]:
        """Close a modal, or all of them; the app hears of those it wanted to hear of (`notify_on_close`)."""
        view = self._top(user, view_id)
        for closed in self._workspace.close_view(view.id, is_whole_stack=is_whole_stack):
            if closed.payload.get("notify_on_close"):
                payload = self._asker.interaction("view_closed", user) | {
                    "view": view_for_apps(self._workspace, closed),
                    "is_cleared": is_whole_stack,
                }
                await self._asker.ask("interactive", payload, what="Closing")
        return {}

    def _top(self, user: User, view_id: str) -> View:
        stack = self._workspace.views.get(user.id, [])
        named = [view for view in stack if view_id in (view.id, view.external_id)]
        if not named:
            raise unknown("open modal of this person with the id", view_id, [view.id for view in stack])
        if named[0] is not stack[-1]:
            raise RefusedError(f"The modal {view_id} is behind another one.")
        return named[0]

    def _fill(self, user: User, view: View, values: Mapping[str, Mapping[str, object]]) -> None:
        places = [place for place in placed(blocks_of(view)) if place.type not in STATELESS]
        self._check_names(places, values)
        state = merged(initial_values(blocks_of(view)), view.values)
        typist = Typist(self._workspace, user.id)
        errors: dict[str, str] = {}
        for place in places:
            try:
                if place.action_id in values.get(place.block_id, {}):
                    given = self._clicks.offered(user, place.action_id, values[place.block_id][place.action_id])
                    state[place.block_id][place.action_id] = typist.fill(place.element, given)
                if place.is_required:
                    check_required(state[place.block_id][place.action_id])
            except InputError as error:
                errors[place.block_id] = f"{place.label}: {error}"
        if errors:
            raise RefusedError(" ".join(errors.values()), errors=errors)
        view.values = state

    def _check_names(self, places: list[Placed], values: Mapping[str, Mapping[str, object]]) -> None:
        known: dict[str, set[str]] = {}
        for place in places:
            known.setdefault(place.block_id, set()).add(place.action_id)
        for block_id, actions in values.items():
            if block_id not in known:
                raise unknown("input in this modal with the block_id", block_id, known)
            for action_id in actions:
                if action_id not in known[block_id]:
                    raise unknown(f"element in the block {block_id!r} with the action_id", action_id, known[block_id])

    def _hooks(self, user: User, view: View) -> list[dict[str, Any]]:
        """Give an answer's address for each conversation chosen where the app asked for one."""
        hooks = []
        for place in placed(blocks_of(view)):
            state = view.values.get(place.block_id, {}).get(place.action_id, {})
            chosen = state.get("selected_conversation") or state.get("selected_channel")
            if place.element.get("response_url_enabled") and chosen:
                url = self._response_urls.issue("app", user.id, chosen)
                ids = {"block_id": place.block_id, "action_id": place.action_id, "channel_id": chosen}
                hooks.append(ids | {"response_url": url})
        return hooks

    def _follow(self, user: User, view: View, ack: Mapping[str, Any]) -> None:
        """Do what the ack asks for: https://docs.slack.dev/surfaces/modals#updating_response."""
        match ack.get("response_action"):
            case None:
                self._close_if_open(view, is_whole_stack=False)
            case "clear":
                self._close_if_open(view, is_whole_stack=True)
            case "errors":
                _check_errors(view, ack.get("errors"))
            case "update":
                self._workspace.update_view(view.id, self._checked(ack.get("view")))
            case "push":
                self._workspace.push_view(user.id, self._checked(ack.get("view")))
            case other:
                raise SlackError("invalid_response_action", given=other)

    def _close_if_open(self, view: View, *, is_whole_stack: bool) -> None:
        # The app may have opened or updated another modal before it acknowledged this one.
        if self._workspace.find_view(view.id) is not None:
            self._workspace.close_view(view.id, is_whole_stack=is_whole_stack)

    def _checked(self, payload: object) -> dict[str, Any]:
        if not isinstance(payload, dict):
            raise SlackError("invalid_arguments")
        block_kit.check_view(payload, kind="modal")
        return block_kit.with_ids(payload, self._workspace.ids)


def _check_errors(view: View, errors: object) -> None:
    inputs = {place.block_id for place in placed(blocks_of(view)) if place.is_input}
    if not isinstance(errors, Mapping) or not errors or not inputs.issuperset(errors):
        raise SlackError("invalid_errors", given=errors)
