"""Whatever happens to a message, and however Slack tells of it, it ends in one state.

The oracle, in words. What the message, its thread's first message and the marks on it are in the end decides alone:

- it was deleted, or says nothing any more: nothing is found or shown, and none of its words stand in any table;
- else, while somebody's mark stands on it: it is one lesson, in the message's words of now, by its author, with what
  the thread's first message says now as what happened, or nothing when that was deleted;
- else it is no lesson: its capture was undone, as all of this happens within ten minutes.

What no person said any more (the words before an edit) stands nowhere either. Its thread has at most one card, which
says how the lesson ended.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import count, cycle
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from community.lessons import is_withdrawn
from community.readers import NO_ROOMS
from sandbox.models import Message
from storage.stores import METADATA, Stores
from tests.handlers.happening import Happening
from tests.handlers.room import Room

PICTURE = [{"type": "image", "image_url": "https://pictures.example/1.png", "alt_text": ""}]
PEOPLE = ("ana", "caro")
ACTS = st.lists(
    st.one_of(
        st.just(("edit", "")),
        st.just(("edit", "")),
        st.just(("picture", "")),
        st.just(("edit parent", "")),
        st.sampled_from([("mark", name) for name in PEOPLE]),
        st.sampled_from([("mark", name) for name in PEOPLE]),
        st.sampled_from([("delete", ""), ("delete parent", "")]),
    ),
    min_size=1,
    max_size=9,
)


_NUMBERS = count(1)


class Thread:
    """A question, its answer by Ben, and what people do to both."""

    def __init__(self, room: Room, *, is_reply: bool) -> None:
        self.room = room
        self.happening = Happening(room)
        self.said: list[str] = []
        self.marks: set[str] = set()
        self.heard: set[str] = set()
        self.asked: str | None = self.word("Questionquail")
        self.answer: str | None = self.word("Answerauk")
        if is_reply:
            self.parent = room.say("caro", self.asked)
            self.message = room.say("ben", self.answer, thread_ts=self.parent.ts)
        else:
            self.asked = None
            self.parent = self.message = room.say("ben", self.answer)
        self.happening.take()

    def word(self, base: str) -> str:
        """Give a text that nobody said before."""
        said = f"{base}{next(_NUMBERS)}z is what we learnt in the end of this sprint"
        self.said.append(said)
        return said

    def act(self, what: str, name: str) -> None:
        """Do it if it can be done."""
        self.room.wait(timedelta(seconds=1))
        if what == "mark" and self.is_there(self.message):
            change = self.room.workspace.unreact if name in self.marks else self.room.workspace.react
            change(self.room.person(name), self.channel_id, self.message.ts, "bulb")
            self.marks ^= {name}
        elif what in {"edit", "picture"} and self.is_there(self.message):
            self.answer = self.word("Answerauk") if what == "edit" else None
            self._edit("ben", self.message, self.answer)
        elif what == "delete" and self.is_there(self.message):
            self.answer = None
            self.room.workspace.delete(self.room.person("ben"), self.channel_id, self.message.ts)
        elif what == "edit parent" and self.asked is not None:
            self.asked = self.word("Questionquail")
            self._edit("caro", self.parent, self.asked)
        elif what == "delete parent" and self.asked is not None:
            self.asked = None
            self.room.workspace.delete(self.room.person("caro"), self.channel_id, self.parent.ts)

    async def hear_one(self, waiting: list[Mapping[str, Any]], turn: Iterator[int]) -> None:
        """Let the bot hear of one of the things that wait; it may come once more."""
        if waiting:
            heard = waiting[next(turn) % len(waiting)]
            await self.happening.hear(heard)
            if next(turn) % 4 or heard["event_id"] in self.heard:
                waiting.remove(heard)
            self.heard.add(heard["event_id"])

    def is_there(self, message: Message) -> bool:
        there = self.room.channel("birds").messages.get(message.ts)
        return there is not None and there.subtype != "tombstone"

    @property
    def channel_id(self) -> str:
        return self.room.channel("birds").id

    def _edit(self, name: str, message: Message, text: str | None) -> None:
        blocks = PICTURE if text is None else []
        self.room.workspace.edit(self.room.person(name), self.channel_id, message.ts, text=text or "", blocks=blocks)


THE_EDIT_LAST = [1, 0, 1, 7, 0, 0, 0, 0, 1, 1, 0, 1]  # and the card was sent before, so that a tombstone is left
AT_ONCE = [1, 0, 1, 0]  # one thing is heard of after each act: the first that waits, and not again

TOGGLED_WHILE_WORDLESS = [("mark", "ana"), ("picture", ""), ("mark", "ana"), ("edit", "")]
MARKED_WHILE_WORDLESS = [("picture", ""), ("mark", "ana"), ("edit", "")]
DELETED_AFTER_AN_EDIT = [("mark", "ana"), ("edit", ""), ("delete", "")]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@example(acts=TOGGLED_WHILE_WORDLESS, is_reply=True, turns=AT_ONCE)
@example(acts=MARKED_WHILE_WORDLESS, is_reply=True, turns=AT_ONCE)
@example(acts=DELETED_AFTER_AN_EDIT, is_reply=False, turns=THE_EDIT_LAST)
@given(acts=ACTS, is_reply=st.booleans(), turns=st.lists(st.integers(0, 7), min_size=1, max_size=40))
async def test_it_ends_in_one_state(room: Room, acts: list[tuple[str, str]], is_reply: bool, turns: list[int]) -> None:
    """`turns` say how many things are heard of after each act, which ones, and whether they come again later."""
    thread, waiting, turn = Thread(room, is_reply=is_reply), [], cycle(turns)
    for what, name in acts:
        thread.act(what, name)
        waiting += thread.happening.take()
        for _ in range(next(turn) % 3):
            await thread.hear_one(waiting, turn)
        if next(turn) > 5:
            await room.deliver()
    while waiting:
        await thread.hear_one(waiting, turn)
    await room.deliver()

    await _check(room, thread)


async def _check(room: Room, thread: Thread) -> None:
    def found(stores: Stores) -> Any:
        lesson = stores.lessons.at(thread.channel_id, thread.message.ts)
        recent = {one.number for one in stores.lessons.recent(rooms=NO_ROOMS, limit=1000)}
        kept = "\n".join(
            str(row) for table in METADATA.sorted_tables for row in stores.connection.execute(select(table))
        )
        return lesson, recent, kept

    lesson, recent, kept = await room.read(found)
    if thread.answer is not None and thread.marks:
        assert lesson is not None
        assert (lesson.learnt, lesson.happened) == (thread.answer, thread.asked or "")
        assert not is_withdrawn(lesson)
        assert lesson.number in recent
        assert lesson.author_id == room.person("ben")
    else:
        assert lesson is None or (is_withdrawn(lesson) and lesson.number not in recent)
    unsaid = {text.split()[0] for text in thread.said} - {
        text.split()[0] for text in (thread.answer, thread.asked) if text is not None
    }
    assert {word for word in unsaid if word in kept} == set()
    cards = [one for one in room.thread(thread.parent) if "Lesson #" in one.text]
    assert len(cards) <= 1
    if lesson is not None and not is_withdrawn(lesson):
        assert (thread.answer or "").split()[0] in str(cards[0].blocks)
    else:
        assert not any("Answerauk" in str(card.blocks) for card in cards)
