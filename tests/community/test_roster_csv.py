from datetime import date

import pytest

from community.roster_columns import Column, NoAddressColumn, WrongColumn, mapped
from community.roster_csv import DatesMeanTwo, Read, UnreadableRoster, certifications, opened, understood
from community.roster_dates import Order


def read(text: str | bytes, *, order: Order | None = None, chosen: dict[Column, str] | None = None) -> Read:
    content = text if isinstance(text, bytes) else text.encode()
    return understood(opened(content), order=order, chosen=chosen)


def held(found: Read) -> dict[str, dict[str, date | None]]:
    return {entry.email: entry.certifications for entry in found.entries}


def bad(found: Read) -> list[tuple[str, str]]:
    return [(one.where, one.why) for one in found.bad]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "Name,E-Mail,Team,Product Group,Certification,Date",
            {
                Column.NAME: ["Name"],
                Column.EMAIL: ["E-Mail"],
                Column.TEAM: ["Team"],
                Column.PRODUCT_GROUP: ["Product Group"],
                Column.CERTIFICATION: ["Certification"],
                Column.DATE: ["Date"],
            },
        ),
        (
            "Vorname;Nachname;E-Mail-Adresse;Produktgruppe;Zertifikat;Gültig ab",
            {
                Column.FIRST_NAME: ["Vorname"],
                Column.LAST_NAME: ["Nachname"],
                Column.EMAIL: ["E-Mail-Adresse"],
                Column.PRODUCT_GROUP: ["Produktgruppe"],
                Column.CERTIFICATION: ["Zertifikat"],
                Column.DATE: ["Gültig ab"],
            },
        ),
        ("Vorname;Name;Mail", {Column.FIRST_NAME: ["Vorname"], Column.LAST_NAME: ["Name"], Column.EMAIL: ["Mail"]}),
        (
            "EMAIL ADDRESS\tFull name\tCertificate 1\tCertificate 2\tValid From",
            {
                Column.EMAIL: ["EMAIL ADDRESS"],
                Column.NAME: ["Full name"],
                Column.CERTIFICATION: ["Certificate 1", "Certificate 2"],
                Column.DATE: ["Valid From"],
            },
        ),
        ("Mail,Course,Certification", {Column.EMAIL: ["Mail"], Column.CERTIFICATION: ["Certification"]}),
        ("Work email,Email,Issued on", {Column.EMAIL: ["Email"], Column.DATE: ["Issued on"]}),
    ],
)
def test_columns_are_known_by_their_names_in_several_languages(header: str, expected: dict[Column, list[str]]) -> None:
    separator = next(sign for sign in ";\t," if sign in header)

    found = mapped(header.split(separator))

    assert {column: found.named(column) for column in found.places} == expected


def test_what_is_taken_from_no_column_is_told() -> None:
    found = mapped(["E-Mail", "Salary", "CLP", "Phone", ""])

    assert found.unused == ["Salary", "Phone"]
    assert found.held == {2: "CLP"}


