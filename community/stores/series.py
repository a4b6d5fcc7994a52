"""Meetups that come again, as the rules need it kept."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from community import series


class Series(Protocol):
    """Meetups that come again."""

    def add(self, new: "series.NewSeries") -> "series.Series": ...
    def get(self, series_id: int) -> "series.Series | None": ...
    def some(self, series_ids: Sequence[int]) -> Mapping[int, "series.Series"]: ...
    def update(self, changed: "series.Series") -> None: ...
    def of(self, community_ids: Sequence[int]) -> Sequence["series.Series"]:
        """Give these communities' series, those that ended too, the oldest first."""
        ...

    def due(self, now: datetime, *, limit: int) -> Sequence["series.Series"]:
        """Give those whose next meetup is to be announced and whose community is open, the longest due first."""
        ...

    def going(self) -> Sequence["series.Series"]:
        """Give those of which more meetups come, the oldest first."""
        ...

    def without_holidays(self, until: date, *, limit: int) -> Sequence["series.Series"]:
        """Give those that go on, have a country, and whose holidays aren't known until that day."""
        ...
