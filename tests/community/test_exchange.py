import csv
import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import exchange_csv, exchange_jsonl, exchange_markdown
from community.exchange import Bad, Copy, Raw, Unreadable, copy_of, number_in, understand
from community.lessons import Kind, Lesson, Source

NASTY = ["=1+1", "@SUM(A1)", "'=x", "''", "-", "+", "\t=cmd", "＝1", "## What happened", "\\## What to try", "---"]
NASTY += ["a,b;c\td", 'say "so"', "{", "[1]", "key: value", "- item", "# heading", "\u2028", "<!channel>", "C++ / C#"]

texts = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=40)), max_size=5).map("\n".join)
raws = st.fixed_dictionaries(
    {"title": texts, "learnt": texts.filter(lambda text: any(sign.isalnum() for sign in text))},
    optional={
        "key": texts,
        "happened": texts,
        "to_try": texts,
        "kind": st.sampled_from([kind.value for kind in Kind]),
        "tags": st.lists(st.text(max_size=12), max_size=7),
        "community": texts,
        "team": texts,
        "author": texts,
        "said_at": st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1)).map(datetime.isoformat),  # noqa: DTZ001
        "permalink": st.just("https://x.slack.com/archives/C1/p1"),
        "closed_in": st.just("G1"),
    },
)
copies = raws.map(lambda raw: understand(raw).copy)


def through_csv(copy: Copy) -> Raw | Bad:
    [entry] = exchange_csv.read(exchange_csv.write([copy]))
    return entry


def through_jsonl(copy: Copy) -> Raw | Bad:
    [entry] = exchange_jsonl.read(exchange_jsonl.write([copy]))
    return entry


def through_markdown(copy: Copy) -> Raw | Bad:
    return exchange_markdown.read(exchange_markdown.write(copy), where=copy.key)


@pytest.mark.parametrize("through", [through_csv, through_jsonl, through_markdown])
@given(copy=copies)
def test_what_was_written_is_read_back_the_same(through: Callable[[Copy], Raw | Bad], copy: Copy) -> None:
    entry = through(copy)

    assert isinstance(entry, Raw)
    assert understand(entry.fields).copy == copy
    assert understand(entry.fields).notes == []


@given(copy=copies)
def test_no_cell_begins_as_a_formula_does(copy: Copy) -> None:
    rows = list(csv.reader(io.StringIO(exchange_csv.write([copy]), newline="")))

    # Source: owasp.org/www-community/attacks/CSV_Injection.
    assert [cell for row in rows for cell in row if cell.lstrip()[:1] in set("=+-@＝＋－＠") - {""}] == []


@given(written=st.text())
def test_whatever_a_file_holds_is_read_or_named(written: str) -> None:
    for entry in (*exchange_csv.read(written), *exchange_jsonl.read(written), *markdown(written)):
        if isinstance(entry, Raw):
            with suppress(Unreadable):
                assert understand(entry.fields).copy.title


def markdown(written: str) -> Iterator[Raw]:
    yield exchange_markdown.read(written, where="a.md")


def test_fields_go_by_the_names_other_programs_use() -> None:
    found = understand(
        {"Name": "Pacts first", "Body": "They hurt later.", "topic": "c++", "What to try": "One", "By": 7}
    )

    assert found.copy == Copy(
        title="Pacts first", learnt="They hurt later.", tags=("cplusplus",), to_try="One", author="7"
    )


def test_our_own_name_of_a_field_goes_before_any_other() -> None:
    assert understand({"text": "no", "learnt": "yes", "body": "no"}).copy.learnt == "yes"


def test_a_missing_title_is_made_from_the_text_and_a_missing_text_from_the_title() -> None:
    assert understand({"learnt": "TIL: pacts hurt later. And more."}).copy.title.casefold() == "pacts hurt later"
    assert understand({"title": "Pacts hurt later"}).copy.learnt == "Pacts hurt later"


