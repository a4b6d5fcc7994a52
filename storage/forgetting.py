"""Forgetting a person: which columns of which tables say something about one, and taking that out of them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, func, select, update

from community.forgetting import NOBODY, Forgotten, Held, without_name, without_words
from community.lessons import TEXTS, Lesson
from storage.activity import activity_table, asked_table
from storage.agreements import agreement_table, answer_table
from storage.asked import question_table
from storage.charters import charter_table
from storage.coaching import offer_table, talk_table
from storage.coming import meetup_answer_table
from storage.communities import community_table, member_table
from storage.components import component_table, component_version_table
from storage.counters import count_to, last_number, next_number
from storage.departures import departure_table
from storage.feeds import follow_table, look_table
from storage.health_notes import health_note_table
from storage.hints import hint_table
from storage.home import date_language_table, place_table
from storage.inbox import DONE, inbox
from storage.lanes import TAKEN, WAITING
from storage.lessons import Lessons, lesson_table
from storage.librarians import librarian_table, skip_table
from storage.linking import link_table
from storage.marks import mark_table
from storage.meetups import meetup_table
from storage.mentoring import request_table
from storage.mentors import mentor_table
from storage.open_space_tables import session_host_table, session_interest_table, session_table
from storage.outbox import REFUSED, SENT, delivery_table
from storage.people import first_time_table, name_choice_table, person_table
from storage.personal_digests import (
    personal_community_table,
    personal_component_table,
    personal_run_table,
    personal_shown_table,
    personal_table,
)
from storage.practising import practice_table
from storage.profiles import interest_table, invitation_table, profile_table
from storage.reminders import reminder_choice_table
from storage.reporting import reporter_table
from storage.requests import request
from storage.rooms import room_table
from storage.roster import Roster, fact_table, listed_table
from storage.scouting import door_table, guest_table
from storage.scrubbing import PLACEHOLDER
from storage.seats import coordinator_table, handover_table, support_table
from storage.secret_addresses import publication_table, secret_address_table
from storage.series import series_table
from storage.settings import setting_table
from storage.spread import adoption_table, position_table, proposal_table, share_table, visit_table
from storage.suggestions import suggestion_table
from storage.support import ask_table, help_table
from storage.tastes import taste_table
from storage.teams import team_table, teammate_table
from storage.topics import topic_table, topic_vote_table
from storage.versions import Versions, version_table

# Rows that are about one person and nobody else: they go. What they are called is told to the person.
ROWS: Mapping[Column[Any], str] = {
    person_table.c.user_id: "",
    name_choice_table.c.user_id: "",
    first_time_table.c.user_id: "",
    member_table.c.user_id: "communities you joined",
    teammate_table.c.user_id: "your team",
    mark_table.c.user_id: "messages you marked as lessons",
    topic_vote_table.c.user_id: "topics you would like to talk about",
    meetup_answer_table.c.user_id: "what you said to meetups",
    reminder_choice_table.c.user_id: "how you want to be reminded of meetups",
    secret_address_table.c.user_id: "addresses of your calendars",
    hint_table.c.user_id: "older lessons I showed you, with your answers",
    suggestion_table.c.user_id: "drafts of an AI helper that wait for you",
    visit_table.c.asked_by: "visits you asked for",
    place_table.c.user_id: "",
    date_language_table.c.user_id: "",
    answer_table.c.user_id: "what you answered to questions in your communities",
    departure_table.c.user_id: "",
    activity_table.c.user_id: "weeks in which you wrote where a community meets",
    asked_table.c.asked_by: "questions you asked there, without their words",
    coordinator_table.c.user_id: "communities you coordinate, or did",
    support_table.c.user_id: "coordinators you support",
    support_table.c.coordinator: "",
    question_table.c.user_id: "questions I asked you, or you want no more",
    practice_table.c.user_id: "what you said of working in a team",
    mentor_table.c.user_id: "components you mentor",
    request_table.c.asked_by: "what you asked of component mentors",
    librarian_table.c.user_id: "that you are a librarian",
    skip_table.c.user_id: "what you left for other librarians",
    talk_table.c.user_id: "offers of coaches you took up",
    listed_table.c.user_id: "your line on the organisation's roster",
    fact_table.c.user_id: "what the organisation's roster says of you",
    profile_table.c.user_id: "whether you want to be found",
    interest_table.c.user_id: "what you said you know or would like to learn",
    invitation_table.c.user_id: "invitations to communities",
    session_host_table.c.user_id: "sessions of Open Spaces you host",
    session_interest_table.c.user_id: "sessions of Open Spaces you are interested in",
    door_table.c.opened_by: "what you offered to show or to teach",
    guest_table.c.user_id: "teams you asked to visit",
    look_table.c.user_id: "addresses you wanted looked at",
    reporter_table.c.user_id: "meetups outside you said you would tell of",
    taste_table.c.user_id: "what you want more or less of in digests",
    personal_table.c.user_id: "when your own digest comes, and the words it looks for",
    personal_community_table.c.user_id: "communities your own digest tells of",
    personal_component_table.c.user_id: "components your own digest tells of",
    personal_run_table.c.user_id: "",
    personal_shown_table.c.user_id: "lessons your own digest showed you",
}
# What is others' too stays, said or done by nobody. Where the rule wants somebody or None, None means something else.
NAMED: Mapping[Column[Any], str] = {
    lesson_table.c.captured_by: "lessons you captured",
    lesson_table.c.withdrawn_by: "",
    lesson_table.c.caretaker: "lessons you look after",
    version_table.c.changed_by: "changes you made to lessons",
    community_table.c.started_by: "communities you started",
    charter_table.c.changed_by: "charters you changed",
    link_table.c.linked_by: "",
    team_table.c.started_by: "",
    room_table.c.switched_by: "",
    setting_table.c.changed_by: "",
    publication_table.c.switched_by: "communities you let publish",
    agreement_table.c.asked_by: "questions you put to your communities",
    meetup_table.c.planned_by: "meetups you planned",
    series_table.c.planned_by: "meetups you planned that come again",
    topic_table.c.proposed_by: "topics you proposed",
    topic_table.c.champion: "",
    adoption_table.c.user_id: "answers you gave for your team",
    share_table.c.shared_by: "lessons you shared",
    proposal_table.c.proposed_by: "practices you proposed",
    position_table.c.user_id: "what you said for your team to proposals",
    handover_table.c.left_by: "notes you left for the next coordinator",
    ask_table.c.asked_by: "what you asked for in a community's name",
    ask_table.c.told_by: "what you told of support that was given",
    help_table.c.user_id: "what you said you give to a community",
    offer_table.c.coach_id: "help you offered communities as a coach",
    invitation_table.c.invited_by: "",
    component_table.c.added_by: "components you added",
    component_table.c.changed_by: "",
    component_table.c.gone_by: "",
    component_version_table.c.said_by: "changes you made to components",
    request_table.c.asked: "what was asked of you alone as a component mentor",
    request_table.c.taken_by: "what you took up as a component mentor",
    health_note_table.c.written_by: "notes on the health of components",
    session_table.c.proposed_by: "sessions you proposed for Open Spaces",
    follow_table.c.followed_by: "feeds you let communities follow",
}
# What a person wrote into a row that stays.
SAID: Mapping[Column[Any], Column[Any]] = {
    adoption_table.c.words: adoption_table.c.user_id,
    topic_table.c.words: topic_table.c.proposed_by,
    share_table.c.words: share_table.c.shared_by,
    proposal_table.c.words: proposal_table.c.proposed_by,
    position_table.c.words: position_table.c.user_id,
    handover_table.c.words: handover_table.c.left_by,
    ask_table.c.purpose: ask_table.c.asked_by,
    ask_table.c.outcome: ask_table.c.told_by,
    ask_table.c.learnt: ask_table.c.told_by,
    help_table.c.words: help_table.c.user_id,
    offer_table.c.words: offer_table.c.coach_id,
    health_note_table.c.words: health_note_table.c.written_by,
    session_table.c.title: session_table.c.proposed_by,
    session_table.c.why: session_table.c.proposed_by,
}
# What a person wrote into a row that goes with them, and that may have been posted from there.
POSTED: Mapping[Column[Any], Column[Any]] = {
    mentor_table.c.teaches: mentor_table.c.user_id,
    request_table.c.words: request_table.c.asked_by,
    request_table.c.wish: request_table.c.asked_by,
    door_table.c.what: door_table.c.opened_by,
    door_table.c.times: door_table.c.opened_by,
}
AUTHOR = lesson_table.c.author_id
# Looked through with care further down, each in its own way.
LOOKED_THROUGH: Sequence[Column[Any]] = (
    *(lesson_table.c[name] for name in ("author_id", "author_name", "tags", "permalink", *TEXTS)),
    *(version_table.c[name] for name in ("tags", *TEXTS)),
    visit_table.c.hosts,
    request.c.key,
    *(inbox.c[name] for name in ("event_id", "lane", "payload", "error")),
    *(delivery_table.c[name] for name in ("lane", "arguments", "answer", "error", "subject")),
)
_OF_LESSONS = (adoption_table, share_table, proposal_table, position_table)
_EXAMPLES = 5
# A text is shown whole, shortened or in pieces; so much of its beginning tells it from all others.
_TELLING = 24
# What waits to be sent is others' too, so no short word of it may be lost; what was sent nobody reads again.
_SHORTEST_WAITING, _SHORTEST_SENT = 8, 2
_FORGOTTEN, _ERASED = "forgotten", "erased"


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Forgetting people of one workspace."""

    connection: Connection
    workspace_id: str
    lessons: Lessons

    def held(self, user_id: str) -> Held:
        """Give what is stored about the person."""
        counts = {"lessons you wrote": self._count(AUTHOR, user_id)}
        counts |= {told: self._count(column, user_id) for column, told in {**NAMED, **ROWS}.items() if told}
        name = self.connection.execute(
            select(person_table.c.name).where(self._is(person_table.c.user_id, user_id))
        ).scalar_one_or_none()
        return Held(
            {told: count for told, count in counts.items() if count},
            self.lessons.of_author(user_id, limit=_EXAMPLES),
            name,
        )

    def told(self, user_id: str) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Give what is stored about this person and nobody else, row by row, under what it is called; for them only.

        With what they wrote into what is others' too. Lessons and what was said of them are not in it, since a room
        they came from may be closed to this person by now; and no other person is.
        """
        found: dict[str, list[Mapping[str, object]]] = {}
        for column, called in ROWS.items():
            if called:
                own = [one for one in column.table.c if one.name != "workspace_id" and not _is_of_people(one)]
                found.setdefault(called, []).extend(self._told(own, self._is(column, user_id)))
        for words, whose in SAID.items():
            if words.table in _OF_LESSONS:
                continue
            is_said = self._is(whose, user_id) & (words != NOBODY)
            found.setdefault(NAMED[whose], []).extend(self._told([words], is_said))
        return {called: rows for called, rows in found.items() if rows}

    def erase(self, user_id: str, *, with_words: bool, now: datetime) -> Forgotten:
        """Erase the person, their name and, where they want that, their words; what is others' stays without them."""
        own = self._own(user_id)
        names, texts = self._names(user_id, own), list(self._texts(user_id, own)) if with_words else []
        changed = {lesson.number for lesson in own} | self._touched(user_id)
        for lesson in own:
            self.lessons.update(without_words(lesson, now=now) if with_words else without_name(lesson))
        if with_words and own:
            self._delete(version_table, version_table.c.number.in_([lesson.number for lesson in own]))
        if with_words:
            for words, whose in SAID.items():
                self._set(words, NOBODY, self._is(whose, user_id))
        for column in NAMED:
            self._set(column, None if column is room_table.c.switched_by else NOBODY, self._is(column, user_id))
        for column in ROWS:
            self._delete(column.table, column == user_id)
        Roster(self.connection, self.workspace_id).leave_out(user_id, now=now)
        self._leave_hosts(user_id)
        self._delete(request, request.c.key.contains(user_id, autoescape=True))
        waiting, sent = (
            _Traces.of(user_id, names, texts, shortest=shortest) for shortest in (_SHORTEST_WAITING, _SHORTEST_SENT)
        )
        self._scrub_outbox(waiting, sent, {str(lesson.number) for lesson in own} if with_words else set())
        self._scrub_inbox(sent)
        next_number(self.connection, self.workspace_id, _FORGOTTEN)
        return Forgotten(len(own), changed)

    def unfinished(self) -> int | None:
        """Give how far the file is to be freed of what was erased; None when nothing was erased since the last time."""
        forgotten = last_number(self.connection, self.workspace_id, _FORGOTTEN)
        return forgotten if forgotten > last_number(self.connection, self.workspace_id, _ERASED) else None

    def finished(self, until: int) -> None:
        """Remember that the file holds nothing any more of what was erased until there."""
        count_to(self.connection, self.workspace_id, _ERASED, until)

    def _own(self, user_id: str) -> Sequence[Lesson]:
        return self.lessons.of_author(user_id, limit=self._count(AUTHOR, user_id))

    def _names(self, user_id: str, own: Iterable[Lesson]) -> set[str]:
        known = self.connection.execute(
            select(person_table.c.name).where(self._is(person_table.c.user_id, user_id))
        ).scalars()
        return {*known, *(lesson.author_name for lesson in own)} - {"", "someone"}

    def _texts(self, user_id: str, own: Iterable[Lesson]) -> Iterator[str]:
        """Give all that the person wrote and that is to go."""
        versions = Versions(self.connection, self.workspace_id)
        for lesson in own:
            for said in (lesson, *versions.of(lesson.number)):
                yield from (getattr(said, name) for name in TEXTS)
        for words, whose in {**SAID, **POSTED}.items():
            yield from self.connection.execute(select(words).where(self._is(whose, user_id))).scalars()

    def _touched(self, user_id: str) -> set[int]:
        """Give the lessons whose cards and posts show something that this person said or did."""
        found: set[int] = set()
        for column in (share_table.c.shared_by, proposal_table.c.proposed_by, adoption_table.c.user_id):
            found |= set(
                self.connection.execute(select(column.table.c.number).where(self._is(column, user_id))).scalars()
            )
        spoken = select(position_table.c.proposal_id).where(self._is(position_table.c.user_id, user_id))
        own_workspace = proposal_table.c.workspace_id == self.workspace_id
        found |= set(
            self.connection.execute(
                select(proposal_table.c.number).where(own_workspace, proposal_table.c.id.in_(spoken))
            ).scalars()
        )
        return found

    def _leave_hosts(self, user_id: str) -> None:
        column = visit_table.c.hosts
        asked = [visit_table.c.workspace_id == self.workspace_id, column.contains(user_id, autoescape=True)]
        for row in self.connection.execute(select(visit_table).where(*asked)).all():
            hosts = " ".join(host for host in row.hosts.split() if host != user_id)
            is_it = [visit_table.c.number == row.number, visit_table.c.asked_by == row.asked_by]
            self._set(column, hosts, *is_it)

    def _scrub_outbox(self, waiting: "_Traces", sent: "_Traces", numbers: Set[str]) -> None:
        """Take the person out of what was sent and what waits; what was only for them, or showed their words, goes."""
        rows = delivery_table.c
        kept = self.connection.execute(select(delivery_table).where(rows.workspace_id == self.workspace_id))
        for row in kept.all():
            is_theirs = row.lane == sent.user_id or sent.user_id in {
                row.arguments.get("channel"),
                row.arguments.get("users"),
            }
            is_card = row.state == WAITING and row.purpose == "lesson.card" and row.subject in numbers
            if is_theirs or is_card:
                self._delete(delivery_table, rows.id == row.id)
                continue
            fields = {name: getattr(row, name) for name in ("arguments", "answer", "error", "subject")}
            self._replace(delivery_table, row.id, fields, sent if row.state in (SENT, REFUSED) else waiting)

    def _scrub_inbox(self, traces: "_Traces") -> None:
        """Take the person out of what was received; what they did and waits still is not looked at any more."""
        rows = inbox.c
        for row in self.connection.execute(select(inbox).where(rows.workspace_id == self.workspace_id)).all():
            event = row.payload.get("event") or {}
            if row.state not in (TAKEN, DONE) and event.get("user") == traces.user_id:
                self._delete(inbox, rows.id == row.id)
                continue
            event_id = f"forgotten:{row.id}" if traces.user_id in row.event_id else row.event_id
            fields = {name: getattr(row, name) for name in ("payload", "error", "lane")}
            self._replace(inbox, row.id, fields, traces, event_id=event_id)

    def _replace(self, rows: Table, id_: int, fields: Mapping[str, Any], traces: "_Traces", **more: Any) -> None:
        after = {name: traces.taken_out(value) for name, value in fields.items()} | more
        if after != fields:
            self.connection.execute(
                update(rows).where(rows.c.workspace_id == self.workspace_id, rows.c.id == id_).values(after)
            )

    def _told(self, columns: Sequence[Column[Any]], *conditions: ColumnElement[bool]) -> list[Mapping[str, object]]:
        return [row._asdict() for row in self.connection.execute(select(*columns).where(*conditions))]

    def _count(self, column: Column[Any], user_id: str) -> int:
        counted: int = self.connection.execute(
            select(func.count()).select_from(column.table).where(self._is(column, user_id))
        ).scalar_one()
        return counted

    def _is(self, column: Column[Any], user_id: str) -> ColumnElement[bool]:
        return (column.table.c.workspace_id == self.workspace_id) & (column == user_id)

    def _set(self, column: Column[Any], value: str | None, *conditions: ColumnElement[bool]) -> None:
        rows = column.table
        assert isinstance(rows, Table)  # noqa: S101  # a column of a join has none of its own
        self.connection.execute(
            update(rows).where(rows.c.workspace_id == self.workspace_id, *conditions).values({column.name: value})
        )

    def _delete(self, rows: Any, *conditions: ColumnElement[bool]) -> None:
        self.connection.execute(delete(rows).where(rows.c.workspace_id == self.workspace_id, *conditions))


