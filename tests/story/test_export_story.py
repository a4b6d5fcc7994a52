"""Export over the wire: a file with the lessons a person may see, in their own conversation with the bot."""

import pytest

from tests.story.acting import put_away, shown
from tests.story.living import Life, said

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_person_gets_what_they_may_see_as_a_spreadsheet(told: Life) -> None:
    await told.command("lea", "general", "/lesson add =HYPERLINK is a formula to a spreadsheet")
    await told.fill_in("lea", learnt="Put an apostrophe before it.")
    await put_away(told, "lea")

    offered = await told.command("ben", "general", "/lesson export")
    assert "for you to see. As which file" in said(offered)
    await told.click("ben", "export.csv")

    assert "it is in our conversation" in said(await shown(told, "ben"))
    text = _files(told, "ben", "lessons.csv")[-1].decode("utf-8-sig")
    assert text.startswith('"key","title",')
    assert '"\'=HYPERLINK is a formula to a spreadsheet"' in text
    assert "Put an apostrophe before it." in text
    assert _files(told, "lea", "lessons.csv") == []


async def test_programs_get_json_lines(told: Life) -> None:
    await told.command("mia", "general", "/lesson add Gibbons swing from branch to branch")
    await told.fill_in("mia", learnt="So do good refactorings.")
    await put_away(told, "mia")

    await told.command("mia", "general", "/lesson export")
    await told.click("mia", "export.jsonl")

    assert '"learnt": "So do good refactorings."' in _files(told, "mia", "lessons.jsonl")[-1].decode()


async def test_a_person_gets_what_is_kept_about_them(told: Life) -> None:
    await told.command("priya", "general", "/community team Dipper")
    kept = await told.command("priya", "general", "/lesson forget-me")
    assert "Your team: 1" in said(kept)

    await told.click("priya", "export.own")

    assert "What I keep about you is in a file" in said(await shown(told, "priya"))
    assert '"your team"' in _files(told, "priya", "about-me.json")[-1].decode()


def _files(told: Life, user: str, name: str) -> list[bytes]:
    """Give the content of the files of this name in a person's conversation with the bot, oldest first."""
    workspace = told.sandbox.workspace
    person = workspace.find_user(user)
    assert person is not None
    both = {person.id, told.bot_user_id}
    rooms = {channel.id for channel in workspace.channels.values() if channel.is_im and set(channel.members) == both}
    return [file.content or b"" for file in workspace.files.values() if file.name == name and rooms & set(file.shares)]
