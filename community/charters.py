"""Charters: what communities say of themselves: for whom they are, when they meet, how they decide what to propose."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from community.communities import Aim, Community, NotOpen, State
from community.errors import CommunityError

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

LIMIT = 250  # of each line: a charter is short; the purpose is a channel's too, which holds no more
# How often Slack refuses a canvas for good: somebody else's stands there, or people threw ours away.
# Source: docs.slack.dev/reference/methods/conversations.canvases.create and canvases.edit, "Errors".
_FOR_GOOD = frozenset({"channel_canvas_already_exists", "free_team_canvas_tab_already_exists", "canvas_not_found"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """What a community says of itself. All texts are plain, of at most LIMIT characters; "" is not said."""

    purpose: str = ""
    aim: Aim = Aim.LEARNING
    for_whom: str = ""
    meets: str = ""
    decides: str = ""  # how it agrees on what to propose: a community decides nothing for teams
    template: str = ""  # the key of the template it began with

    @property
    def is_said(self) -> bool:
        """Whether it says anything in words."""
        return any((self.purpose, self.for_whom, self.meets, self.decides))


@dataclass(frozen=True, slots=True, kw_only=True)
class Written(Charter):
    """A charter as it was kept; versions count up from 1, and the highest is what it says now."""

    community_id: int
    version: int
    changed_by: str
    changed_at: datetime

    @property
    def charter(self) -> Charter:
        """What it says, whoever wrote it."""
        return Charter(**{field.name: getattr(self, field.name) for field in fields(Charter)})


@dataclass(frozen=True, slots=True)
class Canvas:
    """What became of the canvas a community's charter stands in: neither an id nor a refusal while Slack is asked."""

    community_id: int
    canvas_id: str | None = None
    refused: str | None = None  # Slack's own word for why it can't be, or why it no longer follows

    @property
    def is_true(self) -> bool:
        """Whether it says what the charter says, so that no message has to."""
        return self.canvas_id is not None and self.refused is None


class Step(Enum):
    """What is to be done with the canvas once the charter was changed."""

    MAKE = "make"
    EDIT = "edit"
    NOTHING = "nothing"


class ChangedMeanwhile(CommunityError):
    """Somebody else changed the charter while this person was writing."""

    def __init__(self, now: Written) -> None:
        super().__init__("Somebody changed the charter while you were writing. Nothing of theirs or yours is lost.")
        self.now = now


class NotAMember(CommunityError):
    """A charter is its members' own."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"The charter of “{community.topic}” is written by its members, and you are not in it. Nothing was changed."
        )
        self.community = community


class NothingSaid(CommunityError):
    """All of its lines are empty."""

    def __init__(self) -> None:
        super().__init__("A charter needs at least one line. Nothing was changed.")


class NoSuchVersion(CommunityError):
    """That version isn't kept."""

    def __init__(self) -> None:
        super().__init__("I no longer have that version of the charter. Nothing was changed.")


def of(stores: Stores, community: Community) -> Charter:
    """Give what a community says of itself; one that never wrote a charter has a purpose and an aim all the same."""
    written = stores.charters.now(community.id)
    return written.charter if written else Charter(purpose=community.purpose, aim=community.aim)


def begin(stores: Stores, community: Community, charter: Charter, *, by: str, now: datetime) -> None:
    """Keep what was said when the community was started; nothing, when nothing was."""
    before = stores.charters.now(community.id)
    stores.charters.forget_canvas(community.id)  # of the channel it had before, if it had one
    if charter.is_said or charter.template:
        _add(stores, community, charter, version=before.version + 1 if before else 1, by=by, now=now)


def may_write(stores: Stores, community: Community, user_id: str) -> None:
    """Hold that this person may change the charter, as any member may; raises NotOpen and NotAMember."""
    if community.state is not State.OPEN:
        raise NotOpen(community)
    if all(own.id != community.id for own in stores.communities.of(user_id)):
        raise NotAMember(community)


def write(
    stores: Stores, community: Community, charter: Charter, *, based_on: int, by: str, now: datetime
) -> Written | None:
    """Keep a new version, written by somebody who saw version `based_on`; None when it says so already.

    Raises NotOpen, NotAMember, NothingSaid, and ChangedMeanwhile with what it says by now.
    """
    may_write(stores, community, by)
    if not charter.is_said:
        raise NothingSaid
    before = stores.charters.now(community.id)
    if before is not None and before.charter == charter:
        return None
    if before is not None and before.version != based_on:
        raise ChangedMeanwhile(before)
    written = _add(stores, community, charter, version=based_on + 1, by=by, now=now)
    stores.communities.update(replace(community, purpose=charter.purpose, aim=charter.aim))
    return written


def bring_back(stores: Stores, community: Community, version: int, *, by: str, now: datetime) -> Written | None:
    """Let the charter say again what it said in that version; what it says now is kept as any other version is."""
    found = next((one for one in stores.charters.versions(community.id) if one.version == version), None)
    if found is None:
        raise NoSuchVersion
    newest = stores.charters.now(community.id)
    return write(stores, community, found.charter, based_on=newest.version if newest else 0, by=by, now=now)


def step(canvas: Canvas | None) -> Step:
    """Say what is to be done with the canvas now that the charter says something else.

    Only a canvas that Slack made for the bot has its id kept; one that people wrote is left alone.
    """
    if canvas is None:
        return Step.MAKE
    if canvas.canvas_id is not None:
        return Step.EDIT
    return Step.NOTHING if canvas.refused is None or canvas.refused in _FOR_GOOD else Step.MAKE


def differences(before: Charter, after: Charter) -> Sequence[str]:
    """Give the names of the parts in which two charters differ, in their order."""
    names = [field.name for field in fields(Charter) if field.name != "template"]
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def _add(stores: Stores, community: Community, charter: Charter, *, version: int, by: str, now: datetime) -> Written:
    said = {field.name: getattr(charter, field.name) for field in fields(Charter)}
    written = Written(**said, community_id=community.id, version=version, changed_by=by, changed_at=now)
    if not stores.charters.add(written):
        newest = stores.charters.now(community.id)
        if newest is None:
            raise RuntimeError(f"version {version} of the charter of community {community.id} is there and is not")
        raise ChangedMeanwhile(newest)
    return written
