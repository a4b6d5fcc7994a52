"""Taking lessons out, into files: what everybody in the workspace may see, and nothing of a closed room."""

from collections.abc import Callable
from pathlib import Path

from bot import lesson_files
from bot.operating import opened, workspace_of
from bot.settings import Settings
from community.readers import NO_ROOMS
from handlers.exporting import copies_of

Say = Callable[[str], None]


async def export_lessons(settings: Settings, workspace_id: str, path: Path, *, form: str, say: Say) -> None:
    """Write the lessons to a file or a folder that is not there yet, and say how many they are."""
    form = form or lesson_files.format_of(path)
    async with opened(settings, is_read=True) as database:
        workspace_id = await workspace_of(settings, workspace_id)
        copies = await database.read(workspace_id, lambda stores: copies_of(stores, workspace_id, rooms=NO_ROOMS))
    if not copies:
        say("There are no lessons that everybody may see, so nothing was written.")
        return
    lesson_files.write(copies, path, form=form)
    say(f"{len(copies):,} lessons are in {path}." if len(copies) != 1 else f"1 lesson is in {path}.")
