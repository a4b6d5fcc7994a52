"""No lesson of a closed room is ever shown to somebody who isn't in it: random rooms, everything the bot answers to."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random  # noqa: TID251  # seeded, so a run is like the one before
from typing import Any

import pytest
from structlog.testing import capture_logs

from community import digest
from community.communities import Aim, Member, NewCommunity
from community.lessons import Kind, NewLesson, Source
from community.librarians import Item
from community.people import Person
from community.relearning import NewHint
from community.spread import Adoption, Answer, NewProposal, Share, Visit
from community.teams import NewTeam
from handlers import rooms
from handlers.features import TABLE
from handlers.payloads import pack
from storage.stores import Stores
from tests.handlers.society import BOSSES, OPEN, PEOPLE, TEAM, Shown, Society, society_of
from tests.some import NOW

READS = 10_000
LESSONS = 12
CLOSED, NEVER = 11, 99  # a lesson of the team's room, and one there never was
# How the places of lessons 1, 2, 3, … go round.
SAID_IN = (OPEN, TEAM, BOSSES)

Step = Callable[[Society, Random], Any]


@pytest.fixture
def society(sqlite_url: str) -> Iterator[Society]:
    # Ten thousand log lines take longer to be written than to be right.
    with capture_logs(), society_of(sqlite_url) as made:
        made.tell(_fill)
        yield made


@pytest.fixture(scope="module")
def asked(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Society]:
    """Give a society that is only asked; since what people do is undone, one serves every question."""
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("society"))
    with society_of(f"sqlite:///{path}") as made:
        made.tell(_fill)
        yield made


async def test_ten_thousand_readings_show_no_lesson_to_whom_its_room_is_closed(society: Society) -> None:
    chance = Random(20260803)  # noqa: S311
    surfaces = list(_surfaces())
    seen = 0

    for number in range(READS):
        society.shown.clear()
        if number % 40 == 0:
            _change(society, chance)
        step = surfaces[number % len(surfaces)] if number < 2 * len(surfaces) else chance.choice(surfaces)
        await step(society, chance)
        leaks = [leak for shown in society.shown for leak in _leaks(society, shown)]
        assert leaks == [], f"reading {number}"
        seen += sum(_secret(one) in shown.text for shown in society.shown for one in _closed(society))

    # Otherwise nothing that could leak would have been shown at all.
    assert seen > 300


async def test_members_find_what_was_said_in_their_room_and_others_find_nothing(society: Society) -> None:
    chance = Random(7)  # noqa: S311
    found = {True: 0, False: 0}

    for _ in range(60):
        _change(society, chance)
        for user_id in PEOPLE:
            lesson = chance.randint(1, LESSONS)
            society.shown.clear()
            await society.command(user_id, "/lesson", _cue(lesson))
            is_member = society.may_see(user_id, _said_in(lesson))
            assert (_secret(lesson) in society.shown[-1].text) is is_member
            assert ("1 lesson about" in society.shown[-1].text) is is_member
            found[is_member] += 1

    assert min(found.values()) > 30


@pytest.mark.parametrize(
    ("what", "name"),
    [
        *(("command", f"{name} {word}".strip()) for name, words in TABLE.commands.items() for word in words),
        *(("click", action_id) for action_id in TABLE.actions),
        *(("submit", callback_id) for callback_id in TABLE.views),
    ],
)
async def test_a_lesson_of_a_closed_room_is_answered_like_one_that_never_was(
    asked: Society, what: str, name: str
) -> None:
    # Ewa isn't in the team's room, and has nothing to do with its lesson.
    for value in ("{}", "#{}", "{} adopted", "adopted {}", "{} 1"):
        answers = []
        for number in (CLOSED, NEVER):
            asked.shown.clear()
            await _ask(asked, what, name, "U0EWA", value.format(number))
            # Either number, since hours and ids of others may be the same.
            answers.append([re.sub(rf"(?<!\d)({CLOSED}|{NEVER})(?!\d)", "N", one.text) for one in asked.shown])
        assert answers[0] == answers[1]


def test_every_way_to_ask_is_among_the_readings() -> None:
    names = [name for name, _ in _named_surfaces()]

    assert set(names) >= {f"click {action_id}" for action_id in TABLE.actions}
    assert set(names) >= {f"submit {callback_id}" for callback_id in TABLE.views}
    assert set(names) >= {f"shortcut {callback_id}" for callback_id in TABLE.shortcuts}
    assert set(names) >= {f"tick {name}" for name in TABLE.ticks}
    assert set(names) >= {f"round {name}" for name in TABLE.rounds}
    assert set(names) >= {f"{name} {word}".strip() for name, words in TABLE.commands.items() for word in words}
    assert set(names) >= {f"event {kind}" for kind in TABLE.events if kind not in _MOVES}


# Events that tell of channels rather than show anything; the society itself opens and closes rooms.
_MOVES = {
    "channel_archive",
    "channel_deleted",
    "channel_id_changed",
    "channel_rename",
    "channel_shared",
    "channel_unarchive",
    "channel_unshared",
    "group_archive",
    "group_rename",
    "group_unarchive",
}


def _surfaces() -> Iterator[Step]:
    yield from (step for _, step in _named_surfaces())


def _named_surfaces() -> Iterator[tuple[str, Step]]:
    """Give everything that can be asked, by name: read off the table, so that what is new can't be forgotten."""
    for name, words in TABLE.commands.items():
        for word in words:
            yield f"{name} {word}".strip(), _asking("command", f"{name} {word}".strip())
    yield from ((f"click {action_id}", _asking("click", action_id)) for action_id in TABLE.actions)
    yield from ((f"submit {callback_id}", _asking("submit", callback_id)) for callback_id in TABLE.views)
    yield from ((f"shortcut {callback_id}", _pointing(callback_id)) for callback_id in TABLE.shortcuts)
    yield from ((f"event {kind}", _hearing(kind)) for kind in TABLE.events if kind not in _MOVES)
    yield from ((f"tick {name}", _ticking(name)) for name in TABLE.ticks)
    yield from ((f"round {name}", _going_round(name)) for name in TABLE.rounds)


