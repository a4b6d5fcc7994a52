"""`yokoten import`, `yokoten export` and `yokoten forget`: lessons and rosters in, lessons out, a person forgotten."""
# ruff: noqa: PLC0415  # as in cli.py: each command imports what it needs when it runs

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

Run = Callable[[Callable[[], Coroutine[Any, Any, Any]]], Any]
LoadSettings = Callable[[], "Settings"]

Given = Annotated[Path, typer.Argument(help="What to read.", show_default=False)]
Workspace = Annotated[
    str, typer.Option("--workspace", help="The workspace's id (T…). Without it, Slack is asked whose the bot token is.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")]


def add_to(cli: typer.Typer, load_settings: LoadSettings, run: Run) -> None:
    """Add the commands to the `yokoten` command."""
    cli.add_typer(_imports(load_settings, run), name="import")
    cli.add_typer(_exports(load_settings, run), name="export")
    _add_forget(cli, load_settings, run)


def _imports(load_settings: LoadSettings, run: Run) -> typer.Typer:
    app = typer.Typer(help="Bring lessons or a roster in. Doing it twice adds nothing.", no_args_is_help=True)

    @app.command("lessons")
    def lessons(path: Given, workspace: Workspace = "", is_dry_run: DryRun = False) -> None:
        """Bring in a folder of Markdown files, a CSV file or a JSON Lines file; which one it is, is found out."""
        from bot import importing

        settings = load_settings()
        run(
            lambda: importing.import_lessons(
                settings, workspace, path, is_dry_run=is_dry_run, say=typer.echo, advance=_bar
            )
        )

    @app.command("slack-export")
    def slack_export(
        path: Given,
        workspace: Workspace = "",
        domain: Annotated[str, typer.Option(help="The workspace's name in its address, for links: acme.")] = "",
        is_dry_run: DryRun = False,
    ) -> None:
        """Bring in what was marked in the public channels of an export of Slack, a folder or a zip."""
        from bot import importing

        settings = load_settings()
        run(
            lambda: importing.import_slack_export(
                settings, workspace, path, domain=domain, is_dry_run=is_dry_run, say=typer.echo, advance=_bar
            )
        )

    _add_roster(app, load_settings, run)
    return app


def _add_roster(app: typer.Typer, load_settings: LoadSettings, run: Run) -> None:
    @app.command("roster")
    def roster(
        path: Given,
        columns: Annotated[
            list[str] | None,
            typer.Option("--column", help='Which column is what, as in email="E-Mail". Say it once for each.'),
        ] = None,
        date_order: Annotated[str, typer.Option(help="What comes first in 03/04/2024: day-first or month-first.")] = "",
        is_sure: Annotated[bool, typer.Option("--yes", help="Store it without asking.")] = False,
        workspace: Workspace = "",
        is_dry_run: DryRun = False,
    ) -> None:
        """Bring in who is certified in what, from a CSV file with e-mail addresses. The bot must not be running."""
        import sys

        from bot import roster_file
        from community.roster_columns import Column
        from community.roster_dates import Order

        chosen: dict[Column, str] = {}
        for given in columns or ():
            name, sign, named = given.partition("=")
            if not sign or name.strip() not in tuple(Column):
                raise typer.BadParameter(f'write it like email="E-Mail"; columns are {", ".join(Column)}')
            chosen[Column(name.strip())] = named.strip()
        if date_order not in ("", *Order):
            raise typer.BadParameter(f"use {' or '.join(Order)}")
        if not (is_sure or is_dry_run or sys.stdin.isatty()):
            raise typer.BadParameter("nobody is there to be asked; say --yes, or --dry-run to look first")
        settings = load_settings()
        run(
            lambda: roster_file.import_roster(
                settings,
                workspace,
                path,
                chosen=chosen,
                order=Order(date_order) if date_order else None,
                is_dry_run=is_dry_run,
                agree=lambda: is_sure or typer.confirm("Store it?"),
                say=typer.echo,
                advance=_bar,
            )
        )


def _exports(load_settings: LoadSettings, run: Run) -> typer.Typer:
    app = typer.Typer(help="Take lessons out.", no_args_is_help=True)

    @app.command("lessons")
    def lessons(
        to: Annotated[Path, typer.Option("--to", help="The new file, or the new folder for Markdown.")],
        form: Annotated[
            str, typer.Option("--format", help="markdown, csv or jsonl; without it the name of the file says it.")
        ] = "",
        workspace: Workspace = "",
    ) -> None:
        """Write the lessons that everybody may see. Those of closed rooms stay in them."""
        from bot import exporting, lesson_files

        if form not in ("", *lesson_files.FORMATS):
            raise typer.BadParameter(f"use {', '.join(lesson_files.FORMATS[:-1])} or {lesson_files.FORMATS[-1]}")
        settings = load_settings()
        run(lambda: exporting.export_lessons(settings, workspace, to, form=form, say=typer.echo))

    return app


def _add_forget(cli: typer.Typer, load_settings: LoadSettings, run: Run) -> None:
    @cli.command("forget")
    def forget(
        user_id: Annotated[str, typer.Argument(help="The person's id (U… or W…).", show_default=False)],
        is_name_only: Annotated[
            bool, typer.Option("--name-only", help="Leave their lessons, without anything that leads to them.")
        ] = False,
        is_sure: Annotated[bool, typer.Option("--yes", help="Ask no more.")] = False,
        workspace: Workspace = "",
    ) -> None:
        """Erase somebody who can't do it themselves with /lesson forget-me. It can't be undone."""
        from bot import operating

        if user_id[:1] not in ("U", "W") or not user_id.isalnum():
            raise typer.BadParameter("a person's id begins with U or W; their profile in Slack shows it")
        settings = load_settings()
        is_any = run(lambda: operating.tell_of(settings, workspace, user_id, typer.echo))
        if not is_any:
            return
        if not is_sure:
            typer.confirm("Erase all of it?" if not is_name_only else "Erase their name from it?", abort=True)
        run(lambda: operating.forget(settings, workspace, user_id, with_words=not is_name_only, say=typer.echo))


def _bar(length: int) -> Callable[[int], None]:
    """Show a bar that grows, where somebody looks; its end comes with the last piece."""
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True, disable=not _is_watched())
    task = bar.add_task("Keeping", total=length)
    bar.start()
    if not length:
        bar.stop()

    def advance(count: int) -> None:
        bar.advance(task, count)
        if bar.finished:
            bar.stop()

    return advance


def _is_watched() -> bool:
    import sys

    return sys.stderr.isatty()
