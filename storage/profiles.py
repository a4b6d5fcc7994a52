"""What people say of themselves: what they know, what they learn, what they hide; and what they were asked to."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Connection, Index, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.profiles import Invitation, Profile
from storage.rows import Row, columns, table, values

_KNOWS, _LEARNS = "knows", "learns"


class ProfileRow(Row, table=True):
    """Whether one person wants to be found."""

    __tablename__ = "profile"

    user_id: str = Field(primary_key=True)
    is_hidden: bool
    changed_at: datetime


class InterestRow(Row, table=True):
    """One thing a person knows or would like to learn."""

    __tablename__ = "interest"
    __table_args__ = (Index("ix_interest_words", "workspace_id", "words"),)

    user_id: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    words: str


class InvitationRow(Row, table=True):
    """One person who was asked to a community, once."""

    __tablename__ = "invitation"
    __table_args__ = (Index("ix_invitation_invited_at", "workspace_id", "invited_at"),)

    community_id: int = Field(primary_key=True, sa_type=BigInteger)
    user_id: str = Field(primary_key=True)
    invited_by: str
    invited_at: datetime
    has_joined: bool | None


profile_table = table(ProfileRow)
interest_table = table(InterestRow)
invitation_table = table(InvitationRow)


@dataclass(frozen=True, slots=True)
class Profiles:
    """What people say of themselves, of one workspace."""

    connection: Connection
    workspace_id: str

    def of(self, user_id: str) -> Profile:
        """Give what this person says of themselves; an empty one for who said nothing."""
        return self.some([user_id]).get(user_id, Profile(user_id))

    def some(self, user_ids: Collection[str]) -> Mapping[str, Profile]:
        """Give those who said something, by user id."""
        rows = self.connection.execute(
            select(profile_table).where(
                profile_table.c.workspace_id == self.workspace_id, profile_table.c.user_id.in_(sorted(user_ids))
            )
        ).all()
        said: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self.connection.execute(
            select(interest_table)
            .where(interest_table.c.workspace_id == self.workspace_id, interest_table.c.user_id.in_(sorted(user_ids)))
            .order_by(interest_table.c.place)
        ):
            said[row.user_id, row.kind].append(row.words)
        return {
            row.user_id: Profile(
                row.user_id, tuple(said[row.user_id, _KNOWS]), tuple(said[row.user_id, _LEARNS]), row.is_hidden
            )
            for row in rows
        }

    def save(self, profile: Profile, *, now: datetime) -> None:
        """Keep what they say of themselves in the place of what they said before."""
        own = {"workspace_id": self.workspace_id, "user_id": profile.user_id}
        fields = {"is_hidden": profile.is_hidden, "changed_at": now}
        statement = insert(profile_table).values(own | fields)
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=list(profile_table.primary_key), set_=fields)
        )
        self.connection.execute(
            delete(interest_table).where(
                interest_table.c.workspace_id == self.workspace_id, interest_table.c.user_id == profile.user_id
            )
        )
        said = [
            own | {"kind": kind, "place": place, "words": words}
            for kind, all_words in ((_KNOWS, profile.knows), (_LEARNS, profile.learns))
            for place, words in enumerate(all_words)
        ]
        if said:
            self.connection.execute(insert(interest_table), said)

    def hidden(self) -> Set[str]:
        """Give the user ids of those who want to be found by nobody."""
        return frozenset(
            self.connection.execute(
                select(profile_table.c.user_id).where(
                    profile_table.c.workspace_id == self.workspace_id, profile_table.c.is_hidden.is_(True)
                )
            ).scalars()
        )

    def words(self) -> Set[str]:
        """Give all that anybody knows or would like to learn, each once, but for those who are hidden."""
        return frozenset(
            self.connection.execute(select(interest_table.c.words).where(*self._open()).distinct()).scalars()
        )

    def who(self, words: Collection[str], *, limit: int) -> Sequence[str]:
        """Give the user ids of those who know or would like to learn one of these and aren't hidden."""
        found = select(interest_table.c.user_id).where(*self._open(), interest_table.c.words.in_(sorted(words)))
        return self.connection.execute(found.distinct().order_by(interest_table.c.user_id).limit(limit)).scalars().all()

    def invite(self, invitation: Invitation) -> bool:
        """Keep that somebody is asked; False when they were asked to this community before."""
        statement = insert(invitation_table).values(workspace_id=self.workspace_id, **values(invitation))
        kept = self.connection.execute(statement.on_conflict_do_nothing().returning(invitation_table.c.user_id))
        return kept.first() is not None

    def invitation(self, community_id: int, user_id: str) -> Invitation | None:
        """Give what was asked of this person about this community."""
        row = self.connection.execute(
            select(*columns(invitation_table)).where(
                *self._invited(community_id), invitation_table.c.user_id == user_id
            )
        ).one_or_none()
        return None if row is None else Invitation(**row._asdict())

    def invited(self, community_id: int) -> Set[str]:
        """Give who was asked to this community, whatever they answered."""
        return frozenset(
            self.connection.execute(select(invitation_table.c.user_id).where(*self._invited(community_id))).scalars()
        )

    def invited_since(self, since: datetime) -> Mapping[str, int]:
        """Give how often people were asked to any community since then, by user id."""
        found = self.connection.execute(
            select(invitation_table.c.user_id, func.count().label("times"))
            .where(invitation_table.c.workspace_id == self.workspace_id, invitation_table.c.invited_at >= since)
            .group_by(invitation_table.c.user_id)
        )
        return {row.user_id: row.times for row in found}

    def answer(self, community_id: int, user_id: str, *, has_joined: bool) -> None:
        """Keep what they answered."""
        self.connection.execute(
            update(invitation_table)
            .where(*self._invited(community_id), invitation_table.c.user_id == user_id)
            .values(has_joined=has_joined)
        )

    def _invited(self, community_id: int) -> Sequence[ColumnElement[bool]]:
        return (
            invitation_table.c.workspace_id == self.workspace_id,
            invitation_table.c.community_id == community_id,
        )

    def _open(self) -> Sequence[ColumnElement[bool]]:
        hidden = select(profile_table.c.user_id).where(
            profile_table.c.workspace_id == self.workspace_id, profile_table.c.is_hidden.is_(True)
        )
        return interest_table.c.workspace_id == self.workspace_id, interest_table.c.user_id.not_in(hidden)
