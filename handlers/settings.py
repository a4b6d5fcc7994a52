"""`/community settings`: what is so for everybody, seen by all and changed by the workspace's admins."""

from collections.abc import Callable
from datetime import time

import structlog

from community import settings
from community.delivery import Refused
from community.people import Person
from community.settings import MayCreate, Settings, WrongSetting
from community.stores import Stores
from handlers import admins, deliveries, reading
from handlers.answers import Answer, Errors, Open, Say
from handlers.blocks import settings as blocks
from handlers.blocks.parts import Message
from handlers.blocks.settings import Standing
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission
from handlers.reactions import ANSWERS
from handlers.table import Feature

log = structlog.get_logger()

JOIN = "settings.join"
_TAKEN = frozenset(ANSWERS)


async def show(command: Command, deps: Deps) -> Answer:
    """Show what was chosen for everybody; to an admin with the way to change it."""
    return Say(await _shown(deps, command.user_id))


async def show_on_click(action: Action, deps: Deps) -> Answer:
    """Show what was chosen for everybody from a button."""
    return Say(await _shown(deps, action.user_id))


async def change(action: Action, deps: Deps) -> Answer:
    """Open the modal for an admin."""
    await admins.only(deps, action.user_id)
    return Open(blocks.form(await standing(deps)))


async def save(submission: Submission, deps: Deps) -> Answer:
    """Keep what an admin chose, and let the bot join the channels it is to speak in."""
    await admins.only(deps, submission.user_id)
    errors: dict[str, str] = {}
    chosen = _chosen(submission, errors)
    errors |= await _unfit_channels(deps, chosen)
    if errors:
        return Errors(errors)
    person = await reading.person(deps, submission.user_id)
    await deps.write(lambda stores: _keep(stores, chosen, person, deps))
    if deps.settings_changed is not None:
        await deps.settings_changed()
    log.info("The settings were changed.", user_id=submission.user_id)
    return Say(blocks.saved(await standing(deps)))


async def standing(deps: Deps) -> Standing:
    """Give what was chosen, and what is used where nothing was."""
    chosen = await deps.read(lambda stores: stores.settings.get())
    return Standing(
        chosen,
        capture_emoji=chosen.capture_emoji or deps.capture_emoji,
        channel_prefix=deps.channel_prefix if chosen.channel_prefix is None else chosen.channel_prefix,
    )


async def not_joined(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Tell the admin that Slack did not let the bot into a channel they chose."""

    def tell(stores: Stores) -> None:
        channel_id = str(refused.delivery.arguments["channel"])
        stores.outbox.put(deliveries.post(refused.delivery.subject, blocks.not_joined(channel_id)), now=deps.now)

    return tell


FEATURE = Feature(
    commands={"/community": {"settings": show}},
    actions={"settings.show": show_on_click, blocks.CHANGE: change},
    views={blocks.SAVE: save},
    refused={JOIN: not_joined},
)


async def _shown(deps: Deps, user_id: str) -> Message:
    return blocks.overview(await standing(deps), is_admin=await admins.is_admin(deps, user_id))


def _chosen(submission: Submission, errors: dict[str, str]) -> Settings:
    """Read the form; what can't be used is told beside its field."""
    typed = submission.values

    def read(field: str, take: Callable[[str], object]) -> object:
        try:
            return take(typed.get(field, ""))
        except WrongSetting as wrong:
            errors[field] = str(wrong)
            return None

    emoji = read("emoji", lambda text: settings.emoji_names(text, taken=_TAKEN))
    prefix = read("prefix", settings.prefix)
    days = read("retention", settings.retention_days)
    return Settings(
        capture_emoji=emoji if isinstance(emoji, tuple) else None,
        channel_prefix=prefix if isinstance(prefix, str) else None,
        digest_weekday=settings.weekday(typed["weekday"]),
        digest_at=time.fromisoformat(typed["time"]),
        hub_channel=typed.get("hub") or None,
        supporters_channel=typed.get("supporters") or None,
        retention_days=days if isinstance(days, int) else None,
        may_create=MayCreate(typed["may_create"]),
        may_publish=typed.get("may_publish") != "no",
        hub_digest=typed.get("hub_digest") != "no",
    )


async def _unfit_channels(deps: Deps, chosen: Settings) -> dict[str, str]:
    """Give why a chosen channel can't be spoken in, by field: it must be public, there, and of this organisation."""
    found = {}
    for field, channel_id in (("hub", chosen.hub_channel), ("supporters", chosen.supporters_channel)):
        if channel_id is None:
            continue
        channel = await reading.channel(deps.client, channel_id)
        if channel is None or not channel.is_public or channel.is_archived or channel.is_shared:
            found[field] = blocks.UNFIT
    return found


def _keep(stores: Stores, chosen: Settings, person: Person, deps: Deps) -> None:
    before = stores.settings.get()
    stores.people.save(person, now=deps.now)
    stores.settings.save(chosen, by=person.user_id, now=deps.now)
    if not chosen.may_publish:
        stores.secret_addresses.unpublish_all()
    known = {before.hub_channel, before.supporters_channel}
    for channel_id in sorted({chosen.hub_channel, chosen.supporters_channel} - known - {None}, key=str):
        stores.outbox.put(deliveries.join_channel(str(channel_id), purpose=JOIN, subject=person.user_id), now=deps.now)
