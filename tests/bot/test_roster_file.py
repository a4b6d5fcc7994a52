"""`yokoten import roster`, with a real Slack that knows the addresses."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.archives import NotImportable
from bot.problems import OperatorError
from bot.roster_file import import_roster
from community.roster import Listed
from community.roster_columns import Column
from community.roster_dates import Order
from sandbox.clock import Clock
from sandbox.faults import parse
from sandbox.models import User
from sandbox.server import Sandbox
from storage.database import Database
from tests.bot.processes import finished
from tests.bot.running import settings_for
from tests.handlers.world import MANIFEST
from tests.sandbox.running import MONDAY, small_workspace

ROWS = """Name;E-Mail;Team;Produktgruppe;Zertifikat;Datum;Gehalt
Ana;ANA@example.org;Kestrel;Payments;CLB; 01.03.2021;1
Ana;ana@example.org;;;CLP;01.03.2024;1
Ben;ben@example.org;;;Certified LeSS Coach;;1
Nobody;nobody@example.org;;;CLB;;1
Gone;gone@example.org;;;CLB;;1
Bad;;;;CLB;;1
"""


@dataclass
class Desk:
    """An operator's desk: a Slack, a database, a folder."""

    sandbox: Sandbox
    url: str
    folder: Path

    async def bring(self, text: str = ROWS, *, agrees: bool = True, **given: Any) -> list[str]:
        """Bring a file and give all that was said, with the steps of the bar as numbers."""
        (self.folder / "roster.csv").write_text(text, encoding="utf-8")
        told: list[str] = []

        def bar(length: int) -> Callable[[int], None]:
            told.append(f"bar of {length}")
            return lambda count: told.append(f"bar +{count}")

        how: dict[str, Any] = {"chosen": {}, "order": None, "is_dry_run": False} | given
        await import_roster(
            settings_for(self.sandbox, self.url, self.folder),
            "",
            self.folder / "roster.csv",
            agree=lambda: agrees,
            say=told.append,
            advance=bar,
            **how,
        )
        return told

    async def kept(self, name: str) -> Listed | None:
        user = self.sandbox.workspace.find_user(name)
        assert user is not None
        database = await Database(self.url).open()
        try:
            return await database.read(self.sandbox.workspace.team_id, lambda stores: stores.roster.of(user.id))
        finally:
            await database.close()


