"""`/community start`: the modal, the channel it makes or links, and what happens once the channel is there."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from slack_sdk.errors import SlackApiError

from community import charters, communities, digest, greeting, names, overlaps, templates
from community.charters import Charter
from community.communities import ChannelTaken, Community, NameTaken, NewCommunity
from community.delivery import Refused, Sent
from community.overlaps import Near
from community.people import Person
from community.stores import Stores
from handlers import admins, channels, deliveries, mrkdwn, reading, welcomes
from handlers import overlaps as neighbouring
from handlers.answers import Answer, Errors, Open, Say, Update
from handlers.blocks import communities as shown
from handlers.blocks import refusals
from handlers.blocks import starting as blocks
from handlers.blocks.parts import View
from handlers.blocks.starting import NEW, Draft, Offered, Problem
from handlers.charters import typed_in
from handlers.communities import invitation
from handlers.deps import AlreadyHandled, Deps
from handlers.payloads import Action, Command, Submission, pack, unpack
from handlers.reading import Channel
from handlers.table import Feature

CHANNEL = "community.channel"
# Slack waits 3 s for the answer to a modal: this long for the channel, and this long to find whose name it has.
_PATIENCE = timedelta(seconds=1.8)
_SEARCHING_SECONDS = 0.6


async def start(command: Command, deps: Deps) -> Answer:
    """Open the modal; in a public channel it offers that channel too."""
    return await _open(deps, command.user_id, mrkdwn.plain(command.rest), command.channel_id)


async def start_on_click(action: Action, deps: Deps) -> Answer:
    """Open the modal from a button, whose value is the topic."""
    return await _open(deps, action.user_id, action.value, None)


async def fill(action: Action, _: Deps) -> Answer:
    """Put a template's words into the form; what the person typed stays."""
    draft = _draft(action)
    before, chosen = templates.keyed(draft.charter.template), templates.keyed(action.value)
    topic, charter = templates.fill(draft.topic, draft.charter, before=before, chosen=chosen)
    return Update(_form(replace(draft, topic=topic, charter=charter, filled=draft.filled + 1)))


async def submit(submission: Submission, deps: Deps) -> Answer:
    """Keep the community, let Slack make or open its channel, and say how that went.

    What Slack refuses is shown in a fresh form, not as `errors`: those leave the view's hash as it is, so that the
    corrected form could not be told from the first one sent again.
    """
    draft = _draft(submission)
    if not names.slug(draft.topic):
        return Errors({f"{draft.prefix}topic": blocks.why_no_topic()})
    channel = None if draft.where == NEW else await reading.channel(deps.client, draft.where)
    is_allowed = draft.where != NEW or await admins.may_create_channels(deps, submission.user_id)
    near = await neighbouring.close_to(deps, draft.topic, draft.charter)
    if (asked := _asked_first(draft, channel, near, is_allowed=is_allowed)) is not None:
        return asked
    person = await reading.person(deps, submission.user_id)
    new = _community(draft, person, channel, deps)

    def keep(stores: Stores) -> tuple[int, int]:
        community_id, delivery_id = _keep(stores, new, draft.charter, person, deps)
        overlaps.keep(stores, community_id, near, now=deps.now)
        return community_id, delivery_id

    try:
        community_id, delivery_id = await deps.write(keep)
    except (NameTaken, ChannelTaken) as taken:
        return _again(draft, _taken(draft, taken))
    except AlreadyHandled:
        return Update(blocks.already_sent())
    outcome = await deps.outcome(delivery_id, within=_PATIENCE)
    if isinstance(outcome, Refused):
        return _again(*await _instead(draft, new, outcome.error, deps))
    return Update(await _ending(community_id, draft, deps, is_open=isinstance(outcome, Sent)))


def _asked_first(draft: Draft, channel: Channel | None, near: Sequence[Near], *, is_allowed: bool) -> Update | None:
    """Give the form again where it can't be what is meant, or was typed without knowing what is close to it."""
    if not is_allowed:
        return _again(_existing_only(draft), Problem("existing", blocks.why_not_allowed()))
    if draft.where != NEW and not channels.can_be_met_in(channel):
        return _again(draft, Problem(_place(draft), blocks.why_not_linked(draft.where)))
    name = names.slug(draft.topic)
    return Update(_form(replace(draft, seen=name), near=near)) if near and draft.seen != name else None


