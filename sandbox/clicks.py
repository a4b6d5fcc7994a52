"""Clicks: finding the element a person means, and the `block_actions` payload that tells the app of it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sandbox import payloads
from sandbox.asking import Asker
from sandbox.commands import name_for_apps
from sandbox.elements import STATELESS, Placed, Values, bare_option, initial_values, options, placed, state_field
from sandbox.models import Channel, Ephemeral, Message, User, View
from sandbox.refusals import RefusedError, unknown
from sandbox.response_urls import Original, ResponseUrls
from sandbox.surfaces import Surface, blocks_of, surfaces
from sandbox.typing_in import InputError, Typist, choose
from sandbox.workspace import Workspace


@dataclass(slots=True)
class Target:
    """Where a click went: the surface it is on and the element that was meant."""

    surface: Surface
    place: Placed


class Clicks:
    """Clicks and chooses in messages, modals and Homes."""

    def __init__(self, asker: Asker, response_urls: ResponseUrls) -> None:
        self._asker = asker
        self._workspace = asker.workspace
        self._response_urls = response_urls
        self._typed: dict[tuple[str, str], Values] = {}
        self._offered: dict[tuple[str, str], list[dict[str, Any]]] = {}

    async def click(
        self,
        user: User,
        action_id: str,
        value: object = None,
        *,
        channel: Channel | None = None,
        ts: str | None = None,
        view_id: str | None = None,
        block_id: str | None = None,
        values: Mapping[str, Mapping[str, object]] | None = None,
    ) -> dict[str, Any]:
        """Click a button or choose in an element, and give what came with the ack.

        `value` or `block_id` tells elements of one action_id apart; for what is no button, `value` is what is chosen.
        `values` is what this person typed around it so far. Without `ts` and `view_id` the newest place that has the
        element is taken: the open modal, then what only this person sees, then their Home, then messages.
        """
        target = self._find(user, action_id, value, channel=channel, ts=ts, view_id=view_id, block_id=block_id)
        self._type(user, target.surface, values or {})
        action = self._action(user, target, value)
        payload = self._payload(user, target.surface) | {"actions": [action]}
        return await self._asker.ask("interactive", payload, what="This")

    async def suggest(
        self,
        user: User,
        action_id: str,
        value: str,
        *,
        channel: Channel | None = None,
        ts: str | None = None,
        view_id: str | None = None,
        block_id: str | None = None,
    ) -> list[dict[str, Any]]:
        """Type into a select whose options the app gives, and give those options."""
        target = self._find(user, action_id, None, channel=channel, ts=ts, view_id=view_id, block_id=block_id)
        place = target.place
        payload = self._payload(user, target.surface, kind="block_suggestion")
        for unused in ("trigger_id", "response_url", "state"):
            payload.pop(unused, None)
        payload |= {"action_id": place.action_id, "block_id": place.block_id, "value": value}
        answer = await self._asker.ask("interactive", payload, what="Loading options")
        offered = list(answer.get("options") or ())
        for group in answer.get("option_groups") or ():
            offered += group["options"]
        self._offered[user.id, place.action_id] = offered
        return offered

    def offered(self, user: User, action_id: str, value: object) -> object:
        """Give the option the app last offered for what is chosen, or the value itself."""
        known = self._offered.get((user.id, action_id), [])
        if isinstance(value, list):
            return [self.offered(user, action_id, item) for item in value]
        return next((option for option in known if value in (option["value"], option["text"]["text"])), value)

    def _find(
        self,
        user: User,
        action_id: str,
        value: object,
        *,
        channel: Channel | None,
        ts: str | None,
        view_id: str | None,
        block_id: str | None,
    ) -> Target:
        places_to_look = surfaces(self._workspace, user, channel=channel, ts=ts, view_id=view_id)
        known: list[str] = []
        for surface in places_to_look:
            places = list(placed(blocks_of(surface)))
            known += [place.action_id for place in places]
            matching = [
                place for place in places if place.action_id == action_id and block_id in (None, place.block_id)
            ]
            if matching:
                return Target(surface, _meant(matching, value))
        raise unknown("element with the action_id", action_id, known)

    def _action(self, user: User, target: Target, value: object) -> dict[str, Any]:
        place = target.place
        element = place.element
        action = {
            "type": place.type,
            "action_id": place.action_id,
            "block_id": place.block_id,
            "action_ts": self._workspace.next_ts(),
        }
        if place.is_input and not place.block.get("dispatch_action"):
            raise RefusedError("This input tells the app nothing before the modal is submitted.")
        try:
            if place.type == "overflow":
                return action | {"selected_option": bare_option(choose(options(element), value))}
            if place.type in STATELESS:
                kept = ("text", "value", "url", "confirm")
                return action | {key: element[key] for key in kept if key in element}
            state = Typist(self._workspace, user.id).fill(element, self.offered(user, place.action_id, value))
        except InputError as error:
            raise RefusedError(str(error)) from error
        self._values(user, target.surface).setdefault(place.block_id, {})[place.action_id] = state
        return action | {state_field(place.type): state.get(state_field(place.type))}

    def _type(self, user: User, surface: Surface, values: Mapping[str, Mapping[str, object]]) -> None:
        """Keep what was typed besides. Half-typed things that a submission would refuse are left out."""
        typist = Typist(self._workspace, user.id)
        known = self._values(user, surface)
        for place in placed(blocks_of(surface)):
            if place.type in STATELESS or place.action_id not in values.get(place.block_id, {}):
                continue
            given = self.offered(user, place.action_id, values[place.block_id][place.action_id])
            with suppress(InputError):
                known[place.block_id][place.action_id] = typist.fill(place.element, given)

    def _values(self, user: User, surface: Surface) -> Values:
        """Give what this person chose on a surface so far, beginning with what it shows at first."""
        blocks = blocks_of(surface)
        if isinstance(surface, View):
            surface.values = merged(initial_values(blocks), surface.values)
            return surface.values
        ts = surface.ts if isinstance(surface, Ephemeral) else surface[1].ts
        typed = merged(initial_values(blocks), self._typed.get((user.id, ts), {}))
        self._typed[user.id, ts] = typed
        return typed

    def _payload(self, user: User, surface: Surface, *, kind: str = "block_actions") -> dict[str, Any]:
        payload = self._asker.interaction(kind, user)
        payload["user"]["username"] = user.name
        if isinstance(surface, View):
            values = self._values(user, surface)
            shown = view_for_apps(self._workspace, surface) | {"state": {"values": values}}
            view_id = surface.id if surface.type == "modal" else None
            return payload | {
                "container": {"type": "view", "view_id": surface.id},
                "view": shown,
                "trigger_id": self._workspace.triggers.issue(user.id, view_id=view_id),
                # Views have no channel to answer in; Slack's types want the field all the same.
                "response_url": "",
            }
        return payload | self._message_payload(user, surface)

    def _message_payload(self, user: User, surface: Ephemeral | tuple[Channel, Message]) -> dict[str, Any]:
        if isinstance(surface, Ephemeral):
            channel = self._workspace.channel(surface.channel_id)
            ts, thread_ts, is_ephemeral = surface.ts, surface.thread_ts, True
        else:
            channel, message = surface
            ts, thread_ts, is_ephemeral = message.ts, message.thread_ts, False
        container = {"type": "message", "message_ts": ts, "channel_id": channel.id, "is_ephemeral": is_ephemeral}
        if thread_ts is not None:
            container["thread_ts"] = thread_ts
        payload = {
            "container": container,
            "channel": {"id": channel.id, "name": name_for_apps(channel)},
            "state": {"values": self._values(user, surface)},
            "trigger_id": self._workspace.triggers.issue(user.id),
            "response_url": self._response_urls.issue(
                "actions", user.id, channel.id, original=Original(ts, is_ephemeral=is_ephemeral)
            ),
        }
        if not isinstance(surface, Ephemeral):
            # Slack keeps no ephemeral, so only a click in a real message comes with the message.
            payload["message"] = payloads.message(self._workspace, channel, surface[1])
        return payload


def merged(first: Values, later: Values) -> Values:
    """Give the values of `first`, each replaced by the one `later` has."""
    return {block_id: {**values, **later.get(block_id, {})} for block_id, values in first.items()}


def view_for_apps(workspace: Workspace, view: View) -> dict[str, Any]:
    """Give a view as interactions carry it, which is what `views.open` answers but for one field."""
    shown = payloads.view(workspace, view)
    shown.pop("submit_disabled", None)
    return shown


def _meant(matching: Sequence[Placed], value: object) -> Placed:
    if matching[0].type != "button":
        offering = (
            place for place in matching if value in [given["value"] for given in place.element.get("options", ())]
        )
        return next(offering, matching[0])
    if value is None and len({str(place.element.get("value")) for place in matching}) == 1:
        return matching[0]
    for place in matching:
        if value is not None and place.element.get("value") == value:
            return place
    values = ", ".join(repr(place.element.get("value")) for place in matching)
    if value is None:
        raise RefusedError(f"Which one? The buttons with this action_id have the values {values}.")
    raise RefusedError(f"No button with this action_id has the value {value!r}; there is {values}.")
