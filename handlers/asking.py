"""Questions in a community's channel: who asks is shown what others learnt about it, where the community wants that."""

from collections.abc import Callable
from dataclasses import replace

from community import communities
from community.communities import Community, State
from community.questions import is_question
from community.stores import Stores
from handlers import deliveries, mrkdwn, reading, relearning, telling
from handlers.answers import Answer, Say
from handlers.blocks import asking as blocks
from handlers.blocks.parts import Message
from handlers.communities import meant, refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command, Event, Payload
from handlers.table import Feature

_ON, _OFF = "on", "off"


async def asked(event: Event, deps: Deps) -> None:
    """Show what others learnt to who asked, if the community wants that; nothing of the question is kept."""
    body = event.body
    if not _is_asked_to_all(body, deps) or not is_question(mrkdwn.plain(str(body.get("text") or ""))):
        return
    channel_id, user_id, ts = str(body["channel"]), str(body["user"]), str(body["ts"])
    community = await deps.read(lambda stores: stores.communities.in_channel(channel_id))
    if community is None or community.state is not State.OPEN or not community.hints:
        return
    message = await relearning.ask(
        deps, community, user_id, mrkdwn.plain(str(body["text"])), channel_id=channel_id, ts=ts
    )
    if message is not None:
        await telling.alone(deps, user_id, channel_id, message)


def _is_asked_to_all(body: Payload, deps: Deps) -> bool:
    """Tell whether a person asks the whole channel: a reply is part of a conversation that goes on already."""
    is_persons = body.get("subtype") is None and not body.get("bot_id") and bool(body.get("user"))
    is_reply = body.get("thread_ts") not in (None, body.get("ts"))
    return is_persons and not is_reply and body.get("user") != deps.bot_user_id


@refusing("about")
async def switch(command: Command, deps: Deps) -> Answer:
    """`/community hints on|off [name]`: whether questions in its channel are looked up; without either, how it is."""
    word, _, rest = command.rest.partition(" ")
    wanted = word.casefold()
    if wanted not in {_ON, _OFF}:
        found = await deps.read(lambda stores: meant(stores, command, command.rest))
        return Say(blocks.switched(found, changed=False))
    return await _switch(deps, command.user_id, lambda stores: meant(stores, command, rest), is_on=wanted == _ON)


@refusing("about")
async def switch_on(action: Action, deps: Deps) -> Answer:
    """Look questions up from now on."""
    return await _switch(deps, action.user_id, lambda stores: communities.known(stores, int(action.value)), is_on=True)


@refusing("about")
async def switch_off(action: Action, deps: Deps) -> Answer:
    """Look questions up no more."""
    return await _switch(deps, action.user_id, lambda stores: communities.known(stores, int(action.value)), is_on=False)


async def _switch(deps: Deps, user_id: str, which: Callable[[Stores], Community], *, is_on: bool) -> Answer:
    person = await reading.person(deps, user_id)

    def work(stores: Stores) -> Message:
        community = which(stores)
        if not communities.is_member(stores, community.id, user_id):
            return blocks.members_switch(community)
        if community.hints == is_on:
            return blocks.switched(community, changed=False)
        changed = replace(community, hints=is_on)
        stores.communities.update(changed)
        if is_on and changed.channel_id is not None:
            announced = blocks.announced(by=person.name)
            stores.outbox.put(deliveries.post(changed.channel_id, announced), now=deps.now)
        return blocks.switched(changed)

    return Say(await deps.write(work))


FEATURE = Feature(
    commands={"/community": {"hints": switch}},
    actions={"asking.on": switch_on, "asking.off": switch_off},
)