@dataclass(frozen=True, slots=True)
class _Traces:
    """What a person is known by in what was kept for Slack or came from it."""

    user_id: str
    person: re.Pattern[str]
    texts: Set[str]

    @classmethod
    def of(cls, user_id: str, names: Iterable[str], texts: Iterable[str], *, shortest: int) -> "_Traces":
        """Give the traces; a text shorter than `shortest` is told from no other."""
        ids = rf"<@{re.escape(user_id)}(?:\|[^<>]*)?>|{re.escape(user_id)}"
        # A name within a longer word is another word.
        known = [rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=len, reverse=True)]
        begun = {_as_read(line)[:_TELLING] for text in texts for line in text.splitlines()}
        return cls(
            user_id,
            re.compile("|".join([ids, *known])),
            frozenset(beginning for beginning in begun if len(beginning) >= shortest),
        )

    def taken_out(self, value: Any) -> Any:
        """Give the value, of any JSON, without the person: a text of theirs is a placeholder, their name "someone"."""
        if isinstance(value, str):
            read = _as_read(value)
            return PLACEHOLDER if any(text in read for text in self.texts) else self.person.sub("someone", value)
        if isinstance(value, Mapping):
            return {key: self.taken_out(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.taken_out(part) for part in value]
        return value


def _is_of_people(column: Column[Any]) -> bool:
    """Tell whether a column holds who somebody is."""
    return column in ROWS or column in NAMED or column is visit_table.c.hosts


def _as_read(text: str) -> str:
    """Give a text as a person reads it: without what `handlers/blocks/text.py` puts in, on one line."""
    return " ".join(unescape(text.replace("\u2060", "")).split())