def _asking(what: str, name: str) -> Step:
    async def ask(society: Society, chance: Random) -> None:
        lesson = chance.randint(1, LESSONS)
        value = chance.choice(
            (
                str(lesson),
                f"#{lesson}",
                _cue(lesson),
                f"0 {_cue(lesson)}",
                f"{lesson} adopted",
                f"adopted {lesson}",
                f"{lesson} {chance.randint(1, 3)}",
                f"{_said_in(lesson)} {_ts(lesson)}",
                "kind:tool",
                "by:@U0BEN",
                f"team:kestrel -{_cue(lesson)}",
                "",
            )
        )
        channel_id = chance.choice(SAID_IN)
        await _ask(society, what, name, chance.choice(PEOPLE), value, channel_id=channel_id)

    return ask


async def _ask(society: Society, what: str, name: str, user_id: str, value: str, *, channel_id: str = OPEN) -> None:
    if user_id not in society.places[channel_id].members:
        channel_id = OPEN  # nobody clicks or types where they are not
    match what:
        case "command":
            command, _, word = name.partition(" ")
            await society.command(user_id, command, f"{word} {value}".strip(), channel_id=channel_id)
        case "click":
            await society.click(user_id, name, value, channel_id=channel_id)
        case "submit":
            number = re.search(r"\d+", value)
            metadata = pack(**dict.fromkeys(_IDS, int(number[0]) if number else 1))
            await society.submit(user_id, name, metadata, _FILLED_IN)


_IDS = (
    "number",
    "community_id",
    "proposal_id",
    "hint_id",
    "version",
    "builds_on",
    "suggestion_id",
    "team_id",
    "component_id",
    "note_id",
    "ask_id",
    "meetup",
    "meetup_id",
    "series_id",
    "session",
    "meetup_id",
)
_FILLED_IN = {
    "words": "cue",
    "title": "A title",
    "learnt": "What we learnt",
    "name": "Kestrel",
    "comes": "off",
    "how": "channel",
}


def _pointing(callback_id: str) -> Step:
    async def point(society: Society, chance: Random) -> None:
        lesson, user_id = chance.randint(1, LESSONS), chance.choice(PEOPLE)
        if user_id in society.places[_said_in(lesson)].members:  # nobody points at what they don't see
            await society.shortcut(user_id, callback_id, _said_in(lesson), _ts(lesson))

    return point


def _hearing(kind: str) -> Step:
    async def hear(society: Society, chance: Random) -> None:
        lesson, user_id, channel_id = chance.randint(1, LESSONS), chance.choice(PEOPLE), chance.choice(SAID_IN)
        if user_id not in society.places[channel_id].members:
            channel_id = OPEN
        address = f"https://x.slack.com/archives/{_said_in(lesson)}/p{_ts(lesson).replace('.', '')}"
        body: dict[str, Any] = {
            "user": user_id,
            "channel": channel_id,
            "ts": f"17860{chance.randint(10_000, 99_999)}.000100",
            "channel_type": "channel",
            "text": chance.choice(
                (f"lesson #{lesson}", f"#{lesson}?", f"<{address}>", f"Who knows about {_cue(lesson)}?")
            ),
        }
        if kind.startswith("reaction"):
            body["item"] = {"type": "message", "channel": channel_id, "ts": _ts(lesson)}
            body["reaction"] = chance.choice(("bulb", "seedling", "white_check_mark"))
        if kind == "user_change":
            body["user"] = {"id": user_id, "name": "x", "deleted": chance.random() < 0.5}
        await society.hear(kind, **body)

    return hear


