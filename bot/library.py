"""The public lessons as people's AI helpers read them: found, got, compared; and drafts for a person to confirm."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import aiohttp
from typing_extensions import TypedDict  # pydantic makes schemas only of these before Python 3.12

from community import lessons
from community.finding import Sought
from community.lessons import Lesson, NoSuchLesson, TakenBack
from community.readers import NO_ROOMS, Reader
from community.spread import USES
from community.stores import Stores
from handlers import alike
from handlers.deps import Deps
from storage.database import Database

T = TypeVar("T")

MOST_FOUND = 20
LONGEST_QUERY = 500
_NOBODY = Reader("", NO_ROOMS)  # who sees what everybody may see, and nothing taken back


class LessonCard(TypedDict):
    """A lesson as a helper reads it: what teams learnt, and no names of people."""

    number: int
    title: str
    what_happened: str
    what_we_learnt: str
    what_to_try: str
    kind: str | None
    tags: list[str]
    community: str | None
    learnt_by_team: str | None
    used_by_teams: list[str]
    learnt_on: str
    link: str | None


class Page(TypedDict):
    """Some lessons, best first, and how many there are in all."""

    lessons: list[LessonCard]
    total: int


class NotDrafted(Exception):
    """The bot did not take a draft; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Library:
    """What is public in one workspace; drafts go to the bot that runs at `bot_url`, with the token both know."""

    database: Database
    workspace_id: str
    deps: Deps
    http: aiohttp.ClientSession
    bot_url: str
    token: str

    async def search(self, query: str, limit: int) -> Page:
        """Find lessons by words, best first, at most `limit` of them."""

        def look(stores: Stores) -> Page:
            sought = Sought(words=query[:LONGEST_QUERY])
            found = stores.lessons.search(sought, rooms=NO_ROOMS, limit=_within(limit))
            return Page(lessons=_cards(stores, found.lessons), total=found.total)

        return await self._read(look)

    async def get(self, number: int) -> LessonCard | None:
        """Give one lesson; None when there is none of that number for everybody."""

        def look(stores: Stores) -> LessonCard | None:
            try:
                lesson = lessons.shown(stores.lessons.get(number), number, to=_NOBODY)
            except (NoSuchLesson, TakenBack):
                return None
            return _cards(stores, [lesson])[0]

        return await self._read(look)

    async def similar(self, text: str, limit: int) -> Page:
        """Give the lessons that say the same as the text, closest first; only close ones."""
        found = await alike.nearest(self.deps, text[: lessons.TEXT_LIMIT], rooms=NO_ROOMS, limit=_within(limit))
        near = [one.lesson for one in found]
        cards = await self._read(lambda stores: _cards(stores, near))
        return Page(lessons=cards, total=len(cards))

    async def draft(self, user_id: str, **words: object) -> None:
        """Let the bot show a draft to this person, who keeps, changes or drops it in Slack; NotDrafted otherwise."""
        asked = {"user_id": user_id, **words}
        headers = {"Authorization": f"Bearer {self.token}"}
        try:
            async with self.http.post(f"{self.bot_url}/suggestions", json=asked, headers=headers) as answer:
                if answer.status != 200:
                    said = await answer.json()
                    raise NotDrafted(str(said.get("error") or "The bot did not take the draft."))
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise NotDrafted(
                f"The bot does not answer at {self.bot_url}, so nothing was drafted. Is it running, with the same "
                "MCP_TOKEN?"
            ) from error

    async def _read(self, work: Callable[[Stores], T]) -> T:
        return await self.database.read(self.workspace_id, work)


def _within(limit: int) -> int:
    return min(max(limit, 1), MOST_FOUND)


def _cards(stores: Stores, found: Sequence[Lesson]) -> list[LessonCard]:
    ids = [lesson.community_id for lesson in found if lesson.community_id is not None]
    communities = stores.communities.some(ids)
    answers = stores.spread.adoptions([lesson.number for lesson in found])
    users = {number: [one.team_id for one in given if one.answer in USES] for number, given in answers.items()}
    teams = stores.teams.some(
        [team_id for lesson in found if (team_id := lesson.team_id) is not None]
        + [team_id for team_ids in users.values() for team_id in team_ids]
    )
    labels = {team.id: team.label for team in teams.values()}
    topics = {community.id: community.topic for community in communities.values()}
    return [
        LessonCard(
            number=lesson.number,
            title=lesson.title,
            what_happened=lesson.happened,
            what_we_learnt=lesson.learnt,
            what_to_try=lesson.to_try,
            kind=lesson.kind.value if lesson.kind else None,
            tags=list(lesson.tags),
            community=topics.get(lesson.community_id or 0),
            learnt_by_team=labels.get(lesson.team_id or 0),
            used_by_teams=[labels[team_id] for team_id in users.get(lesson.number, ()) if team_id in labels],
            learnt_on=f"{lesson.said_at:%Y-%m-%d}",
            link=lesson.source.permalink if lesson.source else None,
        )
        for lesson in found
    ]
