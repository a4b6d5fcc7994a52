"""Public holidays, by country: the one place that reads the library, apart from the bot's own process."""

from collections.abc import Sequence
from datetime import date


def of_country(country: str, years: Sequence[int]) -> Sequence[date]:
    """Give the nationwide public holidays of these years; none for a country the library doesn't know."""
    import holidays  # noqa: PLC0415  # see above

    try:
        return sorted(holidays.country_holidays(country, years=years))
    except NotImplementedError:
        return []
