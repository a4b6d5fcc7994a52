"""The roster: brought from a file by an admin in the App Home, step by step, with nothing stored before the last."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from community import roster_columns, roster_csv, roster_import
from community.errors import CommunityError
from community.roster_columns import Column, Mapped, NoAddressColumn
from community.roster_csv import DatesMeanTwo, Sheet
from community.roster_dates import Order
from community.roster_import import Plan, Tally
from community.stores import Stores
from handlers import addresses, admins, deliveries, downloading, roster_notes
from handlers.answers import Answer, Errors, Open, Say, Update
from handlers.at_home import Visitor
from handlers.blocks import problems
from handlers.blocks import roster as blocks
from handlers.blocks.parts import Block, Message
from handlers.deps import Deps
from handlers.payloads import Action, Submission, pack, unpack
from handlers.table import Feature

log = structlog.get_logger()

# views.update may be called a hundred times a minute; a bar that moves so often is seen to move.
_STEPS = 20
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class _Given:
    """What an admin gave so far: the file, and how its columns and dates are read."""

    file_id: str
    places: Mapping[Column, int]  # of those an admin was asked about, in the header; NOWHERE for no column
    order: Order | None = None

    def chosen(self, sheet: Sheet) -> Mapping[Column, str]:
        """Give the same by the names of the columns, "" for none."""
        header = sheet.header
        return {column: header[at] if 0 <= at < len(header) else "" for column, at in self.places.items()}


async def upload(action: Action, deps: Deps) -> Answer:
    """Ask an admin for the file."""
    await admins.only(deps, action.user_id)
    return Open(blocks.uploading())


async def uploaded(submission: Submission, deps: Deps) -> Answer:
    """Show how the file's columns are read."""
    await admins.only(deps, submission.user_id)
    [*files] = submission.choices.get("file", ())
    if len(files) != 1:
        return Errors({"file": "One file, please."})
    try:
        sheet = await _sheet(deps, files[0])
    except CommunityError as error:
        return Errors({"file": str(error)})
    return Update(blocks.mapping(roster_columns.mapped(sheet.header), private_metadata=pack(file=files[0])))


async def mapped(submission: Submission, deps: Deps) -> Answer:
    """Look the file through with its columns read as the admin says, and show what it would change."""
    await admins.only(deps, submission.user_id)
    file_id = str(unpack(submission.private_metadata)["file"])
    sheet = await _sheet(deps, file_id)
    given = _Given(file_id, _places(submission), _order(submission.values.get("order", "")))
    try:
        plan = await _plan(deps, sheet, given)
    except (NoAddressColumn, DatesMeanTwo) as error:
        columns = _columns(sheet, given)
        again = blocks.mapping(columns, private_metadata=pack(file=file_id), problem=str(error), order=given.order)
        return Update(again)
    would = await deps.read(lambda stores: _would(stores, plan, deps))
    return Update(blocks.looked_through(plan, would, private_metadata=_packed(given)))


async def store(submission: Submission, deps: Deps) -> Answer:
    """Store it, in portions, while the window shows how far it came."""
    await admins.only(deps, submission.user_id)
    given = _unpacked(submission.private_metadata)
    plan = await _plan(deps, await _sheet(deps, given.file_id), given)
    portions = list(roster_import.portions(plan.matched))
    total = len(plan.matched)
    # The first portion takes the request, so that the same click doesn't store it twice.
    tally = await deps.write(partial(_bring, portions[:1], deps)) if portions else Tally()
    log.info("A roster is being stored.", user_id=submission.user_id, people=total)

    if len(portions) <= 1:
        return Say(await _end(deps, submission, given, tally))

    async def rest() -> None:
        await _store_rest(deps, submission, given, portions[1:], tally, total)

    return Say(blocks.storing(tally.people, total), then=rest)


def at_home(_stores: Stores, visitor: Visitor) -> Sequence[Block]:
    """Show an admin the way to bring a roster."""
    return blocks.at_home() if visitor.is_admin else ()