def _ticking(name: str) -> Step:
    async def tick(society: Society, chance: Random) -> None:
        await society.tick(name)

    return tick


def _going_round(name: str) -> Step:
    async def go(society: Society, chance: Random) -> None:
        await society.round(name)

    return go


def _change(society: Society, chance: Random) -> None:
    """Let somebody come or go, or let a channel be opened or closed, of which the bot is told."""
    channel_id = chance.choice(SAID_IN)
    place = society.places[channel_id]
    if chance.random() < 0.8:
        place.members ^= {chance.choice(PEOPLE)}
        return
    place.is_private = not place.is_private
    told = rooms.closed if place.is_private else rooms.opened
    society.tell(lambda stores: told(stores, channel_id, NOW))


def _leaks(society: Society, shown: Shown) -> Iterator[str]:
    for lesson in _closed(society):
        if _secret(lesson) in shown.text:
            strangers = [one for one in society.readers_of(shown) if not society.may_see(one, _said_in(lesson))]
            if strangers:
                yield f"{strangers} were shown {_said_in(lesson)}'s lesson {lesson}: {shown}"


def _closed(society: Society) -> list[int]:
    return [lesson for lesson in range(1, LESSONS + 1) if society.places[_said_in(lesson)].is_private]


def _said_in(lesson: int) -> str:
    return SAID_IN[(lesson - 1) % len(SAID_IN)]


def _cue(lesson: int) -> str:
    return f"cue{lesson:02}cue"


def _secret(lesson: int) -> str:
    return f"kept{lesson:02}secret"


def _ts(lesson: int) -> str:
    return f"1785000{lesson:03}.000100"


def _fill(stores: Stores) -> None:
    """Keep twelve lessons with a little of everything that hangs on them; each part of each says its secret."""
    for user_id in PEOPLE:
        stores.people.save(Person(user_id, user_id.title(), "UTC"), now=NOW)
    kestrel = stores.teams.add(NewTeam("kestrel", "Kestrel", "U0ANA", NOW))
    heron = stores.teams.add(NewTeam("heron", "Heron", "U0CARO", NOW))
    for user_id, team in zip(PEOPLE, (kestrel, kestrel, heron, heron), strict=False):
        stores.teams.put(user_id, team.id, now=NOW)
    community = stores.communities.add(
        NewCommunity("cues", "Cues", "", Aim.BOTH, "open", OPEN, False, "U0ANA", NOW - timedelta(days=30), "UTC")
    )
    for user_id in PEOPLE:
        stores.members.add(Member(community.id, user_id, NOW - timedelta(days=3)))
        stores.librarians.add(user_id, now=NOW)
    stores.digests.save(digest.first_schedule(community, NOW - timedelta(days=7)))
    for place in (TEAM, BOSSES):
        rooms.closed(stores, place, NOW)
    for lesson in range(1, LESSONS + 1):
        _keep(stores, lesson, community.id, kestrel.id, heron.id)


def _keep(stores: Stores, lesson: int, community_id: int, own: int, other: int) -> None:
    said = f"{_cue(lesson)} {_secret(lesson)}"
    place = _said_in(lesson)
    captured_at = NOW - timedelta(hours=lesson)
    kept = stores.lessons.add(
        NewLesson(
            title=f"A title {said}",
            happened=f"It happened that {said}",
            learnt=f"We learnt {said}",
            to_try=f"Try {said}",
            kind=Kind.TOOL,
            tags=(_secret(lesson),),
            community_id=community_id,
            author_id=PEOPLE[lesson % len(PEOPLE)],
            author_name=f"Ben {_secret(lesson)}",
            captured_by=PEOPLE[(lesson + 1) % len(PEOPLE)],
            captured_at=captured_at,
            said_at=captured_at,
            source=Source(place, _ts(lesson), None, f"https://x.slack.com/archives/{place}/p{lesson}"),
            team_id=own,
            closed_in=None if place == OPEN else place,
        )
    )
    assert kept.number == lesson
    stores.versions.keep(kept, changed_by="U0ANA", now=NOW)
    stores.spread.answer(Adoption(lesson, other, Answer.ADAPTED, f"as {_secret(lesson)}", "U0CARO", NOW))
    stores.spread.share(Share(lesson, community_id, "U0ANA", NOW, OPEN, f"1785100{lesson:03}.000100"))
    stores.spread.visit(Visit(lesson, "U0DIVYA", ("U0BEN",), NOW))
    stores.spread.propose(NewProposal(lesson, community_id, f"Let us {_secret(lesson)}", "U0ANA", NOW, OPEN))
    stores.librarians.found(Item(lesson, 1 + (lesson + 2) % LESSONS), now=NOW)
    stores.hints.add(
        NewHint(number=lesson, user_id=PEOPLE[lesson % 5], shown_at=NOW, closeness=0.9, about=1 + lesson % LESSONS)
    )
