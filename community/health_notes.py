"""Health notes: how a component is doing, in the words of those who work on it, over time."""
# a refusal is named for what is the case, as in "NameTaken"

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from community import communities, components
from community.components import Component
from community.errors import CommunityError

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

WORDS_LIMIT = 600


class Mood(StrEnum):
    """How a component is, in one plain word."""

    HEALTHY = "healthy"
    WANTS_CARE = "wants care"
    HURTS = "hurts"


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note about to be kept."""

    component_id: int
    mood: Mood
    words: str
    written_by: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Note(NewNote):
    """A note of this workspace."""

    id: int
    corrected_at: datetime | None = None


class NotAmongThem(CommunityError):
    """Neither a mentor of the component, nor a member of its community."""

    def __init__(self, component: Component) -> None:
        who = "its mentors and the members of its community" if component.community_id else "its mentors"
        super().__init__(
            f"Notes on how “{component.label}” is doing come from {who}, so nothing was kept. "
            "Would you like to be one of them? One click does it where the component is shown."
        )
        self.component = component


class NotYourNote(CommunityError):
    """A note that somebody else wrote, or that is gone."""

    def __init__(self) -> None:
        super().__init__("Only who wrote a note can correct it or take it back, so nothing was changed.")


def may_write(stores: Stores, component: Component, user_id: str) -> bool:
    """Tell whether this person mentors the component or is in its community."""
    if stores.mentors.get(component.id, user_id) is not None:
        return True
    community = components.community_of(stores, component)
    return community is not None and communities.is_member(stores, community.id, user_id)


def write(stores: Stores, new: NewNote) -> Component:
    """Keep a note; raises GoneComponent and NotAmongThem."""
    component = components.known(stores, new.component_id)
    if not may_write(stores, component, new.written_by):
        raise NotAmongThem(component)
    stores.health_notes.add(new)
    return component


def correct(stores: Stores, note_id: int, mood: Mood, words: str, *, by: str, now: datetime) -> Note:
    """Let a note say something else, as its author wants; raises NotYourNote."""
    corrected = replace(own(stores, note_id, by), mood=mood, words=words, corrected_at=now)
    stores.health_notes.update(corrected)
    return corrected


def take_back(stores: Stores, note_id: int, *, by: str) -> Note:
    """Forget a note, as its author wants; raises NotYourNote."""
    note = own(stores, note_id, by)
    stores.health_notes.remove(note_id)
    return note


def own(stores: Stores, note_id: int, user_id: str) -> Note:
    """Give the note, to its author only; raises NotYourNote."""
    note = stores.health_notes.get(note_id)
    if note is None or note.written_by != user_id:
        raise NotYourNote
    return note
