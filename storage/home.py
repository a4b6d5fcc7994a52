"""Where people are in their App Home, and in which language dates are told to them."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from community.home import Place, Tab
from storage.prepared import Prepared
from storage.rows import Row, table, values


class PlaceRow(Row, table=True):
    """Where one person is in their App Home."""

    __tablename__ = "home_place"

    user_id: str = Field(primary_key=True)
    tab: str
    page: int
    words: str


class DateLanguageRow(Row, table=True):
    """In which language dates are told to one person."""

    __tablename__ = "date_language"

    user_id: str = Field(primary_key=True)
    language: str


place_table = table(PlaceRow)
date_language_table = table(DateLanguageRow)

_LANGUAGE = Prepared(
    select(date_language_table.c.language).where(
        date_language_table.c.workspace_id == bindparam("workspace_id"),
        date_language_table.c.user_id == bindparam("user_id"),
    )
)


@dataclass(frozen=True, slots=True)
class Home:
    """The App Homes of one workspace."""

    connection: Connection
    workspace_id: str

    def place(self, user_id: str) -> Place:
        """Give where the person is; at the beginning who never went anywhere."""
        found = self.connection.execute(
            select(place_table.c.tab, place_table.c.page, place_table.c.words).where(
                place_table.c.workspace_id == self.workspace_id, place_table.c.user_id == user_id
            )
        ).one_or_none()
        return Place() if found is None else Place(Tab(found.tab), found.page, found.words)

    def go(self, user_id: str, place: Place) -> None:
        """Keep where the person is."""
        fields = values(place)
        statement = insert(place_table).values(workspace_id=self.workspace_id, user_id=user_id, **fields)
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=list(place_table.primary_key), set_=fields)
        )

    def language(self, user_id: str) -> str | None:
        """Give the language the person chose for dates, None for Slack's own."""
        row = _LANGUAGE.row(self.connection, {"workspace_id": self.workspace_id, "user_id": user_id})
        return None if row is None else str(row[0])

    def choose_language(self, user_id: str, language: str | None) -> None:
        """Keep what the person chose."""
        if language is None:
            self.connection.execute(
                delete(date_language_table).where(
                    date_language_table.c.workspace_id == self.workspace_id, date_language_table.c.user_id == user_id
                )
            )
            return
        fields = {"language": language}
        statement = insert(date_language_table).values(workspace_id=self.workspace_id, user_id=user_id, **fields)
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=list(date_language_table.primary_key), set_=fields)
        )
