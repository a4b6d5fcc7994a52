"""The app manifest is read for what the app may do and is told."""

from pathlib import Path

import pytest

from sandbox.manifest import Command, Manifest, ManifestError, Shortcut
from tests.sandbox.running import MANIFEST


def test_scopes_events_commands_and_shortcuts_are_read() -> None:
    manifest = Manifest.read(MANIFEST)

    assert manifest.name == "Parrot"
    assert manifest.bot_name == "parrot"
    assert "chat:write" in manifest.bot_scopes
    assert "reaction_added" in manifest.bot_events
    assert manifest.commands[0] == Command("/parrot", "Says it again", "[words]", should_escape=False)
    assert manifest.shortcuts[0] == Shortcut("Note this", "Keeps a message", "note_this", "message")
    assert (manifest.has_home_tab, manifest.has_messages_tab, manifest.is_messages_tab_read_only) == (True, True, False)


def test_a_manifest_with_nothing_but_a_name_allows_nothing() -> None:
    manifest = Manifest.parse({"display_information": {"name": "Bare"}})

    assert (manifest.bot_name, manifest.bot_scopes, manifest.commands) == ("Bare", frozenset(), ())
    assert not manifest.has_home_tab


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "can't be read"), ("a: [", "is not YAML"), ("- a", "is no app manifest"), ("a: 1", "is no app manifest")],
)
def test_what_is_no_manifest_is_refused_with_its_path(tmp_path: Path, content: str | None, sentence: str) -> None:
    path = tmp_path / "manifest.yml"
    if content is not None:
        path.write_text(content)

    with pytest.raises(ManifestError, match=sentence) as refusal:
        Manifest.read(path)

    assert str(path) in str(refusal.value)