def test_a_column_that_was_named_goes_before_what_its_name_says() -> None:
    found = mapped(["Contact", "E-Mail", "Team"], {Column.EMAIL: "contact", Column.TEAM: ""})

    assert found.named(Column.EMAIL) == ["Contact"]
    assert Column.TEAM not in found.places
    with pytest.raises(WrongColumn, match=r"no column “Kontakt”.*The file has “Contact”, “E-Mail”"):
        mapped(["Contact", "E-Mail"], {Column.EMAIL: "Kontakt"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_is_read_however_a_spreadsheet_wrote_it(encoding: str, separator: str, end: str) -> None:
    rows = [["Name", "E-Mail", "Produktgruppe"], ["Jürgen Groß", "J.GROSS@Example.org", "Zahlungsverkehr & Börse"]]
    text = end.join(separator.join(row) for row in rows)

    [entry] = read(text.encode(encoding)).entries

    assert (entry.email, entry.name) == ("j.gross@example.org", "Jürgen Groß")
    assert entry.product_group == "Zahlungsverkehr & Börse"


def test_a_quoted_cell_may_hold_the_separator_and_breaks_and_lines_are_counted_through_them() -> None:
    found = read('E-Mail;Team;Certification\nana@x.org;"Kestrel;\nthe first";CLB\nnobody;;CLP\nben@x.org;;CLE\n')

    assert [(entry.email, entry.team) for entry in found.entries] == [
        ("ana@x.org", "Kestrel; the first"),
        ("ben@x.org", ""),
    ]
    assert bad(found) == [
        ("line 4", "“nobody” is no e-mail address; one like ana@example.org is needed to match a person")
    ]


def test_a_bad_row_is_named_by_its_line_and_takes_no_other_along() -> None:
    found = read(
        "E-Mail,Certification,Date\n"
        "ana@x.org,CLB,2024-03-01\n"
        ",CLP,2024-03-01\n"
        "\n"
        "ben@x.org,CLP,soon\n"
        'caro@x.org,"CLP,2024-03-01\n'
        "dan@x.org,CLE,2024-03-01\n"
        "eve@x.org,CLE,2024-03-01,one more\n"
        f"fay@x.org,{'x' * 81},2024-03-01\n"
        "gus@x.org,CLB,2024-03-02\n"
    )

    assert list(held(found)) == ["ana@x.org", "dan@x.org", "gus@x.org"]
    assert bad(found) == [
        ("line 3", "it has no e-mail address; one like ana@example.org is needed to match a person"),
        ("line 5", "its date is “soon”; write it like 2024-03-31"),
        ("line 6", "a quote is opened here and never closed"),
        ("line 8", "it has 4 cells and the header 3; quote cells that hold a separator"),
        ("line 9", f"“{'x' * 80}…” is longer than 80 characters; shorten it"),
    ]


def test_a_quote_that_a_later_one_seems_to_close_takes_no_row_between_along() -> None:
    found = read('Mail,Team\na@x.org,"Kestrel\nb@x.org,Heron\nc@x.org,"Wren"\nd@x.org,Swift\n')

    assert [entry.email for entry in found.entries] == ["b@x.org", "c@x.org", "d@x.org"]
    assert [where for where, _ in bad(found)] == ["line 2"]


def test_several_rows_of_one_person_are_one_with_the_newest_date_of_each() -> None:
    found = read(
        "E-Mail,Certification,Date,Team\n"
        "ana@x.org,CLB,2021-05-01,Kestrel\n"
        "ANA@x.org,CLP,2023-05-01,\n"
        "ana@x.org,clb,2024-05-01,Heron\n"
        "ana@x.org,CLB,,\n"
    )

    [entry] = found.entries
    assert entry.certifications == {"CLB": date(2024, 5, 1), "CLP": date(2023, 5, 1)}
    assert entry.team == "Heron"
    assert entry.where == ["line 2", "line 3", "line 4", "line 5"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("CLB", ["CLB"]),
        ("CLB; CLP", ["CLB", "CLP"]),
        ("clb, Certified LeSS Practitioner", ["CLB", "CLP"]),
        ("CLP/CLE", ["CLP", "CLE"]),
        ("CLB and CLP", ["CLB", "CLP"]),
        ("CLB\nCLB", ["CLB"]),
        ("Certified LeSS Coach", ["Certified LeSS Coach"]),
        ("CLC", ["Certified LeSS Coach"]),
        ("Test and automation, advanced", ["Test and automation, advanced"]),
        ('=cmd|"/c calc"!A0', ["=cmd", '"/c calc"!A0']),
        (" ", []),
    ],
)
def test_a_cell_names_one_or_several_certifications(cell: str, expected: list[str]) -> None:
    assert list(certifications(cell)) == expected


def test_columns_named_for_a_certification_hold_a_date_or_a_word() -> None:
    found = read("E-Mail,CLB,CLP,CLE\nana@x.org,2024-03-01,x,no\nben@x.org,,-,ja\ncaro@x.org,perhaps,,\n")

    assert held(found) == {"ana@x.org": {"CLB": date(2024, 3, 1), "CLP": None}, "ben@x.org": {"CLE": None}}
    assert bad(found) == [("line 4", "its date is “perhaps”; write it like 2024-03-31")]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-03-01", date(2024, 3, 1)),
        ("2024-03-01T09:30:00Z", date(2024, 3, 1)),
        ("2024/3/1", date(2024, 3, 1)),
        ("01.03.2024", date(2024, 3, 1)),
        ("1.3.24", date(2024, 3, 1)),
        ("31/03/2024", date(2024, 3, 31)),
        ("03/31/2024", date(2024, 3, 31)),
        ("03/03/2024", date(2024, 3, 3)),
        ("1 March 2024", date(2024, 3, 1)),
        ("March 1, 2024", date(2024, 3, 1)),
        ("1. März 2024", date(2024, 3, 1)),
        ("Okt 2024", date(2024, 10, 1)),
        ("2024", date(2024, 1, 1)),
        ("45352", date(2024, 3, 1)),
    ],
)
def test_dates_are_read_as_people_and_programs_write_them(written: str, expected: date) -> None:
    assert held(read(f"Mail;CLB\na@x.org;{written}\n")) == {"a@x.org": {"CLB": expected}}


