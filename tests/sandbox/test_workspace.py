"""What holds in a workspace whatever people do in it."""

import copy
from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from sandbox.models import Channel, SlackError
from sandbox.workspace import Workspace
from tests.sandbox.rooms import Rooms

PEOPLE = st.sampled_from(["UANA", "UBEN", "UCARO", "UNOBODY", "BOT"])
ROOMS = st.sampled_from(["CGENERAL", "CBIRDS", "CQUIET", "CNEST", "CNOWHERE"])
WORDS = st.sampled_from(["", "hello", "x" * 300])
NAMES = st.sampled_from(["birds", "finches", "Wrens", "", "quiet"])


class Life(RuleBasedStateMachine):
    """People and the bot do things in any order; a refusal changes nothing and says nothing to listeners."""

    def __init__(self) -> None:
        super().__init__()
        self.rooms = Rooms()
        self.workspace: Workspace = self.rooms.workspace
        self.stamps: list[str] = ["1.000000"]

    def attempt(self, act: Callable[[], Any]) -> Any:
        before, told = copy.deepcopy(self.workspace.channels), len(self.rooms.changes)
        try:
            return act()
        except SlackError:
            assert self.workspace.channels == before
            assert len(self.rooms.changes) == told
            return None

    def someone(self, name: str) -> str:
        return self.workspace.bot_user_id if name == "BOT" else name

    @rule(who=PEOPLE, room=ROOMS, words=WORDS, reply=st.booleans(), data=st.data())
    def post(self, who: str, room: str, words: str, reply: bool, data: st.DataObject) -> None:
        thread_ts = data.draw(st.sampled_from(self.stamps)) if reply else None
        who = self.someone(who)
        message = self.attempt(lambda: self.workspace.post(who, room, text=words, thread_ts=thread_ts))
        if message is not None:
            assert message.ts > max(self.stamps)
            self.stamps.append(message.ts)

    @rule(who=PEOPLE, room=ROOMS, words=WORDS, data=st.data())
    def edit(self, who: str, room: str, words: str, data: st.DataObject) -> None:
        ts = data.draw(st.sampled_from(self.stamps))
        self.attempt(lambda: self.workspace.edit(self.someone(who), room, ts, text=words))

    @rule(who=PEOPLE, room=ROOMS, data=st.data())
    def delete(self, who: str, room: str, data: st.DataObject) -> None:
        ts = data.draw(st.sampled_from(self.stamps))
        self.attempt(lambda: self.workspace.delete(self.someone(who), room, ts))

    @rule(who=PEOPLE, room=ROOMS, name=st.sampled_from(["bulb", "+1", "nothing"]), back=st.booleans(), data=st.data())
    def react(self, who: str, room: str, name: str, back: bool, data: st.DataObject) -> None:
        ts = data.draw(st.sampled_from(self.stamps))
        act = self.workspace.unreact if back else self.workspace.react
        self.attempt(lambda: act(self.someone(who), room, ts, name))

    @rule(who=PEOPLE, room=ROOMS, off=st.booleans(), data=st.data())
    def pin(self, who: str, room: str, off: bool, data: st.DataObject) -> None:
        ts = data.draw(st.sampled_from(self.stamps))
        act = self.workspace.unpin if off else self.workspace.pin
        self.attempt(lambda: act(self.someone(who), room, ts))

    @rule(who=PEOPLE, room=ROOMS, what=st.sampled_from(["join", "leave", "archive", "unarchive", "make_private"]))
    def change_room(self, who: str, room: str, what: str) -> None:
        self.attempt(lambda: getattr(self.workspace, what)(self.someone(who), room))

    @rule(who=PEOPLE, room=ROOMS, whom=st.lists(PEOPLE, max_size=3), forced=st.booleans())
    def invite(self, who: str, room: str, whom: list[str], forced: bool) -> None:
        people = [self.someone(name) for name in whom]
        self.attempt(lambda: self.workspace.invite(self.someone(who), room, people, is_forced=forced))

    @rule(who=PEOPLE, room=ROOMS, name=NAMES)
    def rename(self, who: str, room: str, name: str) -> None:
        self.attempt(lambda: self.workspace.rename(self.someone(who), room, name))

    @rule(who=PEOPLE, name=NAMES)
    def create(self, who: str, name: str) -> None:
        if len(self.workspace.channels) < 8:
            self.attempt(lambda: self.workspace.create_channel(self.someone(who), name))

    @precondition(lambda self: not self.workspace.users["UCARO"].deleted)
    @rule()
    def deactivate(self) -> None:
        self.workspace.deactivate("UCARO")

    @rule(seconds=st.floats(-100, 1_000_000))
    def wait(self, seconds: float) -> None:
        self.rooms.hands.advance(seconds)

    @invariant()
    def every_room_is_in_order(self) -> None:
        names = [channel.name for channel in self.workspace.channels.values()]
        assert len(set(names)) == len(names)
        for channel in self.workspace.channels.values():
            self.room_is_in_order(channel)

    def room_is_in_order(self, channel: Channel) -> None:
        assert list(channel.messages) == sorted(channel.messages)
        assert len(set(channel.members)) == len(channel.members)
        assert not any(self.workspace.users[member].deleted for member in channel.members)
        assert set(channel.pins) <= set(channel.messages)
        replies = [message for message in channel.messages.values() if message.is_reply]
        for reply in replies:
            assert reply in channel.replies(str(reply.thread_ts))
            assert not channel.messages[str(reply.thread_ts)].is_reply
        assert sum(len(channel.replies(ts)) for ts in channel.messages) == len(replies)
        for message in channel.messages.values():
            for reaction in message.reactions:
                assert reaction.users
                assert len(set(reaction.users)) == len(reaction.users)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
