"""`yokoten import roster`: the mapping first, then what would change, and only then it is kept."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from slack_sdk.errors import SlackApiError

from bot import slack
from bot.archives import NotImportable, read_file
from bot.clock import SystemClock
from bot.importing import Advance, Say
from bot.operating import opened, workspace_of
from bot.problems import OperatorError
from bot.settings import Settings
from community import roster_csv, roster_import
from community.errors import CommunityError
from community.people import Person
from community.roster_columns import Column, Mapped, NoAddressColumn
from community.roster_dates import Order
from community.roster_import import Plan, Tally
from handlers import addresses
from storage.database import Database

_LISTED = 50

Agree = Callable[[], bool]


async def import_roster(
    settings: Settings,
    workspace_id: str,
    path: Path,
    *,
    chosen: Mapping[Column, str],
    order: Order | None,
    is_dry_run: bool,
    agree: Agree,
    say: Say,
    advance: Callable[[int], Advance],
) -> None:
    """Bring a roster from a file, once `agree` said yes to how its columns are read and what that changes."""
    now = SystemClock().now()
    read = _read(path, chosen, order)
    for line in _mapping(read.columns):
        say(line)
    people = await _people(settings)
    async with opened(settings, is_read=is_dry_run) as database:
        workspace_id = await workspace_of(settings, workspace_id)
        ids = {person.user_id for person in people.values()}
        left_out = await database.read(workspace_id, lambda stores: stores.roster.left_out(ids))
        plan = roster_import.planned(read, people, left_out)
        would = Tally()
        for together in roster_import.portions(plan.matched):
            look = partial(roster_import.bring, together=together, now=now, is_dry_run=True)
            would.add(await database.read(workspace_id, look))
        for line in _summary(plan, would):
            say(line)
        if is_dry_run:
            say("Nothing was stored. The same without --dry-run does it.")
        elif not (would.new or would.updated) or not agree():
            say("Nothing was stored.")
        else:
            await _keep(database, workspace_id, plan, now=now, say=say, advance=advance)


async def _keep(
    database: Database,
    workspace_id: str,
    plan: Plan,
    *,
    now: datetime,
    say: Say,
    advance: Callable[[int], Advance],
) -> None:
    tally = Tally()
    done = advance(len(plan.matched))
    for together in roster_import.portions(plan.matched):
        tally.add(await database.write(workspace_id, partial(roster_import.bring, together=together, now=now)))
        done(len(together))
    say(f"Stored: {_counts(tally)}. They are told privately before others see anything new of them.")


def _read(path: Path, chosen: Mapping[Column, str], order: Order | None) -> roster_csv.Read:
    try:
        return roster_csv.understood(roster_csv.opened(read_file(path)), chosen=chosen, order=order)
    except roster_csv.DatesMeanTwo as error:
        raise NotImportable(f"{error} Use --date-order day-first or --date-order month-first.") from None
    except NoAddressColumn as error:
        raise NotImportable(f'{error} Use --column email="{error.header[0]}", for instance.') from None
    except CommunityError as error:
        raise NotImportable(str(error)) from None


async def _people(settings: Settings) -> Mapping[str, Person]:
    if settings.slack_bot_token is None:
        raise OperatorError("People are matched by their address in Slack. Set SLACK_BOT_TOKEN, so that I can ask it.")
    async with slack.session() as shared:
        token = settings.slack_bot_token.get_secret_value()
        client = slack.client(shared, base_url=settings.slack_api_url, token=token)
        try:
            return await addresses.people_by_address(client)
        except addresses.AddressesUnknown as error:
            raise OperatorError(str(error)) from None
        except SlackApiError as error:
            raise OperatorError(f"Slack doesn't give its people ({error.response.get('error')}).") from None
        except (OSError, TimeoutError) as error:
            raise OperatorError(
                f"Slack does not answer at {settings.slack_api_url} ({type(error).__name__}), so nobody was matched."
            ) from None


def _mapping(columns: Mapped) -> Iterator[str]:
    yield "How the columns are read:"
    for column in Column:
        if names := columns.named(column):
            yield f"  {column}: {', '.join(names)}"
    for place, what in columns.held.items():
        yield f"  {what}, with its date: {columns.header[place]}"
    if columns.unused:
        yield f"  not used: {', '.join(columns.unused)}"


def _summary(plan: Plan, would: Tally) -> Iterator[str]:
    yield f"People matched ({would.people:,}): {_counts(would)}."
    if plan.unmatched:
        yield f"Matched nobody, and not kept, since nobody to be listed has the address ({len(plan.unmatched):,}):"
        yield from _some([f"  {entry.where[0]}: {entry.called}" for entry in plan.unmatched])
    if plan.read.bad:
        yield f"Bad rows, which are left out ({len(plan.read.bad):,}):"
        yield from _some([f"  {bad.where}: {bad.why}" for bad in plan.read.bad])


def _some(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:_LISTED]
    if (more := len(lines) - _LISTED) > 0:
        yield f"  and {more:,} more"


def _counts(tally: Tally) -> str:
    return f"{tally.new:,} new, {tally.updated:,} updated, {tally.unchanged:,} unchanged"
