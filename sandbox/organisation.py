"""Builds Fieldfare, the invented organisation that the page opens with: its people, channels and recent history."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from sandbox.models import Channel, Message, Reaction, User
from sandbox.organisation_history import EVERYONE, ROOMS, Room, Said
from sandbox.organisation_people import PEOPLE
from sandbox.workspace import Workspace

_REFERENCE = re.compile(r"\{(#?)([\w-]+)\}")


def build(
    now: Callable[[], datetime],
    *,
    seed: str | None = None,
    team_id: str | None = None,
) -> Workspace:
    """Give the workspace of Fieldfare with the app installed, and a history that ends on the last working day."""
    workspace = Workspace(now, name="Fieldfare", domain="fieldfare", seed=seed, team_id=team_id)
    people = {
        person.handle: workspace.add_user(
            User(
                id=workspace.ids.make("U"),
                name=person.handle,
                real_name=person.real_name,
                display_name=person.real_name.partition(" ")[0],
                tz=person.zone,
                email=f"{person.handle}@fieldfare.example",
                team=person.team,
                title=f"{person.title}, {person.team}",
                is_admin=person.is_admin,
            )
        ).id
        for person in PEOPLE
    }
    _Builder(workspace, people).fill()
    return workspace


class _Builder:
    """Turns what was said into channels and messages, without telling listeners: it all happened before."""

    def __init__(self, workspace: Workspace, people: dict[str, str]) -> None:
        self._workspace = workspace
        self._people = people
        self._rooms = {room.name: workspace.ids.make("C") for room in ROOMS}
        self._count = 0

    def fill(self) -> None:
        for room in ROOMS:
            channel = self._channel(room)
            self._workspace.channels[channel.id] = channel
            for said in room.said:
                self._say(channel, said)
            channel.sort()

    def _channel(self, room: Room) -> Channel:
        created = int((self._workspace.now() - timedelta(days=400)).timestamp())
        handles = list(self._people) if room.members == EVERYONE else room.members.split()
        members = [self._people[handle] for handle in handles]
        if room.has_bot:
            members.append(self._workspace.bot_user_id)
        creator = self._people[room.creator]
        return Channel(
            id=self._rooms[room.name],
            name=room.name,
            creator=creator,
            created=created,
            is_private=room.is_private,
            is_archived=room.is_archived,
            is_general=room.name == "general",
            topic=room.topic,
            topic_creator=creator if room.topic else "",
            topic_set=created if room.topic else 0,
            purpose=room.purpose,
            purpose_creator=creator,
            purpose_set=created,
            members=members,
        )

    def _say(self, channel: Channel, said: Said) -> None:
        moment = self._moment(said)
        parent = self._message(channel, said, moment, thread_ts=None)
        if said.is_pinned:
            channel.pins.insert(0, parent.ts)
        for reply in said.replies:
            moment += timedelta(minutes=reply.minutes)
            self._message(channel, reply, moment, thread_ts=parent.ts)

    def _message(self, channel: Channel, said: Said, moment: datetime, *, thread_ts: str | None) -> Message:
        # A thread that would run past the present ends just before it instead.
        self._count += 1
        latest = self._workspace.now() - timedelta(minutes=10)
        seconds = int(min(moment, latest).timestamp())
        message = Message(
            ts=f"{seconds}.{self._count:06d}",
            user=self._people[said.who],
            text=_REFERENCE.sub(self._refer, said.text),
            thread_ts=thread_ts,
            reactions=[self._reaction(written) for written in said.reactions],
        )
        channel.add(message)
        return message

    def _reaction(self, written: str) -> Reaction:
        name, _, handles = written.partition(": ")
        return Reaction(name, [self._people[handle] for handle in handles.split()])

    def _refer(self, match: re.Match[str]) -> str:
        sign, name = match.groups()
        return f"<#{self._rooms[name]}|{name}>" if sign else f"<@{self._people[name]}>"

    def _moment(self, said: Said) -> datetime:
        hour, _, minute = said.at.partition(":")
        day = self._workspace.now()
        for _ in range(said.days):
            day = _working_day_before(day)
        return day.replace(hour=int(hour), minute=int(minute), second=self._count % 60, microsecond=0)


def _working_day_before(day: datetime) -> datetime:
    before = day - timedelta(days=1)
    while before.weekday() >= 5:
        before -= timedelta(days=1)
    return before