def test_what_was_changed_on_the_way_in_is_said() -> None:
    found = understand(
        {"title": "word " * 30, "learnt": "word " * 900, "kind": "post", "tags": "a, b, c, d, e, f", "happened": "x\0y"}
    )

    assert (len(found.copy.title), len(found.copy.learnt)) <= (80, 3000)
    assert found.copy.learnt.endswith("…")
    assert found.copy.happened == "xy"
    assert found.copy.tags == ("a", "b", "c", "d", "e")
    assert [note.split()[0] for note in found.notes] == ["a", "a", "a", "of"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-01-31", datetime(2026, 1, 31, tzinfo=UTC)),
        ("2026-01-31T09:30:00+02:00", datetime(2026, 1, 31, 7, 30, tzinfo=UTC)),
        ("2026-01-31T09:30:00Z", datetime(2026, 1, 31, 9, 30, tzinfo=UTC)),
        ("1433558207.760577", datetime(2015, 6, 6, 2, 36, 47, 760577, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_they_are_usually_written(written: str, meant: datetime) -> None:
    assert understand({"title": "Pacts", "date": written}).copy.said_at == meant


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "it has neither a title nor a text"),
        ({"title": " \u200b", "text": "\n"}, "it has neither a title nor a text"),
        ({"title": "x", "date": "yesterday"}, "its date is “yesterday”"),
        ({"title": "x", "date": "0001-01-01"}, "its date is in the year 1"),
    ],
)
def test_what_is_no_lesson_is_refused_with_the_reason(given: dict[str, object], why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        understand(given)


def test_bad_lines_are_named_and_the_others_are_read() -> None:
    rows = list(exchange_csv.read('title;text\na;"x\ny"\nb;1;2\n\nc;d"e\nf;g\n'))
    lines = list(exchange_jsonl.read('{"title": "a"}\nnonsense\n\n7\n{"title": "b"}'))

    assert [(entry.where, isinstance(entry, Raw)) for entry in rows] == [
        ("line 2", True),
        ("line 4", False),
        ("line 6", True),
        ("line 7", True),
    ]
    assert [(entry.where, isinstance(entry, Raw)) for entry in lines] == [
        ("line 1", True),
        ("line 2", False),
        ("line 4", False),
        ("line 5", True),
    ]


def test_a_quote_that_is_never_closed_is_named_by_the_line_it_begins_in() -> None:
    *_, bad = exchange_csv.read('title,text\na,b\nc,"d\ne,f\n')

    assert bad == Bad("line 3", "a quote is opened here and never closed, so what follows could not be read")


def test_a_cell_may_be_as_long_as_it_likes() -> None:
    [entry] = exchange_csv.read(f"title,text\na,{'x' * 200_000}\n")

    assert isinstance(entry, Raw)
    assert len(understand(entry.fields).copy.learnt) == 3000


@pytest.mark.parametrize(
    ("text", "title", "learnt"),
    [
        ("# Pacts first\n\nThey hurt.", "Pacts first", "They hurt."),
        ("They hurt.", "pacts first", "They hurt."),
        ("---\ntitle: Pacts # not later\ntags:\n  - a\n  - 'b c'\n---\nThey hurt.", "Pacts", "They hurt."),
        ("---\nno end", "pacts first", "---\nno end"),
        ("---\ntitle: Pacts\n---\nThey hurt.\n\n## What to try\n\nThis.\n", "Pacts", "They hurt."),
    ],
)
def test_ordinary_markdown_files_are_read(text: str, title: str, learnt: str) -> None:
    found = understand(exchange_markdown.read(text, where="how-to/pacts-first.md").fields).copy

    assert (found.title, found.learnt, found.key) == (title, learnt, "how-to/pacts-first.md")


def test_a_lesson_of_this_workspace_is_known_by_its_key() -> None:
    said_at = datetime(2026, 3, 30, tzinfo=UTC)
    lesson = Lesson(
        number=42,
        title="Pacts",
        learnt="They hurt.",
        author_id="U1",
        author_name="Ben",
        captured_by="U2",
        captured_at=said_at,
        said_at=said_at,
        source=Source("C1", "1.2", None, "https://x.slack.com/archives/C1/p12"),
    )

    copy = copy_of(lesson, workspace_id="T1", team="Kestrel")

    assert (copy.key, copy.author, copy.team, copy.permalink) == (
        "T1-42",
        "Ben",
        "Kestrel",
        "https://x.slack.com/archives/C1/p12",
    )
    assert "U1" not in exchange_jsonl.write([copy])
    assert (number_in("T1-42", "T1"), number_in("T1-42", "T2"), number_in("T1-x", "T1")) == (42, None, None)