def channel_ready(stores: Stores, sent: Sent, now: datetime) -> None:
    """Open the community once its channel is there: topic, purpose, the starter, the welcome, the weekly digest."""
    community_id, _, mark = sent.delivery.subject.partition(" ")
    channel = sent.answer["channel"]
    community = communities.meets_in(
        stores, int(community_id), channel_id=channel["id"], channel_name=channel["name"], now=now
    )
    if community is None or community.channel_id is None:
        return
    stores.digests.save(digest.first_schedule(community, now, stores.settings.get()))
    # A channel that was there before keeps what its people wrote.
    if not (channel.get("topic") or {}).get("value"):
        stores.outbox.put(deliveries.set_topic(community.channel_id, community.topic), now=now)
    if not (channel.get("purpose") or {}).get("value"):
        stores.outbox.put(deliveries.set_purpose(community.channel_id, shown.purpose_in_plain(community)), now=now)
    stores.outbox.put(invitation(community, community.started_by), now=now)
    greeting.is_first(stores, community, community.started_by, now=now)  # who starts one is at home in it
    welcomes.begin(stores, community, mark=mark, now=now)
    neighbouring.tell(stores, [community.id], now=now)


async def channel_refused(refused: Refused, deps: Deps, is_awaited: bool) -> Callable[[Stores], None]:
    """Keep nothing of a community without a channel; who started it is told later, unless they still wait."""
    community_id = int(refused.delivery.subject.partition(" ")[0])

    def give_up(stores: Stores) -> None:
        community = stores.communities.get(community_id)
        if community is None:
            return
        communities.give_up(stores, community_id, now=deps.now)
        if not is_awaited:
            message = blocks.not_started(community.topic, _why(community, refused.error))
            stores.outbox.put(deliveries.post(community.started_by, message), now=deps.now)

    return give_up


async def _open(deps: Deps, user_id: str, topic: str, channel_id: str | None) -> Answer:
    name = names.slug(topic)
    existing = await deps.read(lambda stores: communities.going_by(stores, name)) if name else None
    if existing is not None and not communities.can_start_again(existing, now=deps.now):
        is_member = await deps.read(lambda stores: communities.is_member(stores, existing.id, user_id))
        return Say(refusals.exists(existing, is_member=is_member))
    offered = await _offered(deps, channel_id) if channel_id else None
    channel_name = names.channel_name(topic, prefix=deps.channel_prefix)
    near = await neighbouring.close_to(deps, topic, Charter())
    draft = Draft(topic=topic, channel_name=channel_name, offered=offered, seen=name)
    if not await admins.may_create_channels(deps, user_id):
        draft = _existing_only(draft)
    return Open(_form(draft, near=near))


def _existing_only(draft: Draft) -> Draft:
    """Offer channels that are there already, and no new one."""
    return replace(draft, can_create=False, where=draft.offered.channel_id if draft.offered else NEW)


async def _offered(deps: Deps, channel_id: str) -> Offered | None:
    """Give the channel they are in when a community could meet there."""
    channel = await reading.channel(deps.client, channel_id)
    if channel is None or not channels.can_be_met_in(channel):
        return None
    there = await deps.read(lambda stores: stores.communities.in_channel(channel_id))
    is_taken = there is not None and not communities.can_start_again(there, now=deps.now)
    return None if is_taken else Offered(channel.channel_id, channel.name)


def _keep(stores: Stores, new: NewCommunity, charter: Charter, person: Person, deps: Deps) -> tuple[int, int]:
    """Keep the community, its charter and the intent to make or join its channel; give both ids."""
    community = communities.start(stores, new)
    charters.begin(stores, community, charter, by=person.user_id, now=deps.now)
    stores.people.save(person, now=deps.now)
    # Who takes the answer has no settings at hand, and the welcome says which emoji captures a lesson.
    subject = f"{community.id} {deps.capture_emoji[0]}"
    if community.channel_id is None:
        lane = f"community:{community.id}"
        delivery = deliveries.create_channel(community.channel_name, lane=lane, purpose=CHANNEL, subject=subject)
    else:
        delivery = deliveries.join_channel(community.channel_id, purpose=CHANNEL, subject=subject)
    return community.id, stores.outbox.put(delivery, now=deps.now)


async def _ending(community_id: int, draft: Draft, deps: Deps, *, is_open: bool) -> View:
    if not is_open:
        return blocks.starting(draft.topic)
    opened = await deps.read(lambda stores: communities.known(stores, community_id))
    return blocks.started(opened, mark=deps.capture_emoji[0])


