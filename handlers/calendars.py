"""`/meetup calendar`: meetups in people's own calendars, one as a file, all of them by a secret address."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from community import calendar_contents, calendar_files, communities, meetups, rooms, secret_addresses
from community.calendars import Calendar, Where
from community.communities import Community
from community.meetups import Meetup
from community.secret_addresses import Gives, Mint, Wanted
from community.stores import Stores
from handlers import mrkdwn, reading
from handlers.answers import Answer, Replace, Say
from handlers.blocks import calendars as blocks
from handlers.blocks.calendars import Subscription
from handlers.blocks.parts import Message
from handlers.communities import meant, refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature
from handlers.uploading import upload

log = structlog.get_logger()


class Change(Protocol):
    """Makes, changes or ends an address."""

    def __call__(self, stores: Stores, mint: Mint, wanted: Wanted, /, *, now: datetime) -> object: ...


@refusing("calendar")
async def show(command: Command, deps: Deps) -> Answer:
    """`/meetup calendar [name]`: one's own, and that of the community of the name or of this channel."""

    def which(stores: Stores) -> Community | None:
        if mrkdwn.plain(command.rest) or mrkdwn.mentioned(command.rest).channel_ids:
            return meant(stores, command, command.rest)
        return stores.communities.in_channel(command.channel_id)

    return Say(await deps.read(lambda stores: _overview(stores, deps, command.user_id, which(stores))))


@refusing("calendar")
async def show_on_click(action: Action, deps: Deps) -> Answer:
    """Show one's own from a button, and a community's when its id is there."""
    return Say(await deps.read(lambda stores: _overview(stores, deps, action.user_id, _shown_beside(stores, action))))


@refusing("calendar")
async def give(action: Action, deps: Deps) -> Answer:
    """Make an address; one that is there already stays."""
    return await _changed(action, deps, secret_addresses.give, blocks.given)


@refusing("calendar")
async def renew(action: Action, deps: Deps) -> Answer:
    """Make another address, and let the one before give nothing."""
    return await _changed(action, deps, secret_addresses.renew, blocks.renewed)


@refusing("calendar")
async def end(action: Action, deps: Deps) -> Answer:
    """Switch an address off."""
    return await _changed(action, deps, _end, blocks.ended)


@refusing("calendar")
async def send_all(action: Action, deps: Deps) -> Answer:
    """Send what a calendar holds as a file."""

    def read(stores: Stores) -> Calendar:
        wanted = _wanted(action.user_id, _community(stores, action.value))
        return calendar_contents.read(
            stores, wanted, _where(deps), name=calendar_contents.name_of(stores, wanted), now=deps.now
        )

    calendar = await deps.read(read)
    if not calendar.entries:
        return Replace(blocks.nothing_coming())
    await deps.write(lambda _: None)  # the same click, sent again by Slack, sends no second file
    is_there = await _send(deps, action.user_id, "meetups.ics", calendar)
    return Say(blocks.file_sent(len(calendar.entries)) if is_there else blocks.not_sent(blocks.FILE, action.value))


async def add(action: Action, deps: Deps) -> Answer:
    """Give the link to a meetup's file, or the file where there can be no link."""
    meetup = await _readable(deps, int(action.value), action.user_id)
    is_closed = await deps.read(lambda stores: rooms.closed_in(stores, meetup.channel_id) is not None)
    if deps.mint is None or is_closed:
        return await _send_one(action, deps, meetup)
    mint, wanted = deps.mint, Wanted(action.user_id, Gives.MEETUP, meetup_id=meetup.id)

    def work(stores: Stores) -> str:
        stores.secret_addresses.remove_over(deps.now)
        found = secret_addresses.give(stores, mint, wanted, now=deps.now)
        if not mint.can_show(found):
            found = secret_addresses.renew(stores, mint, wanted, now=deps.now)
        return mint.calendar(found.seed)

    return Say(blocks.one_here(meetup, await deps.write(work)))


