"""A society without a wire: people in rooms that open and close, and all that anybody is shown.

Slack answers from these few rooms, in this process, so that thousands of readings take seconds. What people do is
undone again at once: only the society itself changes, and what was shown is kept.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from sqlalchemy import Connection, create_engine, delete, select

from community.errors import CommunityError
from handlers import payloads
from handlers.deps import AlreadyHandled, Deps, Outcome
from handlers.features import TABLE
from handlers.payloads import Action, Command, Event, Shortcut, Submission
from storage.outbox import delivery_table
from storage.stores import Stores
from tests.some import NOW

T = TypeVar("T")

WORKSPACE, BOT = "T0SOCIETY", "U0BOT"
PEOPLE = ("U0ANA", "U0BEN", "U0CARO", "U0DIVYA", "U0EWA")
OPEN, TEAM, BOSSES = "C0OPEN", "C0TEAM", "C0BOSSES"


@dataclass
class Place:
    """A channel as Slack has it."""

    is_private: bool
    members: set[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody was shown, and where: to themselves when `channel_id` is None, else to all who are there."""

    text: str
    user_id: str | None = None
    channel_id: str | None = None


@dataclass
class Society:
    """People, rooms and tables; `shown` is what was shown since it was last emptied."""

    connection: Connection
    places: dict[str, Place] = field(
        default_factory=lambda: {
            OPEN: Place(is_private=False, members={*PEOPLE}),
            TEAM: Place(is_private=True, members={"U0ANA", "U0BEN"}),
            BOSSES: Place(is_private=True, members={"U0CARO"}),
        }
    )
    shown: list[Shown] = field(default_factory=list)
    acting: str = ""
    client: "Slack" = field(init=False)

    def __post_init__(self) -> None:
        self.client = Slack(self)

    def may_see(self, user_id: str, channel_id: str) -> bool:
        """Tell what the rule is: everybody sees what was said in public, and members what was said in their room."""
        place = self.places[channel_id]
        return not place.is_private or user_id in place.members

    def readers_of(self, shown: Shown) -> set[str]:
        """Give who sees what was shown."""
        if shown.user_id is not None:
            return {shown.user_id}
        place = self.places.get(shown.channel_id or "")
        return set(PEOPLE) if place is None or not place.is_private else place.members & {*PEOPLE}

    def stores(self) -> Stores:
        return Stores(self.connection, WORKSPACE)

    def tell(self, work: Callable[[Stores], object]) -> None:
        """Change the tables for good, and show what that puts into the outbox."""
        stores = self.stores()
        work(stores)
        self.deliver(stores)
        self.connection.execute(delete(delivery_table))

    def deliver(self, stores: Stores) -> None:
        """Show what waits in the outbox to those it is for."""
        for row in stores.connection.execute(select(delivery_table.c.arguments)):
            where = str(row.arguments.get("channel") or "")
            is_person = where.startswith("U")
            said = Shown(str(row.arguments), where if is_person else None, None if is_person else where)
            self.shown.append(said)

    async def command(self, user_id: str, name: str, text: str, *, channel_id: str = OPEN) -> None:
        body = {"command": name, "text": text, "user_id": user_id, "channel_id": channel_id, "trigger_id": "1.2"}
        command: Command = payloads.command(body)
        words = TABLE.commands[name]
        await self._answered(user_id, (words.get(command.word) or words[""])(command, self.deps()))

    async def click(self, user_id: str, action_id: str, value: str, *, channel_id: str = OPEN) -> None:
        action = Action(
            action_id, value, user_id, channel_id, "1785000000.9", None, "1.2", "https://x.example", None, None, ""
        )
        await self._answered(user_id, TABLE.actions[action_id](action, self.deps()))

    async def submit(self, user_id: str, callback_id: str, metadata: str, values: Mapping[str, str]) -> None:
        submission = Submission(callback_id, user_id, metadata, _Blank(values), {}, "V1", "1.2")
        await self._answered(user_id, TABLE.views[callback_id](submission, self.deps()))

    async def shortcut(self, user_id: str, callback_id: str, channel_id: str, ts: str) -> None:
        shortcut = Shortcut(callback_id, user_id, "1.2", channel_id, ts, None)
        await self._answered(user_id, TABLE.shortcuts[callback_id](shortcut, self.deps()))

    async def hear(self, kind: str, **body: Any) -> None:
        event = Event("Ev1", kind, {"type": kind, "event_ts": f"{NOW.timestamp():.6f}", **body})
        await self._answered(str(body.get("user")), TABLE.events[kind](event, self.deps()))

    async def tick(self, name: str) -> None:
        """Let what is due be done once: it stays due, since it is undone."""
        with suppress(_Enough):
            await TABLE.ticks[name](self.deps(writes=1))

    async def round(self, name: str) -> None:
        """Let what is looked at once an hour be looked at."""
        with suppress(_Enough):
            await TABLE.rounds[name](self.deps(writes=1))

    def deps(self, *, writes: int = 9) -> Deps:
        return Deps(
            workspace_id=WORKSPACE,
            bot_user_id=BOT,
            client=self.client,
            now=NOW,
            capture_emoji=("bulb",),
            channel_prefix="cop-",
            storage=_Undoing(self, writes),
            outcomes=_unknown,
            meaning=_Careless(),
            home=TABLE.home,
        )

    async def _answered(self, user_id: str, answering: Any) -> None:
        """Keep what a handler answers; what it can't read of a made-up request is a refusal that says nothing."""
        self.acting = user_id
        try:
            answer = await answering
        except (CommunityError, AlreadyHandled) as error:
            self.shown.append(Shown(str(error), user_id))
        except (KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
            self.shown.append(Shown(repr(error), user_id))
        else:
            self.shown.append(Shown(str(answer), user_id))


@contextmanager
def society_of(database_url: str) -> Iterator[Society]:
    """Give a society whose tables are one transaction of this database, which is never committed."""
    engine = create_engine(database_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        yield Society(connection)
        connection.exec_driver_sql("ROLLBACK")
    engine.dispose()


class Slack(AsyncWebClient):
    """Answers from the society's rooms; what it is asked to show is shown."""

    def __init__(self, society: Society) -> None:
        super().__init__(token="xoxb-society", session=_Uploads(society))  # type: ignore[arg-type]
        self._society = society

    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        arguments = {**(given.get("params") or {}), **(given.get("data") or {}), **(given.get("json") or {})}
        answer = self._answer(api_method, arguments)
        response = AsyncSlackResponse(
            client=self, http_verb="POST", api_url="", req_args={}, data=answer, headers={}, status_code=200
        )
        if not answer["ok"]:
            raise SlackApiError(answer["error"], response)  # type: ignore[no-untyped-call]
        return response

    def _answer(self, method: str, arguments: Mapping[str, Any]) -> dict[str, Any]:  # noqa: PLR0911  # a table
        places = self._society.places
        match method:
            case "conversations.info" if (place := places.get(arguments["channel"])) is not None:
                shape = {"id": arguments["channel"], "name": "x", "is_private": place.is_private, "is_member": True}
                return {"ok": True, "channel": shape}
            case "conversations.members" if (place := places.get(arguments["channel"])) is not None:
                return {"ok": True, "members": sorted({*place.members, BOT})}
            case "users.conversations":
                user_id = arguments.get("user") or BOT
                inside = [
                    {"id": channel_id}
                    for channel_id, place in places.items()
                    if place.is_private and user_id in {*place.members, BOT}
                ]
                return {"ok": True, "channels": inside}
            case "users.info":
                return {"ok": True, "user": {"id": arguments["user"], "name": "x", "tz": "UTC"}}
            case "conversations.open":
                return {"ok": True, "channel": {"id": f"D{arguments['users']}"}}
            case "files.getUploadURLExternal":
                return {"ok": True, "upload_url": "https://files.example/", "file_id": "F1"}
            case "views.publish":
                self._society.shown.append(Shown(str(arguments["view"]), arguments["user_id"]))
            case "chat.postEphemeral":
                self._society.shown.append(Shown(str(arguments), arguments["user"]))
            case "files.completeUploadExternal" | "views.open":
                self._society.shown.append(Shown(str(arguments), self._society.acting))
            case _:
                return {"ok": False, "error": "channel_not_found"}
        return {"ok": True}


class _Uploads:
    """Takes the bytes of files, which are shown to whoever is acting."""

    def __init__(self, society: Society) -> None:
        self._society = society

    @asynccontextmanager
    async def post(self, address: str, *, data: bytes, headers: Mapping[str, str]) -> Any:
        self._society.shown.append(Shown(data.decode("utf-8", "replace"), self._society.acting))
        yield self

    def raise_for_status(self) -> None:
        pass


class _Enough(Exception):  # an outcome, not a fault
    """It was written as often as it may be."""


class _Undoing:
    """Storage that undoes each write at once, and shows what it put into the outbox; so many writes and no more."""

    def __init__(self, society: Society, writes: int) -> None:
        self._society = society
        self._writes = writes

    async def read(self, workspace_id: str, work: Callable[[Stores], T]) -> T:
        return work(self._society.stores())

    async def write(self, workspace_id: str, work: Callable[[Stores], T]) -> T:
        if self._writes == 0:
            raise _Enough
        self._writes -= 1
        stores = self._society.stores()
        stores.connection.exec_driver_sql("SAVEPOINT before")
        try:
            result = work(stores)
            self._society.deliver(stores)
        finally:
            stores.connection.exec_driver_sql("ROLLBACK TO before")
        return result


class _Careless:
    """A meaning that forgets about rooms: what is shown must not hang on models alone."""

    async def near(self, text: str, *, rooms: Any, limit: int) -> list[int]:
        return list(range(1, 31))

    async def closeness(self, text: str, others: Any) -> list[float]:
        return [0.99 for _ in others]

    async def fitting(self, about: Any, among: Any, *, limit: int) -> list[dict[int, float]]:
        return [dict.fromkeys(range(1, 31), 0.99) for _ in about]


class _Blank(dict[str, str]):
    """A form in which everything that isn't filled in is empty."""

    def __missing__(self, key: str) -> str:
        return ""


async def _unknown(delivery_id: int, within: timedelta) -> Outcome | None:
    return None
