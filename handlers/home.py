"""The App Home: shown anew whenever a person opens it or clicks in it."""

import structlog
from slack_sdk.errors import SlackApiError

from community.home import WORDS_LIMIT, Place, Tab
from community.people import Person
from community.stores import Stores
from handlers import admins, dates, mrkdwn, people, reading
from handlers.answers import Answer, Done
from handlers.at_home import Visitor
from handlers.blocks import home as blocks
from handlers.blocks.parts import View
from handlers.deps import Deps
from handlers.payloads import Action, Event
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
    """Publish a person's Home as things are now, where they are in it; that Slack doesn't take it spoils nothing."""
    person = await reading.person(deps, user_id)
    place = await deps.read(lambda stores: stores.home.place(user_id))
    is_admin = place.tab is Tab.SETTINGS and await admins.is_admin(deps, user_id)
    view = await deps.read(lambda stores: view_of(stores, person, place, deps, is_admin=is_admin))
    try:
        await deps.client.views_publish(user_id=user_id, view=dict(view.payload))
    except SlackApiError as error:
        log.warning("A Home was not taken.", user_id=user_id, error=error.response.get("error"))


async def go(action: Action, deps: Deps) -> Answer:
    """Go to another tab; as after every click in a Home, it is shown anew."""
    place = Place(blocks.TABS[action.action_id])
    await deps.write(lambda stores: stores.home.go(action.user_id, place))
    return Done()


async def turn(action: Action, deps: Deps) -> Answer:
    """Turn to another page of the tab."""

    def work(stores: Stores) -> None:
        here = stores.home.place(action.user_id)
        stores.home.go(action.user_id, Place(here.tab, max(int(action.value), 0), here.words))

    await deps.write(work)
    return Done()


async def find(action: Action, deps: Deps) -> Answer:
    """Look for what was typed within the tab; for nothing, all is shown again."""
    words = " ".join(mrkdwn.keepable(action.value).split())[:WORDS_LIMIT]

    def work(stores: Stores) -> None:
        here = stores.home.place(action.user_id)
        stores.home.go(action.user_id, Place(here.tab, words=words))

    await deps.write(work)
    return Done()


def view_of(stores: Stores, person: Person, place: Place, deps: Deps, *, is_admin: bool) -> View:
    """Give a person's Home at this place of it, as things are now."""
    visitor = Visitor(person, place, deps.now, deps.capture_emoji[0], is_admin=is_admin)
    content = [block for part in deps.home.get(place.tab, ()) for block in part(stores, visitor)]
    return dates.view(stores, blocks.frame(place, content), person.user_id, person.zone)


FEATURE = Feature(
    actions={
        **dict.fromkeys(blocks.TABS, go),
        "home.page.back": turn,
        "home.page.on": turn,
        blocks.FIND: find,
    },
    events={"app_home_opened": opened},
)
