"""The App Home: shown anew whenever a person opens it or acts from it."""

import structlog
from slack_sdk.errors import SlackApiError

from community.readers import NO_ROOMS
from community.stores import Stores
from handlers import people
from handlers.blocks import home as blocks
from handlers.deps import Deps
from handlers.payloads import Event
from handlers.table import Feature

log = structlog.get_logger()


async def opened(event: Event, deps: Deps) -> None:
    """Show the Home when its tab is opened; Slack tells of the messages tab with the same event."""
    user_id = event.body["user"]
    if event.body.get("tab", "home") == "home":
        await show(deps, user_id)
    person = await people.met(deps, user_id)
    if person is not None:
        await deps.write(lambda stores: stores.people.save(person, now=deps.now))


async def show(deps: Deps, user_id: str) -> None:
    """Publish a person's Home as things are now; that Slack doesn't take it spoils nothing else."""
    found = await deps.read(lambda stores: _overview(stores, user_id, deps))
    try:
        await deps.client.views_publish(user_id=user_id, view=dict(blocks.overview(found).payload))
    except SlackApiError as error:
        log.warning("A Home was not taken.", user_id=user_id, error=error.response.get("error"))


def _overview(stores: Stores, user_id: str, deps: Deps) -> blocks.Overview:
    yours = stores.communities.of(user_id)
    everywhere = stores.communities.all()
    joined = {community.id for community in yours}
    return blocks.Overview(
        yours=yours,
        others=[community for community in everywhere if community.id not in joined],
        coming=stores.meetups.coming_up(deps.now, limit=blocks.COMING),
        # Slack keeps a Home and shows it again without asking us, also to who left a closed room meanwhile.
        lessons=stores.lessons.recent(rooms=NO_ROOMS, limit=blocks.LESSONS),
        team=stores.teams.of(user_id),
        topics={community.id: community.topic for community in everywhere},
        mark=deps.capture_emoji[0],
    )


FEATURE = Feature(events={"app_home_opened": opened})