async def _instead(draft: Draft, new: NewCommunity, error: str, deps: Deps) -> tuple[Draft, Problem]:
    """Say why Slack refused, and offer what is possible instead."""
    if new.channel_id is not None:
        return draft, Problem(_place(draft), blocks.why_not_linked(new.channel_id))
    if error in blocks.MAY_NOT_CREATE:
        return _existing_only(draft), Problem("existing", blocks.why_not_created(error, new.channel_name))
    found = await _whose(deps, new.channel_name) if error == "name_taken" else None
    if found is None:
        return draft, Problem("channel_name", blocks.why_not_created(error, new.channel_name))
    return await _there_already(draft, found, deps)


async def _there_already(draft: Draft, found: Channel, deps: Deps) -> tuple[Draft, Problem]:
    """Say what is known about the channel that has the name, and offer it when a community could meet there."""
    if found.is_archived:
        return draft, Problem("channel_name", blocks.why_archived(found.name))
    there = await deps.read(lambda stores: stores.communities.in_channel(found.channel_id))
    if there is not None and not communities.can_start_again(there, now=deps.now):
        return draft, Problem("channel_name", blocks.why_channel_taken(there), join=there)
    if not channels.can_be_met_in(found):
        return draft, Problem("channel_name", blocks.why_not_created("name_taken", found.name))
    offered = Offered(found.channel_id, found.name)
    return replace(draft, offered=offered), Problem("where", blocks.why_not_new(found.name))


async def _whose(deps: Deps, channel_name: str) -> Channel | None:
    """Look for the channel that has the name, as long as a waiting person allows."""
    try:
        async with asyncio.timeout(_SEARCHING_SECONDS):
            return await channels.named(deps.client, channel_name)
    except (TimeoutError, SlackApiError):
        return None


def _taken(draft: Draft, taken: NameTaken | ChannelTaken) -> Problem:
    community = taken.community
    if community is None:
        return Problem("topic", blocks.why_taken_by(draft.topic))
    if isinstance(taken, ChannelTaken):
        return Problem(_place(draft), blocks.why_channel_taken(community), join=community)
    return Problem("topic", blocks.why_taken(community), join=community)


def _why(community: Community, error: str) -> str:
    if community.is_linked:
        return blocks.why_not_linked(community.channel_id or "")
    return blocks.why_not_created(error, community.channel_name)


def _community(draft: Draft, person: Person, channel: Channel | None, deps: Deps) -> NewCommunity:
    typed = names.as_channel_name(draft.channel_name)
    return NewCommunity(
        name=names.slug(draft.topic),
        topic=draft.topic,
        purpose=draft.charter.purpose,
        aim=draft.charter.aim,
        channel_name=channel.name if channel else typed or names.channel_name(draft.topic, prefix=deps.channel_prefix),
        channel_id=channel.channel_id if channel else None,
        is_linked=channel is not None,
        started_by=person.user_id,
        started_at=deps.now,
        zone=person.zone,
    )


def _draft(form: Submission | Action) -> Draft:
    """Read the form back, with what it offered."""
    values = {name.rpartition(".")[2]: value for name, value in form.values.items()}
    kept = unpack(form.private_metadata)
    offered = Offered(kept["offered"], kept["called"]) if "offered" in kept else None
    return Draft(
        topic=" ".join(values.get("topic", "").split()),
        charter=typed_in(form.values, template=str(kept.get("template", ""))),
        filled=int(kept.get("filled", 0)),
        channel_name=values.get("channel_name", ""),
        where=values.get("existing") or values.get("where") or NEW,
        offered=offered,
        can_create="existing" not in values,
        seen=str(kept.get("seen", "")),
    )


def _place(draft: Draft) -> str:
    """Give the block in which a channel that is there already is chosen."""
    return "where" if draft.can_create else "existing"


def _again(draft: Draft, problem: Problem) -> Update:
    return Update(_form(draft, problem))


def _form(draft: Draft, problem: Problem | None = None, near: Sequence[Near] = ()) -> View:
    offered = draft.offered
    kept = pack(
        offered=offered.channel_id if offered else None,
        called=offered.name if offered else None,
        template=draft.charter.template or None,
        filled=draft.filled or None,
        seen=draft.seen or None,
    )
    return blocks.form(draft, private_metadata=kept, problem=problem, near=near)


FEATURE = Feature(
    commands={"/community": {"start": start}},
    actions={"community.start": start_on_click, blocks.TEMPLATE: fill},
    views={blocks.CALLBACK: submit},
    sent={CHANNEL: channel_ready},
    refused={CHANNEL: channel_refused},
)