@pytest.mark.parametrize("written", ["30.02.2024", "1999-01-01", "13/13/2024", "2024-3", "99999", "1 2 March 2024"])
def test_what_is_no_date_of_this_century_makes_the_row_a_bad_one(written: str) -> None:
    found = read(f"Mail;CLB\na@x.org;{written}\nb@x.org;2024-03-01\n")

    assert list(held(found)) == ["b@x.org"]
    assert bad(found) == [("line 2", f"its date is “{written}”; write it like 2024-03-31")]


def test_a_date_that_can_be_two_days_is_asked_about() -> None:
    text = "Mail,CLB\na@x.org,03/04/2024\n"

    with pytest.raises(DatesMeanTwo, match=r"“03/04/2024” \(line 2\) can be two days.*Nothing was stored"):
        read(text)
    assert held(read(text, order=Order.DAY_FIRST)) == {"a@x.org": {"CLB": date(2024, 4, 3)}}
    assert held(read(text, order=Order.MONTH_FIRST)) == {"a@x.org": {"CLB": date(2024, 3, 4)}}


def test_the_other_dates_of_a_file_tell_the_order() -> None:
    days = held(read("Mail,CLB\na@x.org,03/04/2024\nb@x.org,25/04/2024\n"))
    months = held(read("Mail,CLB\na@x.org,03/04/2024\nb@x.org,04/25/2024\n"))

    assert days["a@x.org"] == {"CLB": date(2024, 4, 3)}
    assert months["a@x.org"] == {"CLB": date(2024, 3, 4)}
    with pytest.raises(DatesMeanTwo):
        read("Mail,CLB\na@x.org,03/04/2024\nb@x.org,04/25/2024\nc@x.org,25/04/2024\n")


def test_a_formula_is_just_text() -> None:
    [entry] = read('E-Mail,Team,Certification\na@x.org,=1+1,"=HYPERLINK(""http://x"")"\n').entries

    assert entry.team == "=1+1"
    assert list(entry.certifications) == ['=HYPERLINK("http://x")']


def test_control_characters_are_taken_out_of_what_is_kept() -> None:
    [entry] = read("E-Mail,Team\na@x.org,Kes\x00trel\x1b\n").entries

    assert entry.team == "Kestrel"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "There is nothing in the file"),
        (b"\n \n", "There is nothing in the file"),
        (b"E-Mail,Name\n", "no row below them"),
        (b"PK\x03\x04rest", "Save it as CSV first"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        (b"Mail\n" + b"a@x.org\n" * 50_001, "more than 50,000 rows"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableRoster, match=sentence):
        opened(content)


def test_a_file_without_addresses_is_refused_with_the_names_of_its_columns() -> None:
    with pytest.raises(
        NoAddressColumn, match=r"people are matched by them. Nothing was stored. The file has “Who”, “C”"
    ):
        read("Who,C\nAna,CLB\n")
