"""A roster in the App Home, over the wire: an admin uploads it, looks it through, stores it; people are told first."""

from datetime import timedelta

import pytest

from community.roster import Listed
from handlers.downloading import is_slacks
from sandbox.models import User
from tests.handlers.world import World, said

ROWS = """Vorname;Nachname;E-Mail;Team;Produktgruppe;Zertifikat;Datum;Gehalt
Ana;A;ana@example.org;Kestrel;Payments;CLB;01.03.2021;1
Ben;B;BEN@example.org;Heron;;;;1
Ben;B;BEN@example.org;;;CLP;01.03.2024;1
Caro;C;caro@example.org;;;Certified LeSS Coach;;1
Nobody;N;nobody@example.org;;;CLB;;1
"""


def with_addresses(world: World) -> None:
    for name in ("ana", "ben", "caro"):
        user = world.sandbox.workspace.find_user(name)
        assert user is not None
        user.email = f"{name}@example.org"


async def upload(world: World, text: str = ROWS, *, user: str = "ana", name: str = "roster.csv") -> str:
    """Open the window, as the button of the Home does, and give the file."""
    await world.home(user)
    await world.click(user, "home.settings")
    await world.click(user, "roster.upload")
    answer = await world.control.post("upload", user=user, name=name, text=text)
    file_id = str(answer["file"])
    await world.submit(user, file=file_id)
    return file_id


async def listed(world: World, name: str) -> Listed | None:
    return await world.read(lambda stores: stores.roster.of(world.user_id(name)))


async def brought(world: World, text: str = ROWS) -> None:
    with_addresses(world)
    await upload(world, text)
    await world.submit("ana")
    await world.submit("ana")
    await world.control.post("close", user="ana", all=True)


async def move(world: World, **span: int) -> None:
    await world.control.post("clock", advance_seconds=int(timedelta(**span).total_seconds()))
    await world.settle()


async def test_an_admin_sees_the_mapping_then_what_would_change_and_then_stores_it(world: World) -> None:
    with_addresses(world)
    await upload(world)

    mapping = await world.shown("ana")
    assert "This is how I read the file's columns." in mapping
    assert "Not used, and not kept: Gehalt" in mapping
    assert await listed(world, "ana") is None

    await world.submit("ana")
    looked = await world.shown("ana")
    assert "Nothing is stored yet. *3 people* matched: 3 new, 0 updated, 0 unchanged." in looked
    assert "line 6: Nobody N, nobody@example.org" in looked
    assert await listed(world, "ana") is None

    await world.submit("ana")
    stored = await world.shown("ana")
    assert "Stored: 3 new, 0 updated, 0 unchanged." in stored
    assert "you find it under *Files*" in stored  # Slack lets nobody but its person delete it
    ana = await listed(world, "ana")
    assert ana is not None
    assert [fact.what for fact in ana.facts] == ["CLB", "Payments"]
    assert (ana.team, list(ana.shown)) == ("Kestrel", [])


async def test_who_is_no_admin_uploads_nothing(world: World) -> None:
    await world.home("ben")
    await world.click("ben", "home.settings")
    home = said((await world.control.state())["homes"][world.user_id("ben")])

    assert "Upload a roster" not in home


async def test_who_stops_being_an_admin_on_the_way_stores_nothing(world: World) -> None:
    with_addresses(world)
    await upload(world)
    await world.submit("ana")
    ana = world.sandbox.workspace.find_user("ana")
    assert ana is not None
    ana.is_admin = False

    await world.submit("ana")

    assert "for the admins of this workspace, so nothing was changed" in await world.shown("ana")
    assert await listed(world, "ben") is None


async def test_a_mapping_is_put_right_in_the_window(world: World) -> None:
    with_addresses(world)
    await upload(world, "Kontakt,Kurs\nana@example.org,CLP\n")

    await world.submit("ana")
    assert "I can't tell which column has the e-mail addresses" in await world.shown("ana")
    await world.submit("ana", EMAIL="0")
    await world.submit("ana")

    ana = await listed(world, "ana")
    assert ana is not None
    assert [fact.what for fact in ana.facts] == ["CLP"]


async def test_dates_that_can_be_two_days_are_asked_about_in_the_window(world: World) -> None:
    with_addresses(world)
    await upload(world, "Mail,CLB\nana@example.org,03/04/2024\n")

    await world.submit("ana")
    assert "“03/04/2024” (line 2) can be two days" in await world.shown("ana")
    await world.submit("ana", order="day-first")
    await world.submit("ana")

    ana = await listed(world, "ana")
    assert ana is not None
    assert [str(fact.issued_on) for fact in ana.facts] == ["2024-04-03"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("E-Mail,Name\n", "no row below them"),
        ("PK\x03\x04", "Save it as CSV first"),
    ],
)
async def test_a_file_that_is_none_is_told_beside_its_field(world: World, text: str, sentence: str) -> None:
    with_addresses(world)
    await world.home("ana")
    await world.click("ana", "home.settings")
    await world.click("ana", "roster.upload")
    answer = await world.control.post("upload", user="ana", name="roster.csv", text=text)

    told = await world.submit("ana", file=answer["file"])

    assert sentence in told["errors"]["file"]


