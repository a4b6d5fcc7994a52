"""Secret addresses under which calendars and feeds are read, as the rules need it kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from community.meetups import Meetup
from community.secret_addresses import Publication, SecretAddress, Wanted


class SecretAddresses(Protocol):
    """Secret addresses under which calendars and feeds are read, and what is read there."""

    def add(self, address: SecretAddress) -> None:
        """Keep it. One of a community ends when the person leaves that, as one of a meetup does with the meetup."""
        ...

    def of(self, user_id: str) -> Sequence[SecretAddress]: ...
    def find(self, fingerprint: str) -> SecretAddress | None: ...
    def remove(self, fingerprint: str) -> None: ...
    def remove_all(self, user_id: str) -> None: ...
    def remove_of(self, community_id: int) -> None:
        """End every person's address of this community's calendar."""
        ...

    def remove_over(self, now: datetime) -> None:
        """Forget the links to the files of meetups that are over by now."""
        ...

    def publish(self, publication: Publication) -> None: ...
    def publication(self, community_id: int) -> Publication | None: ...
    def published(self, fingerprint: str) -> Publication | None: ...
    def unpublish(self, community_id: int) -> bool:
        """Forget that a community publishes; False when it did not."""
        ...

    def unpublish_all(self) -> None: ...
    def meetups(self, wanted: Wanted, *, since: datetime, limit: int) -> Sequence[Meetup]:
        """Give the meetups to be read under an address that are not over since then, cancelled ones too.

        Soonest first. Those in private channels are left out, and of what is published those in shared ones too.
        """
        ...

    def version(self, wanted: Wanted, *, since: datetime) -> tuple[object, ...]:
        """Give what is different whenever what `meetups` gives changed for calendars, without reading it all."""
        ...
