"""Meetups, as the rules need them kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from community.meetups import Meetup, NewMeetup


class Meetups(Protocol):
    """Meetups."""

    def add(self, meetup: NewMeetup) -> Meetup: ...
    def add_of_series(self, meetup: NewMeetup) -> Meetup | None:
        """Keep the meetup of a day of a series; None when that day has its meetup already."""
        ...

    def get(self, meetup_id: int) -> Meetup | None: ...
    def hold(self, meetup_id: int) -> Meetup | None:
        """Give it as `get` does, and let nobody else change it until this transaction ends."""
        ...

    def update(self, meetup: Meetup) -> None: ...
    def of_series(self, series_ids: Sequence[int]) -> Sequence[Meetup]:
        """Give all that these series have, cancelled and moved ones too, by series and day."""
        ...

    def coming_up(
        self, now: datetime, *, limit: int, community_id: int | None = None, is_for_all: bool = False
    ) -> Sequence[Meetup]:
        """Give those not over and not cancelled, soonest first; of one community when it is named.

        With `is_for_all` only those that everybody may know of: none whose channel is a closed room.
        """
        ...

    def coming_up_in(
        self, community_ids: Sequence[int], *, now: datetime, until: datetime, limit: int
    ) -> Mapping[int, Sequence[Meetup]]:
        """Give each community's that aren't over and not cancelled and start before `until`, at most `limit` each.

        Soonest first, in one query; communities without any are left out, and meetups in closed rooms.
        """
        ...