@pytest.fixture
async def desk(database_url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    clock = Clock(MONDAY)
    workspace = small_workspace(clock)
    for name in ("ana", "ben"):
        person = workspace.find_user(name)
        assert person is not None
        person.email = f"{name.capitalize()}@example.org"
    workspace.add_user(User("U0GONE001", "gone", "Gone", "Gone", email="gone@example.org", deleted=True))
    sandbox = Sandbox(workspace, MANIFEST, clock=clock, has_rates=False)
    await sandbox.start()
    yield Desk(sandbox, database_url, tmp_path)
    await sandbox.stop()


async def test_the_mapping_and_what_would_change_are_told_before_anything_is_kept(desk: Desk) -> None:
    told = await desk.bring(agrees=False)

    assert told == [
        "How the columns are read:",
        "  email: E-Mail",
        "  name: Name",
        "  team: Team",
        "  product group: Produktgruppe",
        "  certification: Zertifikat",
        "  date: Datum",
        "  not used: Gehalt",
        "People matched (2): 2 new, 0 updated, 0 unchanged.",
        "Matched nobody, and not kept, since nobody to be listed has the address (2):",
        "  line 5: Nobody, nobody@example.org",
        "  line 6: Gone, gone@example.org",
        "Bad rows, which are left out (1):",
        "  line 7: it has no e-mail address; one like ana@example.org is needed to match a person",
        "Nothing was stored.",
    ]
    assert await desk.kept("ana") is None


async def test_people_are_kept_with_all_their_rows_and_others_see_nothing_yet(desk: Desk) -> None:
    told = await desk.bring()

    assert told[-3:] == [
        "bar of 2",
        "bar +2",
        "Stored: 2 new, 0 updated, 0 unchanged. They are told privately before others see anything new of them.",
    ]
    ana = await desk.kept("ana")
    assert ana is not None
    assert [(fact.what, fact.issued_on) for fact in ana.facts] == [
        ("CLB", date(2021, 3, 1)),
        ("CLP", date(2024, 3, 1)),
        ("Payments", None),
    ]
    assert (ana.team, ana.told_at, list(ana.shown)) == ("Kestrel", None, [])
    assert "example.org" not in repr(ana)


async def test_a_second_import_updates_and_a_third_finds_nothing_to_do(desk: Desk) -> None:
    await desk.bring()

    again = await desk.bring(ROWS.replace("01.03.2024", "01.06.2025"))
    third = await desk.bring(ROWS)

    assert again[-1].startswith("Stored: 0 new, 1 updated, 1 unchanged.")
    assert third[-1] == "Nothing was stored."
    assert "People matched (2): 0 new, 0 updated, 2 unchanged." in third
    ana = await desk.kept("ana")
    assert ana is not None
    assert [fact.issued_on for fact in ana.facts if fact.what == "CLP"] == [date(2025, 6, 1)]


async def test_a_dry_run_stores_nothing(desk: Desk) -> None:
    await desk.bring("E-Mail\nana@example.org\n")

    told = await desk.bring(is_dry_run=True)

    assert told[-1] == "Nothing was stored. The same without --dry-run does it."
    assert "People matched (2): 1 new, 1 updated, 0 unchanged." in told
    assert await desk.kept("ben") is None


async def test_who_was_forgotten_is_brought_by_no_list_and_told_of_as_a_stranger(desk: Desk) -> None:
    await desk.bring()
    ana = desk.sandbox.workspace.find_user("ana")
    assert ana is not None
    database = await Database(desk.url).open()
    await database.write(
        desk.sandbox.workspace.team_id,
        lambda stores: stores.forgetting.erase(ana.id, with_words=True, now=desk.sandbox.clock.now()),
    )
    await database.close()

    told = await desk.bring()

    assert await desk.kept("ana") is None
    assert "  line 2: Ana, ana@example.org" in told


async def test_a_column_and_the_order_of_dates_can_be_said(desk: Desk) -> None:
    text = "Kontakt,CLB\nana@example.org,03/04/2024\n"

    with pytest.raises(NotImportable, match=r'say which one it is. Use --column email="Kontakt"'):
        await desk.bring(text)
    with pytest.raises(NotImportable, match="Use --date-order day-first or --date-order month-first"):
        await desk.bring(text, chosen={Column.EMAIL: "Kontakt"})
    await desk.bring(text, chosen={Column.EMAIL: "Kontakt"}, order=Order.DAY_FIRST)

    ana = await desk.kept("ana")
    assert ana is not None
    assert [fact.issued_on for fact in ana.facts] == [date(2024, 4, 3)]


async def test_all_pages_of_people_are_asked_and_a_busy_slack_is_asked_again(desk: Desk) -> None:
    for number in range(900):  # a page has 800
        name = f"person{number}"
        desk.sandbox.workspace.add_user(User(f"U1{number:07}", name, name, name, email=f"{name}@example.org"))
    desk.sandbox.faults.plan(parse({"method": "users.list", "retry_after": 0}))

    told = await desk.bring("E-Mail,CLB\nperson899@example.org,x\nana@example.org,x\n", is_dry_run=True)

    assert "People matched (2): 2 new, 0 updated, 0 unchanged." in told
    assert desk.sandbox.faults.pending() == []


async def test_a_slack_that_shows_no_addresses_is_told_of(desk: Desk) -> None:
    desk.sandbox.api.scopes = desk.sandbox.api.scopes - {"users:read.email"}

    with pytest.raises(OperatorError, match=r"the scope users:read\.email"):
        await desk.bring()

    assert await desk.kept("ana") is None


@pytest.mark.process
async def test_the_command_asks_nobody_who_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text(ROWS)

    code, _, err = await finished(tmp_path, "import", "roster", str(tmp_path / "roster.csv"))
    wrong, _, err_of_wrong = await finished(
        tmp_path, "import", "roster", str(tmp_path / "roster.csv"), "--yes", "--column", "phone=Tel"
    )

    assert (code, wrong) == (2, 2)
    assert "say --yes" in " ".join(err.split())
    assert 'email="E-Mail"' in " ".join(err_of_wrong.split())