async def _send_one(action: Action, deps: Deps, meetup: Meetup) -> Answer:
    calendar = await deps.read(
        lambda stores: calendar_contents.calendar(stores, [meetup], _where(deps), name=meetup.title, said=frozenset())
    )
    await deps.write(lambda _: None)  # the same click, sent again by Slack, sends no second file
    is_there = await _send(deps, action.user_id, "meetup.ics", calendar)
    return Say(blocks.one_sent(meetup) if is_there else blocks.not_sent(blocks.ADD, action.value))


async def _readable(deps: Deps, meetup_id: int, user_id: str) -> Meetup:
    """Give the meetup if this person may know of it: Slack is asked of private ones. Raises NoSuchMeetup."""

    def read(stores: Stores) -> tuple[Meetup | None, bool]:
        meetup = stores.meetups.get(meetup_id)
        return meetup, meetup is not None and rooms.closed_in(stores, meetup.channel_id) is not None

    meetup, is_closed = await deps.read(read)
    if meetup is None or (is_closed and not await _is_in(deps, meetup.channel_id, user_id)):
        raise meetups.NoSuchMeetup
    return meetup


async def _is_in(deps: Deps, channel_id: str, user_id: str) -> bool:
    try:
        return await reading.is_in(deps.client, channel_id, user_id)
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("Slack did not say who is in a channel.", channel_id=channel_id, reason=type(error).__name__)
        return False


async def _send(deps: Deps, user_id: str, name: str, calendar: Calendar) -> bool:
    if deps.workshop is None:
        data = calendar_files.write(calendar)
    else:
        data = await deps.workshop.do(calendar_files.write, calendar)
    return await upload(deps, user_id, name=name, data=data, title=calendar.name)


async def _changed(action: Action, deps: Deps, change: Change, told: Callable[[Community | None], str]) -> Answer:
    """Change an address, and show all of them with what happened."""
    person = await reading.person(deps, action.user_id)

    def work(stores: Stores) -> Message:
        community = _community(stores, action.value)
        if deps.mint is None:
            return _overview(stores, deps, person.user_id, None)
        stores.people.save(person, now=deps.now)  # who is known here and leaves the organisation loses their addresses
        change(stores, deps.mint, _wanted(person.user_id, community), now=deps.now)
        return _overview(stores, deps, person.user_id, _shown_beside(stores, action), said=told(community))

    return Replace(await deps.write(work))


def _end(stores: Stores, _mint: Mint, wanted: Wanted, *, now: datetime) -> None:  # noqa: ARG001  # as the others take it
    secret_addresses.end(stores, wanted)


def _overview(stores: Stores, deps: Deps, user_id: str, community: Community | None, *, said: str = "") -> Message:
    theirs: list[Community | None] = [None]
    if community is not None and communities.is_member(stores, community.id, user_id):
        theirs.append(community)
    found = [_subscription(stores, deps, user_id, one) for one in theirs]
    return blocks.overview(found, can_subscribe=deps.mint is not None, said=said)


def _subscription(stores: Stores, deps: Deps, user_id: str, community: Community | None) -> Subscription:
    found = secret_addresses.of(stores, _wanted(user_id, community))
    if found is None or deps.mint is None:
        return Subscription(community, is_there=False)
    return Subscription(community, True, deps.mint.calendar(found.seed) if deps.mint.can_show(found) else "")


def _wanted(user_id: str, community: Community | None) -> Wanted:
    if community is None:
        return Wanted(user_id, Gives.MINE)
    return Wanted(user_id, Gives.COMMUNITY, community_id=community.id)


def _community(stores: Stores, value: str) -> Community | None:
    return communities.known(stores, int(value)) if value.isdigit() else None


def _shown_beside(stores: Stores, action: Action) -> Community | None:
    """Give the community that is shown beside one's own: that of the button, or the one that meets where it stands."""
    if (meant_one := _community(stores, action.value)) is not None or action.channel_id is None:
        return meant_one
    return stores.communities.in_channel(action.channel_id)


def _where(deps: Deps) -> Where:
    return Where(deps.workspace_id, deps.slack_url)


FEATURE = Feature(
    commands={"/meetup": {"calendar": show}},
    actions={
        blocks.SHOW: show_on_click,
        blocks.GIVE: give,
        blocks.RENEW: renew,
        blocks.END: end,
        blocks.FILE: send_all,
        blocks.ADD: add,
    },
)
