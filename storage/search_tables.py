"""The tables of the search index: what was indexed, and for each word the lessons that have it."""

from sqlalchemy import BigInteger, LargeBinary, String
from sqlmodel import Field

from storage.rows import Row, table

# Compared byte by byte on every database, so that the words with one beginning lie side by side.
_BYTEWISE = String().with_variant(String(collation="C"), "postgresql")


class PostingRow(Row, table=True):
    """One word's lessons out of a block of numbers, each with what the word weighs there: see storage/postings.py.

    Words are kept by room, "" being the workspace: who is not in a closed room doesn't even read its words.
    """

    __tablename__ = "posting"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy's own way to say it

    room: str = Field(primary_key=True)
    word: str = Field(primary_key=True, sa_type=_BYTEWISE)
    block: int = Field(primary_key=True)
    entries: bytes = Field(sa_type=LargeBinary)


class IndexedRow(Row, table=True):
    """The words of one lesson in their order, as they were indexed: what to take out again, and where phrases are."""

    __tablename__ = "indexed"

    number: int = Field(primary_key=True, sa_type=BigInteger)
    room: str
    words: str


class IndexRow(Row, table=True):
    """In which version a workspace's index was built; one of another version is built anew when the bot starts."""

    __tablename__ = "search_index"

    version: int


posting_table = table(PostingRow)
indexed_table = table(IndexedRow)
index_table = table(IndexRow)