async def test_a_file_that_slack_does_not_give_is_told_beside_its_field(world: World) -> None:
    with_addresses(world)
    await world.home("ana")
    await world.click("ana", "home.settings")
    await world.click("ana", "roster.upload")
    answer = await world.control.post("upload", user="ana", name="roster.csv", text=ROWS)
    world.sandbox.api.scopes = world.sandbox.api.scopes - {"files:read"}

    told = await world.submit("ana", file=answer["file"])

    assert told["errors"] == {
        "file": "I could not read the file: Slack did not give it to me. Nothing was stored. Please upload it again."
    }


async def test_bad_rows_and_nobodies_are_named_by_line_and_others_go_on(world: World) -> None:
    with_addresses(world)
    await upload(world, "Mail,CLB\nana@example.org,soon\nben@example.org,2024-03-01\n,x\nzoe@example.org,x\n")

    await world.submit("ana")

    looked = await world.shown("ana")
    assert "*1 person* matched: 1 new" in looked
    assert "line 2: its date is “soon”; write it like 2024-03-31" in looked
    assert "line 4: it has no e-mail address" in looked
    assert "line 5: zoe@example.org" in looked
    await world.submit("ana")
    assert await listed(world, "ana") is None
    assert await listed(world, "ben") is not None


async def test_a_second_file_with_nothing_new_has_nothing_to_store(world: World) -> None:
    await brought(world)

    await upload(world)
    await world.submit("ana")

    assert "0 new, 0 updated, 3 unchanged" in await world.shown("ana")
    assert "there is nothing to store" in await world.shown("ana")


async def large(world: World) -> None:
    """Let an admin come to the last step with a file of more people than are stored together."""
    for number in range(450):
        name = f"person{number}"
        user = User(f"U1{number:07}", name, name, name, email=f"{name}@example.org")
        world.sandbox.workspace.add_user(user)
    await upload(world, "Mail,CLB\n" + "".join(f"person{number}@example.org,x\n" for number in range(450)))
    await world.submit("ana")


async def test_a_large_file_is_stored_while_the_window_shows_how_far_it_came(world: World) -> None:
    await large(world)

    await world.submit("ana")
    await world.settle()

    assert "Stored: 450 new, 0 updated, 0 unchanged." in await world.shown("ana")
    assert "Storing: 400 of 450" in str(await world.control.log())


async def test_the_end_is_told_in_the_conversation_of_who_closed_the_window(world: World) -> None:
    await large(world)
    await world.control.post("fault", method="views.update", error="not_found", times=9)

    await world.submit("ana")
    await world.settle()

    assert any("Stored: 450 new" in one for one in world.direct("ana"))


async def test_people_are_told_in_their_hours_and_others_see_nothing_for_a_week(world: World) -> None:
    await brought(world)
    await world.command("caro", "/community people CLP")
    assert world.direct("ben") == []  # it is 7:00

    await move(world, hours=4)

    [told] = world.direct("ben")
    assert "a list that says of you: *CLP 2024*" in told
    assert "In 7 days others can find you by it" in told
    assert "Nobody can be found" in await world.command("caro", "/community people CLP")
    await move(world, days=6, hours=20)
    assert "Nobody can be found" in await world.command("caro", "/community people CLP")
    await move(world, hours=6)
    found = await world.command("caro", "/community people CLP")
    assert "*ben*\nCLP 2024" in found
    assert len(world.direct("ben")) == 1


async def test_one_click_hides_it_and_it_stays_hidden_after_the_next_file(world: World) -> None:
    await brought(world)
    await move(world, hours=4)
    [channel] = [
        one for one in world.sandbox.workspace.channels.values() if one.is_im and world.user_id("ben") in one.members
    ]
    ts = next(iter(channel.messages))

    await world.click("ben", "roster.hide", channel=channel.id, ts=ts)
    await brought(world, ROWS.replace("01.03.2024", "01.06.2025"))
    await move(world, days=8)

    assert "It is hidden" in await world.told("ben")
    assert "Nobody can be found" in await world.command("caro", "/community people CLP")


async def test_one_click_shows_it_at_once_and_another_names_the_team(world: World) -> None:
    await brought(world)
    await move(world, hours=4)
    [channel] = [
        one for one in world.sandbox.workspace.channels.values() if one.is_im and world.user_id("ana") in one.members
    ]
    ts = next(iter(channel.messages))

    await world.click("ana", "roster.show", channel=channel.id, ts=ts)
    await world.click("ana", "roster.team", channel=channel.id, ts=ts)

    assert "*ana*\nCLB 2021" in await world.command("caro", "/community people CLB")
    team = await world.read(lambda stores: stores.teams.of(world.user_id("ana")))
    assert team is not None
    assert team.label == "Kestrel"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://files.slack.com/files-pri/T1-F1/download/a.csv", True),
        ("https://files.slack-gov.com/files-pri/T1-F1/a.csv", True),
        ("http://127.0.0.1:9/files-pri/T1-F1/a.csv", True),
        ("http://files.slack.com/a.csv", False),
        ("https://slack.com.evil.example/a.csv", False),
        ("https://evilslack.com/a.csv", False),
        ("https://files.slack.com@evil.example/a.csv", False),
        ("https://files.slack.com:8443/a.csv", False),
        ("http://127.0.0.1:10/a.csv", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_the_bots_token_goes_to_slack_and_to_nobody_else(address: str, expected: bool) -> None:
    assert is_slacks(address, "http://127.0.0.1:9/api/") is expected
