"""Mentoring: what people ask of a component's mentors. A request opens a conversation; it books no process."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from community import components
from community.communities import Community
from community.components import Component
from community.errors import CommunityError

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

WORDS_LIMIT = 300
WISH_LIMIT = 100
# A week holds five working days, on whichever day it begins; who asked is told in their own working hours after it.
UNANSWERED_AFTER = timedelta(days=7)
# A conversation holds eight people besides the bot: docs.slack.dev/reference/methods/conversations.open.
MOST_ASKED = 7


class Kind(StrEnum):
    """What is asked for. Source: a LeSS component mentor teaches, pairs, and organises design workshops."""

    TEACH = "teach"
    PAIR = "pair"
    WORKSHOP = "workshop"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """A request about to be kept."""

    component_id: int
    kind: Kind
    asked_by: str
    asked_at: datetime
    words: str = ""  # what about
    wish: str = ""  # when it would suit, roughly
    asked: str = ""  # the one mentor it is meant for, "" for all of them
    is_question: bool = False  # it stands openly in the community's channel, since nobody mentored it


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(NewRequest):
    """A request of this workspace. It is open until somebody takes it up or who asked ends it."""

    id: int
    channel_id: str | None = None  # where it is spoken of, once Slack has said so
    ts: str | None = None
    taken_by: str = ""
    ended_at: datetime | None = None
    noted_at: datetime | None = None  # when who asked was told that nobody answered yet
    repeated_at: datetime | None = None  # when it was asked once more, as who asked wanted


class OpenAlready(CommunityError):
    """They asked something of this component that is open still."""

    def __init__(self, component: Component, request: Request) -> None:
        super().__init__(
            f"You asked about “{component.label}” before, and that is still open, so nobody was asked twice. "
            "Is it settled? Then end it, and ask anew."
        )
        self.component = component
        self.request = request


class NobodyToAsk(CommunityError):
    """A component without mentors and without a community that meets."""

    def __init__(self, component: Component) -> None:
        super().__init__(
            f"Nobody mentors “{component.label}” at the moment, and no community looks after it, so nobody was asked. "
            "Link it to a community whose people may know it, or ask where your teams talk."
        )
        self.component = component


class NotOpenAnyMore(CommunityError):
    """A request that was taken up or ended before."""

    def __init__(self) -> None:
        super().__init__("That was taken up or settled already, so nothing was changed.")


class NotYours(CommunityError):
    """A request that was not meant for them to take up."""

    def __init__(self, component: Component) -> None:
        super().__init__(
            f"That was asked of those who mentor “{component.label}”, so nothing was changed. "
            "Would you like to mentor it too? Say so where the component is shown."
        )
        self.component = component


class OnlyWhoAsked(CommunityError):
    """Somebody else's request can't be ended or repeated."""

    def __init__(self) -> None:
        super().__init__("Only who asked can say that it is settled, or ask once more. Nothing was changed.")


class YourOwn(CommunityError):
    """They asked it themselves."""

    def __init__(self) -> None:
        super().__init__("You asked that yourself, so nothing was changed. If it is settled, end it.")


def open_of(stores: Stores, component_id: int, user_id: str) -> Request | None:
    """Give what this person asked about the component and is open still."""
    return next((one for one in stores.mentoring.asked_by(user_id) if one.component_id == component_id), None)


def ask(stores: Stores, new: NewRequest, *, is_anybody_there: bool) -> tuple[Request, Component, Community | None]:
    """Keep what a person asks; `is_anybody_there` says whether a mentor can be written to.

    Without one it is an open question in the component's community, which is given then.
    Raises GoneComponent, OpenAlready and NobodyToAsk.
    """
    component = components.known(stores, new.component_id)
    if (before := open_of(stores, component.id, new.asked_by)) is not None:
        raise OpenAlready(component, before)
    if is_anybody_there:
        chosen = new.asked if [new.asked] == meant(stores, new) else ""
        return stores.mentoring.add(replace(new, asked=chosen)), component, None
    community = components.meeting_place(stores, component)
    if community is None:
        raise NobodyToAsk(component)
    return stores.mentoring.add(replace(new, asked="", is_question=True)), component, community


def take(stores: Stores, request_id: int, user_id: str, *, now: datetime) -> tuple[Request, Component]:
    """Let somebody take a request up: one it was meant for, or for an open question anybody but who asked.

    Raises NotOpenAnyMore, YourOwn and NotYours.
    """
    request, component = _open(stores, request_id)
    if request.asked_by == user_id:
        raise YourOwn
    if not request.is_question and not is_for(stores, request, user_id):
        raise NotYours(component)
    taken = replace(request, taken_by=user_id, ended_at=now)
    stores.mentoring.update(taken)
    return taken, component


def end(stores: Stores, request_id: int, user_id: str, *, now: datetime) -> tuple[Request, Component]:
    """Let who asked end it: it was answered, or isn't needed any more. Raises NotOpenAnyMore and OnlyWhoAsked."""
    request, component = _open(stores, request_id)
    if request.asked_by != user_id:
        raise OnlyWhoAsked
    ended = replace(request, ended_at=now)
    stores.mentoring.update(ended)
    return ended, component


def repeat(stores: Stores, request_id: int, user_id: str, *, now: datetime) -> tuple[Request, Component, bool]:
    """Let who asked ask once more; False when they did before, or Slack hasn't said yet where it is spoken of.

    Raises NotOpenAnyMore and OnlyWhoAsked.
    """
    request, component = _open(stores, request_id)
    if request.asked_by != user_id:
        raise OnlyWhoAsked
    if request.repeated_at is not None or request.channel_id is None:
        return request, component, False
    repeated = replace(request, repeated_at=now)
    stores.mentoring.update(repeated)
    return repeated, component, True


def meant(stores: Stores, new: NewRequest) -> Sequence[str]:
    """Give the user ids of the mentors a request is meant for: the chosen one, else all but who asks.

    Who was chosen and doesn't mentor the component (any more) is nobody to be written to: then it is meant for all.
    """
    others = [one.user_id for one in stores.mentors.of(new.component_id) if one.user_id != new.asked_by]
    return [new.asked] if new.asked in others else others


def is_for(stores: Stores, request: Request, user_id: str) -> bool:
    """Tell whether a request is meant for this person, who mentors the component."""
    return request.asked in {"", user_id} and stores.mentors.get(request.component_id, user_id) is not None


def waiting_for(stores: Stores, user_id: str, *, limit: int) -> Sequence[Request]:
    """Give what is open and meant for this person, oldest first; not what they ask themselves."""
    mentored = [mentor.component_id for mentor in stores.mentors.by(user_id)]
    theirs = stores.mentoring.open_for(mentored)
    return [one for one in theirs if one.asked in {"", user_id} and one.asked_by != user_id][:limit]


def _open(stores: Stores, request_id: int) -> tuple[Request, Component]:
    request = stores.mentoring.get(request_id)
    component = stores.components.get(request.component_id) if request is not None else None
    if request is None or component is None or request.ended_at is not None:
        raise NotOpenAnyMore
    return request, component
