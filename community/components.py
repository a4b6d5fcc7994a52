"""Components: the parts of the system that mentors teach, as anybody of the organisation describes them."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from community import names
from community.communities import Community, is_reachable
from community.errors import CommunityError

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

LABEL_LIMIT = 60
ABOUT_LIMIT = 600
LINK_LIMIT = 500
# Printable ASCII without what could end or split a link where it is shown; other letters are typed percent-encoded.
_ADDRESS = re.compile(r"(?i:https?)://[!#-;=?-\[\]_a-zA-Z~]+")


@dataclass(frozen=True, slots=True)
class Described:
    """What a person says a component is. `link` is "" or an address of https:// or http://."""

    label: str  # as people write it
    about: str = ""
    link: str = ""
    community_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComponent:
    """A component about to be kept; `name` is the slug of its label and unique in a workspace."""

    name: str
    label: str
    about: str
    link: str
    community_id: int | None
    added_by: str
    added_at: datetime
    changed_by: str  # who wrote what it says now
    changed_at: datetime
    gone_by: str = ""
    gone_at: datetime | None = None  # since when it is "no longer here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Component(NewComponent):
    """A component of this workspace."""

    id: int

    @property
    def described(self) -> Described:
        """Give what people say it is."""
        return Described(self.label, self.about, self.link, self.community_id)


@dataclass(frozen=True, slots=True)
class Version:
    """What was said of a component before, by whom and since when."""

    component_id: int
    version: int  # the first is 1
    label: str
    about: str
    link: str
    community_id: int | None
    said_by: str
    said_at: datetime


class NamelessComponent(CommunityError):
    """What was typed has neither a letter nor a digit."""

    def __init__(self) -> None:
        super().__init__("A component's name needs a letter or a digit. Nothing was changed.")


class NotAnAddress(CommunityError):
    """What was typed is no address of https:// or http://."""

    def __init__(self) -> None:
        super().__init__(
            "A repository's link starts with https:// or http:// and has no spaces and no password in it. "
            "Nothing was changed: paste it as your browser shows it."
        )


class ComponentTaken(CommunityError):
    """A component of that name is there already; it may be one that is marked as no longer here."""

    def __init__(self, component: Component) -> None:
        gone = " It is marked as no longer here, and anybody can bring it back." if component.gone_at else ""
        super().__init__(f"“{component.label}” is among the components already.{gone} Nothing was changed.")
        self.component = component


class UnknownComponent(CommunityError):
    """No component goes by what was typed; `nearest` are those that may be meant, the likeliest first."""

    def __init__(self, wanted: str, nearest: Sequence[Component]) -> None:
        super().__init__(f"I know no component “{wanted}”. Nothing was changed.")
        self.wanted = wanted
        self.nearest = nearest


class GoneComponent(CommunityError):
    """The component of a button that is marked as no longer here, or was never there."""

    def __init__(self, component: Component | None = None) -> None:
        what = f"“{component.label}” is marked as no longer here" if component else "I don't know that component"
        super().__init__(f"{what}, so nothing was changed. See /community components for those that are.")
        self.component = component


def label_of(typed: str) -> str:
    """Give a component's name as it is shown: on one line, at most 60 characters; raises NamelessComponent."""
    label = " ".join(typed.split())[:LABEL_LIMIT].strip()
    if not names.slug(label):
        raise NamelessComponent
    return label


def link_of(typed: str) -> str:
    """Give a repository's address as it may be linked to, "" for none; raises NotAnAddress.

    Only https and http: another scheme could start something on the reader's machine. A name before an "@" would
    make an address look like another's.
    """
    link = typed.strip()
    if not link:
        return ""
    if len(link) > LINK_LIMIT or not _ADDRESS.fullmatch(link):
        raise NotAnAddress
    try:
        parts = urlsplit(link)
        is_whole = bool(parts.hostname) and "@" not in parts.netloc and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number, half an IPv6 address
        raise NotAnAddress from None
    if not is_whole:
        raise NotAnAddress
    return link


def add(stores: Stores, said: Described, *, by: str, now: datetime) -> Component:
    """Keep a component; raises ComponentTaken with the one that was there first."""
    name = names.slug(said.label)
    if (there := stores.components.named(name)) is not None:
        raise ComponentTaken(there)
    return stores.components.add(
        NewComponent(
            name=name,
            label=said.label,
            about=said.about,
            link=said.link,
            community_id=said.community_id,
            added_by=by,
            added_at=now,
            changed_by=by,
            changed_at=now,
        )
    )


def edit(stores: Stores, component_id: int, said: Described, *, by: str, now: datetime) -> Component:
    """Let a component say something else, and keep what it said before; raises GoneComponent and ComponentTaken."""
    before = known(stores, component_id)
    if said == before.described:
        return before
    name = names.slug(said.label)
    there = stores.components.named(name)
    if there is not None and there.id != before.id:
        raise ComponentTaken(there)
    stores.components.keep_version(before)
    after = replace(
        before,
        name=name,
        label=said.label,
        about=said.about,
        link=said.link,
        community_id=said.community_id,
        changed_by=by,
        changed_at=now,
    )
    stores.components.update(after)
    return after


def retire(stores: Stores, component_id: int, *, by: str, now: datetime) -> Component:
    """Mark a component as no longer here; its mentors, notes and versions stay. Raises GoneComponent."""
    gone = replace(known(stores, component_id), gone_by=by, gone_at=now)
    stores.components.update(gone)
    return gone


def bring_back(stores: Stores, component_id: int) -> Component:
    """Let a component be here again, as it was; one that is here already is given as it is. Raises GoneComponent."""
    component = stores.components.get(component_id)
    if component is None:
        raise GoneComponent
    back = replace(component, gone_by="", gone_at=None)
    stores.components.update(back)
    return back


def known(stores: Stores, component_id: int) -> Component:
    """Give the component of that id that is here; raises GoneComponent."""
    component = stores.components.get(component_id)
    if component is None or component.gone_at is not None:
        raise GoneComponent(component)
    return component


def find(stores: Stores, wanted: str) -> Component:
    """Give the component that goes by this name, one that is no longer here too; raises UnknownComponent."""
    if (there := stores.components.named(names.slug(wanted))) is not None:
        return there
    by_name = {component.name: component for component in stores.components.all()}
    raise UnknownComponent(wanted, [by_name[name] for name in names.nearest(wanted, by_name)])


def community_of(stores: Stores, component: Component) -> Community | None:
    """Give the community that cares about a component; for one that was merged, the one that goes on."""
    seen: set[int] = set()
    community_id = component.community_id
    while community_id is not None and community_id not in seen:
        seen.add(community_id)
        community = stores.communities.get(community_id)
        if community is None or community.merged_into is None:
            return community
        community_id = community.merged_into
    return None


def meeting_place(stores: Stores, component: Component) -> Community | None:
    """Give the community that cares about a component if it is open and has a channel; None otherwise."""
    community = community_of(stores, component)
    return community if community is not None and is_reachable(community) else None


def heard_in(stores: Stores, component: Component) -> str | None:
    """Give the channel where a component is spoken of: its community's, else where all communities are heard of."""
    community = meeting_place(stores, component)
    return community.channel_id if community is not None else stores.settings.get().hub_channel


def says(component: Component, taught: Sequence[str], words: str) -> bool:
    """Tell whether all these words stand in a component's name or description, or in what its mentors teach."""
    text = " ".join((component.name, component.label, component.about, *taught)).casefold()
    return all(word in text for word in words.casefold().split())
