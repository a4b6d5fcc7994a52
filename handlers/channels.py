"""Channels and their communities stay one: who joins or leaves one does the other, and what becomes of one, both.

That is so where a community meets. Its further channels stand for it too, but nobody is a member by being in one.
"""

from collections.abc import Callable
from dataclasses import replace

from slack_sdk.web.async_client import AsyncWebClient

from community import communities, linking, rooms
from community.communities import Community, Member
from community.stores import Stores
from handlers import deliveries, greeting, people, seat_cards
from handlers.deps import Deps
from handlers.payloads import Event
from handlers.reading import Channel
from handlers.table import Feature

# Pages can be short and still not be the last; who looks while a person waits sets a time of their own.
_PAGES = 20
_PAGE = 1000


def can_be_met_in(channel: Channel | None) -> bool:
    """Tell whether a community can meet there: people must be able to come and go, and nobody outside may listen."""
    return (
        channel is not None
        and channel.is_public
        and not channel.is_archived
        and not channel.is_shared
        and not channel.is_general
    )


async def named(client: AsyncWebClient, name: str) -> Channel | None:
    """Look for a public channel of that name, an archived one too; None when it isn't on the first twenty pages."""
    cursor = ""
    for _ in range(_PAGES):
        answer = await client.conversations_list(limit=_PAGE, types="public_channel", cursor=cursor)
        for found in answer.get("channels") or []:
            if found.get("name") == name:
                return Channel(
                    channel_id=found["id"],
                    name=found["name"],
                    is_public=not found.get("is_private"),
                    is_shared=bool(found.get("is_ext_shared") or found.get("is_pending_ext_shared")),
                    is_archived=bool(found.get("is_archived")),
                    creator=found.get("creator", ""),
                    is_general=bool(found.get("is_general")),
                )
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return None
    return None


async def person_joined(event: Event, deps: Deps) -> None:
    """Who joins a community's channel is in the community, and is greeted; apps are not."""
    user_id, channel_id = event.body["user"], event.body["channel"]
    is_ours = await deps.read(lambda stores: linking.met_in(stores, channel_id) is not None)
    person = await people.met(deps, user_id) if is_ours else None

    def work(stores: Stores) -> None:
        community = linking.met_in(stores, channel_id)
        if community is not None and person is not None:
            stores.people.save(person, now=deps.now)
            if stores.members.add(Member(community.id, user_id, deps.now)):
                greeting.written(stores, community, user_id, now=deps.now)

    await deps.write(work)


async def person_left(event: Event, deps: Deps) -> None:
    """Who leaves a community's channel leaves the community; nobody is told."""
    user_id = event.body["user"]

    def leave(stores: Stores, community: Community) -> None:
        seat_cards.let_go(stores, community, user_id, now=deps.now)
        stores.members.remove(community.id, user_id)

    await _with_community(deps, event.body["channel"], leave)


async def archived(event: Event, deps: Deps) -> None:
    """A community whose channel is archived rests; a further channel counts for nothing until it is back."""
    channel_id = event.body["channel"]

    def shut(stores: Stores) -> None:
        if (community := linking.met_in(stores, channel_id)) is not None:
            communities.rest(stores, community, has_channel=True, now=deps.now)
        stores.linking.set_open(channel_id, is_open=False)

    await deps.write(shut)


async def unarchived(event: Event, deps: Deps) -> None:
    """A community whose channel is back is open again; the bot, which archiving put out, joins anew.

    Not one that is private or shared with another organisation: people could not come in, or strangers would listen.
    """
    channel_id = event.body["channel"]

    def open_again(stores: Stores) -> None:
        if not rooms.is_for_all(stores, channel_id):
            return
        if (community := linking.met_in(stores, channel_id)) is not None:
            communities.wake(stores, community, now=deps.now)
        elif linking.open_again(stores, channel_id) is None:
            return
        stores.outbox.put(deliveries.join_channel(channel_id), now=deps.now)

    await deps.write(open_again)


async def deleted(event: Event, deps: Deps) -> None:
    """A community whose channel was deleted rests until somebody starts it again; lessons stay, without a link."""
    channel_id = event.body["channel"]

    def delete(stores: Stores) -> None:
        if (community := linking.met_in(stores, channel_id)) is not None:
            communities.rest(stores, community, has_channel=False, now=deps.now)
        stores.linking.remove(channel_id)
        for lesson in stores.lessons.of_channel(channel_id):
            if lesson.source is not None:
                stores.lessons.update(replace(lesson, source=replace(lesson.source, permalink=None), card_ts=None))

    await deps.write(delete)


async def renamed(event: Event, deps: Deps) -> None:
    """A community is found by its channels' new names."""
    channel_id, name = event.body["channel"]["id"], event.body["channel"]["name"]

    def rename(stores: Stores) -> None:
        if (community := linking.met_in(stores, channel_id)) is not None:
            stores.communities.update(replace(community, channel_name=name))
        stores.linking.rename(channel_id, name)

    await deps.write(rename)


async def id_changed(event: Event, deps: Deps) -> None:
    """Slack gave a channel another id: all that is kept of it, and all that waits for it, goes with it."""
    old_id, new_id = event.body["old_channel_id"], event.body["new_channel_id"]

    def move(stores: Stores) -> None:
        stores.lessons.move(old_id, new_id)
        stores.rooms.move(old_id, new_id)
        stores.outbox.move(old_id, new_id)

    await deps.write(move)


async def shared(event: Event, deps: Deps) -> None:
    """People of another organisation came into the channel, or went: it isn't captured there unless members say so."""
    channel_id = event.body["channel"]
    is_shared = event.type == "channel_shared" or bool(event.body.get("is_ext_shared"))

    def look(stores: Stores) -> None:
        room = stores.rooms.get(channel_id)
        is_closed = room is not None and room.is_closed
        rooms.look(stores, channel_id, is_closed=is_closed, is_shared=is_shared, now=deps.now)

    await deps.write(look)


async def _with_community(deps: Deps, channel_id: str, change: Callable[[Stores, Community], object]) -> None:
    def work(stores: Stores) -> None:
        if (community := linking.met_in(stores, channel_id)) is not None:
            change(stores, community)

    await deps.write(work)


FEATURE = Feature(
    events={
        "member_joined_channel": person_joined,
        "member_left_channel": person_left,
        "channel_archive": archived,
        "channel_unarchive": unarchived,
        "channel_deleted": deleted,
        "channel_rename": renamed,
        "channel_id_changed": id_changed,
        "channel_shared": shared,
        "channel_unshared": shared,
    }
)
