"""Bringing lessons in, from files and from an export of Slack. Nobody is told, and no card is posted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from bot import lesson_files, slack_export
from bot.clock import SystemClock
from bot.operating import opened, workspace_of
from bot.settings import Settings
from community import names, rooms, teams
from community.exchange import Bad, Copy, Known, Raw, Unreadable, brought_by, fingerprint, number_in, understand
from community.forgetting import NOBODY
from community.lessons import Lesson, NewLesson
from community.people import NameShown, Person
from handlers import keeping
from storage.database import Database
from storage.stores import Stores

# So many are kept in one transaction: the bot, on PostgreSQL, gets its turn in between.
TOGETHER = 200
_LISTED = 20

Say = Callable[[str], None]
Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Brought:
    """A lesson about to be brought in; its community and team are names still."""

    where: str
    lesson: NewLesson
    key: str = ""
    community: str = ""
    team: str = ""
    author: Person | None = None
    is_gone: bool = False  # its author's account was deactivated
    notes: Sequence[str] = ()


@dataclass
class Report:
    """What became of everything that was given, in the order it was met."""

    kept: list[int] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    skipped: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)

    def skip(self, where: str, why: str) -> None:
        """Note that this one is not brought in."""
        self.skipped.setdefault(why, []).append(where)

    def note(self, where: str, what: str) -> None:
        """Note that this one is not quite as it stood there."""
        self.notes.setdefault(what, []).append(where)

    def lines(self, *, is_dry_run: bool) -> Iterator[str]:
        """Tell it, most important first."""
        would = "would be" if is_dry_run else "were"
        span = f" (#{min(self.kept)} to #{max(self.kept)})" if self.kept and not is_dry_run else ""
        yield f"{_counted(len(self.kept), 'lesson')} {would} kept{span}."
        if self.there:
            yield f"{_counted(len(self.there), 'lesson')} {'is' if len(self.there) == 1 else 'are'} here already."
        for why, where in self.skipped.items():
            yield f"Not kept, since {why}: {_places(where)}"
        for what, where in self.notes.items():
            yield f"Kept, but {what}: {_places(where)}"
        if is_dry_run:
            yield "Nothing was written. The same without --dry-run does it."


async def import_lessons(
    settings: Settings, workspace_id: str, path: Path, *, is_dry_run: bool, say: Say, advance: Callable[[int], Advance]
) -> None:
    """Bring in the lessons of a file or a folder, and say what became of each."""
    now = SystemClock().now()
    report = Report()
    entries = list(lesson_files.read(path))
    undated = min(lesson_files.changed_at(path), now)
    async with opened(settings, is_read=is_dry_run) as database:
        workspace_id = await workspace_of(settings, workspace_id)
        brought = list(_from_files(entries, report, workspace_id=workspace_id, undated=undated))
        await _bring(database, workspace_id, brought, report, now=now, is_dry_run=is_dry_run, advance=advance)
    for line in report.lines(is_dry_run=is_dry_run):
        say(line)


async def import_slack_export(
    settings: Settings,
    workspace_id: str,
    path: Path,
    *,
    domain: str,
    is_dry_run: bool,
    say: Say,
    advance: Callable[[int], Advance],
) -> None:
    """Bring in what was marked in an export of Slack, and say what became of each marked message."""
    now = SystemClock().now()
    report = Report()
    export = slack_export.open_export(path)
    async with opened(settings, is_read=is_dry_run) as database:
        workspace_id = await workspace_of(settings, workspace_id, otherwise=export.workspace_id)
        marked = export.marked(settings.capture_emoji, domain=domain)
        brought = list(_from_export(marked, report, is_ours=export.workspace_id in ("", workspace_id)))
        await _bring(database, workspace_id, brought, report, now=now, is_dry_run=is_dry_run, advance=advance)
    if export.workspace_id not in ("", workspace_id):
        say(f"The export is of {export.workspace_id}, so people and channels are kept by their names alone.")
    for line in report.lines(is_dry_run=is_dry_run):
        say(line)


def _from_files(
    entries: Iterable[Raw | Bad], report: Report, *, workspace_id: str, undated: datetime
) -> Iterator[Brought]:
    for entry in entries:
        if isinstance(entry, Bad):
            report.skip(entry.where, entry.why)
            continue
        try:
            understood = understand(entry.fields)
        except Unreadable as error:
            report.skip(entry.where, str(error))
            continue
        if understood.copy.closed_in:
            report.skip(entry.where, "it was said in a closed room, and would be for everybody here")
        else:
            yield _of_copy(entry.where, understood.copy, understood.notes, workspace_id=workspace_id, undated=undated)


def _of_copy(where: str, copy: Copy, notes: Sequence[str], *, workspace_id: str, undated: datetime) -> Brought:
    is_ours = number_in(copy.key, workspace_id) is not None
    said_at = copy.said_at or undated
    lesson = NewLesson(
        title=copy.title,
        learnt=copy.learnt,
        happened=copy.happened,
        to_try=copy.to_try,
        kind=copy.kind,
        tags=copy.tags,
        author_id=None,
        author_name=copy.author,
        captured_by=brought_by(copy.key or fingerprint(copy.title, copy.learnt).hex()),
        # When it was learnt, not when it was brought: a digest tells what is new.
        captured_at=said_at,
        said_at=said_at,
        source=slack_export.source_at(copy.permalink) if is_ours else None,
    )
    return Brought(where, lesson, copy.key, copy.community, copy.team, notes=notes)


def _from_export(marked: Iterable[slack_export.Marked], report: Report, *, is_ours: bool) -> Iterator[Brought]:
    for one in marked:
        if isinstance(one, Bad):
            report.skip(one.where, one.why)
        elif is_ours:
            yield Brought(one.where, one.lesson, author=one.author, is_gone=one.is_gone, notes=one.notes)
        else:
            stranger = replace(one.lesson, author_id=None, captured_by=brought_by(one.key), source=None)
            yield Brought(one.where, stranger, one.key, notes=one.notes)


async def _bring(
    database: Database,
    workspace_id: str,
    brought: Sequence[Brought],
    report: Report,
    *,
    now: datetime,
    is_dry_run: bool,
    advance: Callable[[int], Advance],
) -> None:
    known = await database.read(workspace_id, lambda stores: stores.exchange.known())
    new = list(_new(brought, known, report, workspace_id))
    done = advance(len(new))
    for start in range(0, len(new), TOGETHER):
        together = new[start : start + TOGETHER]
        if is_dry_run:
            report.kept += range(start + 1, start + 1 + len(together))
        else:
            kept = await database.write(workspace_id, partial(_keep, together=together, now=now))
            report.kept += [lesson.number for lesson, _ in kept]
            for one, (_, missing) in zip(together, kept, strict=True):
                if missing:
                    report.note(one.where, missing)
        done(len(together))
    for one in new:
        for note in one.notes:
            report.note(one.where, note)


def _new(brought: Iterable[Brought], known: Known, report: Report, workspace_id: str) -> Iterator[Brought]:
    """Give those that are not here yet; what stands twice in what was given is brought once."""
    met: set[object] = set()
    for one in brought:
        lesson, source = one.lesson, one.lesson.source
        said = fingerprint(lesson.title, lesson.learnt)
        is_here = (
            source is not None and (source.channel_id, source.ts) in known.places
            if one.author is not None or (source is not None and not one.key)
            else known.has(Copy(key=one.key, title=lesson.title, learnt=lesson.learnt), workspace_id)
        )
        own: object = (source.channel_id, source.ts) if source is not None else one.key or said
        if is_here or own in met:
            report.there.append(one.where)
        else:
            met.add(own)
            yield one


def _keep(stores: Stores, *, together: Sequence[Brought], now: datetime) -> Sequence[tuple[Lesson, str]]:
    placed = [_placed(stores, one, now=now) for one in together]
    lessons = stores.lessons.add_all([lesson for lesson, _ in placed])
    # They are no news, so nobody is asked whether they learn one of them again.
    stores.hints.looked_at(lessons[-1].number)
    return [(lesson, missing) for lesson, (_, missing) in zip(lessons, placed, strict=True)]


def _placed(stores: Stores, one: Brought, *, now: datetime) -> tuple[NewLesson, str]:
    """Give the lesson in its community and its team, and what could not be found."""
    lesson = one.lesson
    if one.author is not None:
        if stores.people.get(one.author.user_id) is None:
            stores.people.save(one.author, now=now)
        shown = stores.people.name_shown(one.author.user_id)
        if shown is NameShown.NEVER or (shown is NameShown.WHILE_HERE and one.is_gone):
            lesson = replace(lesson, author_name="")
    if lesson.source is not None:
        # A channel that was public when the export was made may be closed by now.
        closed_in = rooms.closed_in(stores, lesson.source.channel_id)
        return replace(keeping.placed(stores, lesson), closed_in=closed_in), ""
    community = stores.communities.named(names.slug(one.community)) if one.community else None
    team = teams.start(stores, teams.label_of(one.team), by=NOBODY, now=now) if names.slug(one.team) else None
    placed = replace(lesson, community_id=community.id if community else None, team_id=team.id if team else None)
    return placed, "" if community or not one.community else f"in no community, since “{one.community}” is not here"


def _places(where: Sequence[str]) -> str:
    more = f" and {len(where) - _LISTED:,} more" if len(where) > _LISTED else ""
    return f"{len(where):,} ({', '.join(where[:_LISTED])}{more})"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
