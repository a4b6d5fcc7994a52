"""Merging: which columns of which tables name a community, and what becomes of them when it goes on as another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, literal, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.activity import activity_table, asked_table, total_table
from storage.agreements import agreement_table, post_table
from storage.asked import question_table
from storage.charters import canvas_table, charter_table
from storage.coaching import offer_table
from storage.communities import community_table, member_table
from storage.components import component_table, component_version_table
from storage.digest import run_table, schedule_table, shown_table
from storage.feed_items import item_told_table
from storage.feeds import follow_table, look_table
from storage.hints import hint_table
from storage.hub_digests import month_muted_table, month_told_table
from storage.lessons import Lessons, lesson_table
from storage.librarians import highlight_table
from storage.linking import link_table
from storage.meetups import meetup_table
from storage.overlaps import overlap_table
from storage.personal_digests import personal_community_table
from storage.profiles import invitation_table
from storage.reporting import outside_meetup_table
from storage.resting import quiet_question_table
from storage.scouting import door_shown_table
from storage.seats import coordinator_table, handover_table, support_table, told_table
from storage.secret_addresses import publication_table, secret_address_table
from storage.series import series_table
from storage.spread import proposal_table, share_table
from storage.suggestions import suggestion_table
from storage.support import ask_table
from storage.tastes import taste_table
from storage.topics import topic_table
from storage.versions import version_table

# Rows with an id of their own: they are the other community's from now on.
MOVED: Sequence[Column[Any]] = (
    community_table.c.merged_into,
    lesson_table.c.community_id,
    version_table.c.community_id,
    meetup_table.c.community_id,
    series_table.c.community_id,
    topic_table.c.community_id,
    proposal_table.c.community_id,
    hint_table.c.community_id,
    suggestion_table.c.community_id,
    component_table.c.community_id,
    component_version_table.c.community_id,
    handover_table.c.community_id,
    offer_table.c.community_id,
    ask_table.c.community_id,
    question_table.c.community_id,
    link_table.c.community_id,
    look_table.c.community_id,
)
# Rows of which a community has one each: what the other has already stays as it is. Those that others hang on first.
JOINED: Sequence[Table] = (
    member_table,
    coordinator_table,
    support_table,
    share_table,
    shown_table,
    highlight_table,
    invitation_table,
    follow_table,
    item_told_table,
    outside_meetup_table,
    door_shown_table,
    taste_table,
    personal_community_table,
)
# Rows that tell of the community as it was. Why they stay is beside them.
STAYS: Mapping[Column[Any], str] = {
    agreement_table.c.community_id: "what it was asked",
    agreement_table.c.other_id: "what it was asked",
    post_table.c.community_id: "what it was asked",
    quiet_question_table.c.community_id: "what it was asked",
    charter_table.c.community_id: "its charter is taken over in words, as a version of the other's",
    canvas_table.c.community_id: "stands in its own channel",
    schedule_table.c.community_id: "when its digests came; one that isn't open has none",
    run_table.c.community_id: "which digests it had",
    overlap_table.c.one_id: "which pairs were looked at; only open ones are",
    overlap_table.c.other_id: "which pairs were looked at; only open ones are",
    told_table.c.community_id: "when it was told that its seat is free",
    activity_table.c.community_id: "how lively it was",
    asked_table.c.community_id: "how lively it was",
    total_table.c.community_id: "how lively it was",
    secret_address_table.c.community_id: "an address ends with the membership it was given for",
    month_told_table.c.community_id: "which months it was told of",
    month_muted_table.c.community_id: "what it wanted; the other chooses for itself",
    publication_table.c.community_id: "what it published; one that goes on as another is read no more",
}
_AT_ONCE = 500  # lessons asked for by number in one query


@dataclass(frozen=True, slots=True)
class Merging:
    """Letting what one community of a workspace has be another's."""

    connection: Connection
    workspace_id: str
    lessons: Lessons

    def move(self, from_community: int, to_community: int) -> Sequence[int]:
        """Let lessons, members, meetups and all else be the other's, without doubles; give the lessons' numbers."""
        numbers = self._numbers(from_community)
        for column in MOVED:
            self.connection.execute(
                update(column.table)
                .where(column.table.c.workspace_id == self.workspace_id, column == from_community)
                .values({column.name: to_community})
            )
        for rows in JOINED:
            self._copy(rows, from_community, to_community)
        for rows in reversed(JOINED):
            self.connection.execute(
                delete(rows).where(rows.c.workspace_id == self.workspace_id, rows.c.community_id == from_community)
            )
        for start in range(0, len(numbers), _AT_ONCE):
            for lesson in self.lessons.some(numbers[start : start + _AT_ONCE]).values():
                self.lessons.index.put(lesson)  # by which community it is found
        return numbers

    def _copy(self, rows: Table, from_community: int, to_community: int) -> None:
        own = [literal(to_community) if column.name == "community_id" else column for column in rows.c]
        found = select(*own).where(rows.c.workspace_id == self.workspace_id, rows.c.community_id == from_community)
        names = [column.name for column in rows.c]
        self.connection.execute(insert(rows).from_select(names, found).on_conflict_do_nothing())

    def _numbers(self, community_id: int) -> Sequence[int]:
        found = select(lesson_table.c.number).where(
            lesson_table.c.workspace_id == self.workspace_id, lesson_table.c.community_id == community_id
        )
        return self.connection.execute(found.order_by(lesson_table.c.number)).scalars().all()