async def _store_rest(
    deps: Deps,
    submission: Submission,
    given: _Given,
    portions: Sequence[Sequence[roster_import.Matched]],
    tally: Tally,
    total: int,
) -> None:
    shown = 0
    for together in portions:
        try:
            # Not `deps.write`, which takes the request once.
            tally.add(await deps.storage.write(deps.workspace_id, partial(_bring, [together], deps)))
        except Exception:  # who waits is told where it stopped, and the fault is reported as any other
            await _show_end(deps, submission, blocks.not_all_stored(tally, total))
            raise
        if (step := _STEPS * tally.people // total) > shown:
            shown = step
            await _show(deps, submission, blocks.storing(tally.people, total))
    await _show_end(deps, submission, await _end(deps, submission, given, tally))


async def _end(deps: Deps, submission: Submission, given: _Given, tally: Tally) -> Message:
    """Take the file away, where Slack lets us, and say what was stored."""
    is_deleted = await downloading.delete(deps, given.file_id)
    log.info("A roster was stored.", user_id=submission.user_id, new=tally.new, updated=tally.updated)
    return blocks.stored(tally, is_file_deleted=is_deleted)


def _bring(portions: Sequence[Sequence[roster_import.Matched]], deps: Deps, stores: Stores) -> Tally:
    tally = Tally()
    for together in portions:
        tally.add(roster_import.bring(stores, together, now=deps.now))
    return tally


def _would(stores: Stores, plan: Plan, deps: Deps) -> Tally:
    tally = Tally()
    for together in roster_import.portions(plan.matched):
        tally.add(roster_import.bring(stores, together, now=deps.now, is_dry_run=True))
    return tally


async def _show(deps: Deps, submission: Submission, message: Message) -> bool:
    """Show this in the window it is about, and tell whether that is still open."""
    try:
        await deps.client.views_update(view_id=submission.view_id, view=dict(problems.as_modal(message).payload))
    except (SlackApiError, ClientError, TimeoutError):
        return False
    return True


async def _show_end(deps: Deps, submission: Submission, message: Message) -> None:
    """Show how it ended; who closed the window meanwhile is told in their conversation with the bot."""
    if not await _show(deps, submission, message):

        def tell(stores: Stores) -> None:
            stores.outbox.put(deliveries.post(submission.user_id, message), now=deps.now)

        await deps.storage.write(deps.workspace_id, tell)


async def _sheet(deps: Deps, file_id: str) -> Sheet:
    content = await downloading.read(deps, file_id, most_bytes=roster_csv.MAX_BYTES)
    # The largest file takes a second or two to be read, in which others are answered too.
    return await asyncio.to_thread(roster_csv.opened, content)


async def _plan(deps: Deps, sheet: Sheet, given: _Given) -> Plan:
    read = await asyncio.to_thread(roster_csv.understood, sheet, chosen=given.chosen(sheet), order=given.order)
    people = await addresses.people_by_address(deps.client)
    ids = {person.user_id for person in people.values()}
    left_out = await deps.read(lambda stores: stores.roster.left_out(ids))
    return roster_import.planned(read, people, left_out)


def _columns(sheet: Sheet, given: _Given) -> Mapped:
    return roster_columns.mapped(sheet.header, given.chosen(sheet))


def _places(submission: Submission) -> Mapping[Column, int]:
    """Give the columns an admin chose; those that weren't asked about are left out."""
    given = {column: submission.values.get(column.name) for column in Column}
    return {column: int(value) if value.isdigit() else NOWHERE for column, value in given.items() if value is not None}


def _order(value: str) -> Order | None:
    return Order(value) if value else None


def _packed(given: _Given) -> str:
    return pack(file=given.file_id, order=given.order, **{column.name: at for column, at in given.places.items()})


def _unpacked(private_metadata: str) -> _Given:
    kept = unpack(private_metadata)
    places = {column: int(kept[column.name]) for column in Column if column.name in kept}
    return _Given(str(kept["file"]), places, _order(str(kept.get("order", ""))))


FEATURE = Feature(
    actions={blocks.UPLOAD: upload, **roster_notes.ACTIONS},
    views={blocks.UPLOAD: uploaded, blocks.MAPPING: mapped, blocks.STORE: store},
    rounds={"roster": roster_notes.tell_and_show},
)
