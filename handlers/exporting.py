"""Export: the lessons a person may see, as a file sent to them alone."""

import json
from collections.abc import Callable, Sequence, Set

import structlog

from community import exchange_csv, exchange_jsonl
from community.exchange import Copy, copy_of
from community.readers import NO_ROOMS
from community.stores import Stores
from handlers import readers
from handlers.answers import Answer, Replace, Say
from handlers.blocks import exporting as blocks
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature
from handlers.uploading import upload

log = structlog.get_logger()

_PAGE = 500


def copies_of(stores: Stores, workspace_id: str, *, rooms: Set[str]) -> Sequence[Copy]:
    """Give all lessons that may be seen with these rooms, as a file has them, in the order of their numbers."""
    communities: dict[int | None, str] = {}
    teams = {team.id: team.label for team in stores.teams.all()}
    copies: list[Copy] = []
    last = 0
    while page := stores.lessons.after(last, rooms=rooms, limit=_PAGE):
        last = page[-1].number
        unmet = {lesson.community_id for lesson in page if lesson.community_id is not None} - communities.keys()
        communities |= {id_: found.topic for id_, found in stores.communities.some(sorted(unmet)).items()}
        copies += [
            copy_of(
                lesson,
                workspace_id=workspace_id,
                community=communities.get(lesson.community_id, ""),
                team=teams.get(lesson.team_id, "") if lesson.team_id is not None else "",
            )
            for lesson in page
        ]
    return copies


async def offer(command: Command, deps: Deps) -> Answer:
    """`/lesson export`: ask as which file they would like what they may see."""
    return await _offered(command.user_id, deps)


async def offer_on_click(action: Action, deps: Deps) -> Answer:
    """Ask so from the App Home."""
    return await _offered(action.user_id, deps)


async def _offered(user_id: str, deps: Deps) -> Answer:
    reader = await readers.reader(deps, user_id)
    in_all, for_all = await deps.read(
        lambda stores: (stores.lessons.count(rooms=reader.rooms), stores.lessons.count(rooms=NO_ROOMS))
    )
    return Say(blocks.offer(in_all, closed=in_all - for_all) if in_all else blocks.nothing())


async def send_csv(action: Action, deps: Deps) -> Answer:
    """Send the lessons as CSV, which spreadsheets open."""
    # The mark at its beginning tells them that it is UTF-8.
    return await _send(
        action, deps, name="lessons.csv", write=lambda copies: exchange_csv.write(copies).encode("utf-8-sig")
    )


async def send_jsonl(action: Action, deps: Deps) -> Answer:
    """Send the lessons as JSON Lines, which programs read."""
    return await _send(action, deps, name="lessons.jsonl", write=lambda copies: exchange_jsonl.write(copies).encode())


async def send_own(action: Action, deps: Deps) -> Answer:
    """Send what is kept about the person themselves, as JSON; nobody else is in it."""
    told = await deps.read(lambda stores: stores.forgetting.told(action.user_id))
    if not told:
        return Replace(blocks.nothing_own())
    await deps.write(lambda _: None)  # the same click, sent again by Slack, sends no second file
    data = json.dumps(told, indent=2, ensure_ascii=False, default=str).encode()
    log.info("What is kept about a person is given to them.", size=len(data))
    is_there = await upload(deps, action.user_id, name="about-me.json", data=data, title="What Yokoten keeps about me")
    return Replace(blocks.sent_own() if is_there else blocks.not_sent(blocks.OWN))


async def _send(action: Action, deps: Deps, *, name: str, write: Callable[[Sequence[Copy]], bytes]) -> Answer:
    reader = await readers.reader(deps, action.user_id)

    def work(stores: Stores) -> tuple[int, bytes]:
        copies = copies_of(stores, deps.workspace_id, rooms=reader.rooms)
        return len(copies), write(copies)

    count, data = await deps.read(work)
    if not count:
        return Replace(blocks.nothing())
    await deps.write(lambda _: None)  # the same click, sent again by Slack, sends no second file
    log.info("Lessons are exported to a person.", count=count, size=len(data))
    is_there = await upload(deps, action.user_id, name=name, data=data, title="Lessons")
    return Replace(blocks.sent(count) if is_there else blocks.not_sent())


FEATURE = Feature(
    commands={"/lesson": {"export": offer}},
    actions={"export.show": offer_on_click, "export.csv": send_csv, "export.jsonl": send_jsonl, blocks.OWN: send_own},
)
