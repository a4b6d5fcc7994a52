"""What reads from outside, as the settings want it, and loaded only once something is read."""

from datetime import datetime
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from community.outside import Known, Source, Unchanged
    from fetching.fetcher import Fetcher


class Outside:
    """The fetcher, made when it is first needed: a bot that follows nothing has no room for it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._made: Fetcher | None = None

    async def fetch(self, address: str, *, known: "Known", now: datetime, zone: str) -> "Source | Unchanged":
        """Give what the address gives now, or that it is what is known. Nothing that can be used: NotFetched."""
        return await self._fetcher().fetch(address, known=known, now=now, zone=zone)

    def normal(self, address: str) -> str:
        """Give the one spelling of an address; one that is never read: ForbiddenAddress."""
        return self._fetcher().normal(address)

    async def close(self) -> None:
        """End what was started for reading."""
        if self._made is not None:
            await self._made.close()

    def _fetcher(self) -> "Fetcher":
        if self._made is None:
            from fetching.addresses import Rules  # noqa: PLC0415
            from fetching.fetcher import Fetcher  # noqa: PLC0415

            is_http_fine = self._settings.outside_http == "on"
            self._made = Fetcher(
                Rules(is_http_fine=is_http_fine, allowed_origin=self._settings.outside_allowed or None)
            )
        return self._made


def outside(settings: Settings) -> Outside | None:
    """Give what reads feeds and calendars; None where nothing is read."""
    return Outside(settings) if settings.outside == "on" else None
