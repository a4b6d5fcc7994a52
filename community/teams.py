"""Teams: the feature teams people say they work in, since it is teams that learn and take up lessons."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NewTeam:
    """A team about to be kept; `name` is the slug of its label and unique in a workspace."""

    name: str
    label: str  # as people write it
    started_by: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Team(NewTeam):
    """A team of this workspace. Who is in it is what people said themselves; a person is in one team or none."""

    id: int
