"""Files that people give in modals: chosen by their person, told to the app, and read with the app's token only."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from sandbox.server import Sandbox
from tests.handlers.world import MANIFEST
from tests.sandbox.running import Control, sandbox_of

ROWS = "E-Mail\nana@example.org\n"
MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "A file"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "file",
            "label": {"type": "plain_text", "text": "File"},
            "element": {"type": "file_input", "action_id": "file", "filetypes": ["csv"], "max_files": 1},
        }
    ],
}


@pytest.fixture
async def slack() -> AsyncIterator[tuple[Sandbox, Control]]:
    async with sandbox_of(manifest=MANIFEST) as running:
        yield running


async def give(control: Control, user: str = "ana", name: str = "a.csv") -> str:
    return str((await control.post("upload", user=user, name=name, text=ROWS))["file"])


def open_modal(sandbox: Sandbox, user: str = "ana") -> str:
    person = sandbox.workspace.find_user(user)
    assert person is not None
    return sandbox.workspace.open_view(person.id, MODAL).id


async def info(sandbox: Sandbox, control: Control, file_id: str) -> dict[str, object]:
    headers = {"Authorization": f"Bearer {sandbox.workspace.bot_token}"}
    async with control.session.get(f"{sandbox.api_url}files.info", params={"file": file_id}, headers=headers) as answer:
        body: dict[str, object] = await answer.json()
    return body


async def test_a_file_is_read_with_the_bots_token_and_without_it_there_is_a_sign_in_page(
    slack: tuple[Sandbox, Control],
) -> None:
    sandbox, control = slack
    file = (await info(sandbox, control, await give(control)))["file"]
    assert isinstance(file, dict)

    async def fetch(token: str) -> tuple[int, str]:
        headers = {"Authorization": f"Bearer {token}"}
        async with control.session.get(file["url_private_download"], headers=headers, allow_redirects=False) as answer:
            return answer.status, await answer.text()

    assert file["url_private"].startswith(sandbox.url)
    assert await fetch(sandbox.workspace.bot_token) == (200, ROWS)
    assert (await fetch("xoxb-another"))[0] == 302


async def test_an_app_without_the_scope_reads_no_file(tmp_path: Path) -> None:
    lines = MANIFEST.read_text(encoding="utf-8").splitlines()
    bare = tmp_path / "manifest.yml"
    bare.write_text("\n".join(line for line in lines if "files:read" not in line), encoding="utf-8")
    async with sandbox_of(manifest=bare) as (sandbox, control):
        file_id = await give(control)
        assert (await info(sandbox, control, file_id))["error"] == "missing_scope"
        url = f"{sandbox.url}/files-pri/{sandbox.workspace.team_id}-{file_id}/a.csv"
        headers = {"Authorization": f"Bearer {sandbox.workspace.bot_token}"}
        async with control.session.get(url, headers=headers, allow_redirects=False) as answer:
            assert answer.status == 302


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([], "Please complete this required field."),
        (["F0NOFILE"], "There is no file 'F0NOFILE' of this person."),
        (["of ben"], "of this person."),
        (["a picture"], "This takes files of csv, got 'a.png'."),
        (["a.csv", "a.csv"], "Choose at most 1."),
    ],
)
async def test_what_an_input_does_not_take_is_refused(
    slack: tuple[Sandbox, Control], values: list[str], sentence: str
) -> None:
    sandbox, control = slack
    there = {
        "of ben": await give(control, "ben"),
        "a picture": await give(control, name="a.png"),
        "a.csv": await give(control),
    }
    view_id = open_modal(sandbox)

    given = [there.get(value, value) for value in values]
    refusal = await control.refused("submit", user="ana", view_id=view_id, values={"file": {"file": given}})

    assert sentence in refusal


async def test_an_empty_file_is_refused(slack: tuple[Sandbox, Control]) -> None:
    _, control = slack

    assert "invalid_arguments" in await control.refused("upload", user="ana", name="a.csv", text="")


async def test_the_page_uploads_what_was_chosen(slack: tuple[Sandbox, Control]) -> None:
    sandbox, control = slack
    url = f"{sandbox.url}/page/upload"
    async with control.session.post(url, params={"as": "ana", "name": "a.csv"}, data=aiohttp.BytesPayload(b"x")) as got:
        file_id = (await got.json())["file"]

    assert sandbox.workspace.files[file_id].content == b"x"
