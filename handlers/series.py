"""Meetups that come again: the next one is made and announced when it is due, and holidays are left out."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

import structlog

from community import repeating, series
from community.series import Series
from community.stores import Stores
from handlers import plan_parts
from handlers.announcing import announce
from handlers.deps import Deps
from handlers.holidays import of_country
from handlers.table import Feature

log = structlog.get_logger()

BATCH = 100


async def make_due(deps: Deps) -> None:
    """Make and announce every next meetup that is due; each in its own transaction."""
    tried: set[int] = set()  # what is still due after its turn: it failed, or waits for its holidays
    while due := await deps.read(lambda stores: stores.series.due(deps.now, limit=BATCH + len(tried))):
        batch = [one.id for one in due if one.id not in tried]
        if not batch:
            return
        for series_id in batch:
            tried.add(series_id)
            try:
                await deps.write(partial(_make_next, series_id=series_id, deps=deps))
            except Exception:  # one series' trouble must not keep others from being announced
                log.exception("The next meetup of a series was not made.", series_id=series_id)


async def learn_holidays(deps: Deps) -> None:
    """Look up which days of a series are public holidays, once a year and soon after its country was chosen."""
    at_least = deps.now.date() + repeating.HOLIDAYS_AT_LEAST
    for found in await deps.read(lambda stores: stores.series.without_holidays(at_least, limit=BATCH)):
        until = deps.now.date() + repeating.HOLIDAYS_AHEAD
        try:
            holidays = await _holidays(found, until, deps)
            await deps.write(partial(_leave_out, found=found, holidays=holidays, until=until, deps=deps))
        except Exception:  # one country's trouble must not keep others from being known
            log.exception("The holidays of a series were not looked up.", series_id=found.id)


async def _holidays(found: Series, until: date, deps: Deps) -> Sequence[date]:
    start = deps.now.date() - timedelta(days=2)
    years = list(range(start.year, until.year + 1))
    # The library takes 12 MB, so it is read in the process beside this one where there is one.
    if deps.workshop is not None:
        return await deps.workshop.do(of_country, found.country, years)
    return of_country(found.country or "", years)


def _make_next(stores: Stores, *, series_id: int, deps: Deps) -> None:
    earlier = stores.meetups.of_series([series_id])
    meetup = repeating.make_next(stores, series_id, now=deps.now)
    if meetup is None:
        return
    if earlier:
        plan_parts.carry(stores, earlier[-1], meetup, deps.now)
    announce(stores, meetup, deps.now)
    log.info("The next meetup of a series was announced.", series_id=series_id, meetup_id=meetup.id)


def _leave_out(stores: Stores, *, found: Series, holidays: Sequence[date], until: date, deps: Deps) -> None:
    start = deps.now.date() - timedelta(days=2)
    on_holidays = set(series.days(found, start, until)) & set(holidays)
    kept = {day for day in found.holidays if day < start}
    known = {day for day in found.holidays if day >= start} & set(holidays)
    repeating.leave_out(stores, found.id, on_holidays | known | kept, until, now=deps.now)


FEATURE = Feature(ticks={"holidays": learn_holidays, "series": make_due})
