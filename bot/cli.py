"""The `yokoten` command.

Each command imports what it needs when it runs, so that `--help` answers at once.
"""
# ruff: noqa: PLC0415

import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

from bot import cli_lessons

if TYPE_CHECKING:
    from bot.settings import Settings
    from handlers.table import Feature

cli = typer.Typer(
    help="Yokoten grows communities of practice in Slack, so that what one team learns reaches the others.",
    no_args_is_help=True,
    add_completion=False,
    # The pretty traces print local variables, and tokens and texts are among them.
    pretty_exceptions_enable=False,
)
inbox = typer.Typer(help="Events that could not be handled and were set aside.", invoke_without_command=True)
outbox = typer.Typer(help="Deliveries that wait for you to decide.", invoke_without_command=True)
cli.add_typer(inbox, name="inbox")
cli.add_typer(outbox, name="outbox")

WRONG_USE = 2

T = TypeVar("T")

Workspace = Annotated[
    str, typer.Option("--workspace", help="The workspace's id (T…). Without it, Slack is asked whose the bot token is.")
]


def main() -> None:
    """Run the command that was typed."""
    cli()


def _say_version(is_wanted: bool) -> None:
    if is_wanted:
        from importlib.metadata import version

        typer.echo(f"yokoten {version('yokoten')}")
        raise typer.Exit


@cli.callback()
def root(
    version: Annotated[  # its callback answers it
        bool,
        typer.Option("--version", is_eager=True, callback=_say_version, help="Say which version this is, and end."),
    ] = False,
) -> None:
    """Hold what belongs to no single command."""


@cli.command()
def run(
    is_child: Annotated[
        bool, typer.Option("--child", hidden=True, help="Read settings from standard input, and end when that ends.")
    ] = False,
) -> None:
    """Run the bot: in Slack when tokens are set, else in a Slack on this machine."""
    if is_child:
        # What takes long comes first, while whoever started this finds out the settings.
        _bot()
        from bot.local import read_settings

        read_settings()
    settings = _settings()
    if not settings.has_any_token:
        _run_local(settings)
        return
    if settings.missing:
        _end(*settings.missing, code=WRONG_USE)
    run_bot, table = _bot()
    _run(lambda: run_bot(settings, table, until_stdin_ends=is_child))


@cli.command()
def local(
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="The page's port (default: LOCAL_PORT).")] = None,
    workspace_only: Annotated[
        bool, typer.Option("--workspace-only", help="Start no bot; print the settings with which one finds this Slack.")
    ] = False,
    export: Annotated[
        Path | None, typer.Option(help="A Slack export, folder or zip, to open instead of the invented organisation.")
    ] = None,
    transport: Annotated[str | None, typer.Option(help="How events reach the bot: socket or http.")] = None,
    bot_url: Annotated[
        str | None, typer.Option(help="With --workspace-only: the bot's address, whose clock then follows.")
    ] = None,
    events_url: Annotated[
        str | None, typer.Option(help="With --workspace-only: where events are posted, for a bot that takes HTTP.")
    ] = None,
) -> None:
    """Run a Slack on this machine, with the bot in it, and a page to use it."""
    given = {name: value for name, value in {"local_port": port, "transport": transport}.items() if value is not None}
    settings = _settings(**given)
    if (bot_url or events_url) and not workspace_only:
        _end("--bot-url and --events-url go with --workspace-only: else the bot is started here.", code=WRONG_USE)
    _run_local(settings, is_workspace_only=workspace_only, export=export, bot_url=bot_url, events_url=events_url)


@cli.command()
def init_db() -> None:
    """Make the database ready, or bring it to the newest version. The bot does this itself when it starts."""
    settings = _settings()
    from storage.database import Database

    async def migrate() -> None:
        database = await Database(settings.database_url).open()
        await database.close()

    _run(migrate)
    typer.echo("The database is ready.")


@cli.command()
def mcp(
    over_http: Annotated[
        bool, typer.Option("--http", help="Serve streamable HTTP on MCP_HOST:MCP_PORT, for who knows MCP_TOKEN.")
    ] = False,
    workspace: Workspace = "",
) -> None:
    """Serve the public lessons to people's AI helpers over the Model Context Protocol, beside a bot that may run."""
    settings = _settings()
    try:
        from bot import mcp_server
    except ModuleNotFoundError as error:
        _end(f"The Model Context Protocol needs {error.name}, which is not installed: pip install 'yokoten[mcp]'.")
    from bot.operating import own_workspace

    async def serve() -> None:
        await mcp_server.serve(settings, workspace or await own_workspace(settings), over_http=over_http)

    _run(serve)


@inbox.callback()
def list_inbox(context: typer.Context, workspace: Workspace = "") -> None:
    """List the events that were set aside, oldest first."""
    if context.invoked_subcommand is None:
        from bot import operating

        settings = _settings()
        _run(lambda: operating.list_inbox(settings, workspace, typer.echo))


@inbox.command("replay")
def replay_event(event_id: str, workspace: Workspace = "") -> None:
    """Handle an event once more, from its first try."""
    from bot import operating

    settings = _settings()
    if not _run(lambda: operating.replay_event(settings, workspace, event_id)):
        _end(f"No event {event_id} was set aside; `yokoten inbox` lists those that were.")
    typer.echo(f"{event_id} is handled once more when the bot runs.")


@outbox.callback()
def list_outbox(context: typer.Context, workspace: Workspace = "") -> None:
    """List the deliveries that were parked, oldest first."""
    if context.invoked_subcommand is None:
        from bot import operating

        settings = _settings()
        _run(lambda: operating.list_outbox(settings, workspace, typer.echo))


@outbox.command("replay")
def replay_delivery(delivery_id: int, workspace: Workspace = "") -> None:
    """Send a parked or refused delivery once more. Look in Slack first: it may have arrived."""
    from bot import operating

    settings = _settings()
    if not _run(lambda: operating.replay_delivery(settings, workspace, delivery_id)):
        _end(f"No delivery {delivery_id} was parked or refused; `yokoten outbox` lists those that were parked.")
    typer.echo(f"Delivery {delivery_id} is sent once more when the bot runs.")


def _bot() -> "tuple[Callable[..., Coroutine[Any, Any, None]], Feature]":
    from bot.run import run
    from handlers.features import TABLE

    return run, TABLE


def _run_local(
    settings: "Settings",
    *,
    is_workspace_only: bool = False,
    export: Path | None = None,
    bot_url: str | None = None,
    events_url: str | None = None,
) -> None:
    try:
        from bot.local import run_local
    except ModuleNotFoundError as error:
        _end(f"A Slack on this machine needs {error.name}, which is not installed: pip install 'yokoten[local]'.")
    _run(
        lambda: run_local(
            settings, is_workspace_only=is_workspace_only, export=export, bot_url=bot_url, events_url=events_url
        )
    )


def _settings(**given: Any) -> "Settings":
    from bot import logs
    from bot.settings import WrongSettings, load

    try:
        settings = load(**given)
    except WrongSettings as wrong:
        _end(*wrong.sentences, code=WRONG_USE)
    logs.set_up(settings.log_level, settings.log_format)
    return settings


def _run(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    import uvloop

    from bot.problems import OperatorError
    from storage.errors import StorageError

    try:
        return uvloop.run(work())
    except (OperatorError, StorageError) as error:
        _end(str(error))
    except KeyboardInterrupt:
        sys.exit(0)


def _end(*sentences: str, code: int = 1) -> NoReturn:
    for sentence in sentences:
        typer.echo(sentence, err=True)
    sys.exit(code)


cli_lessons.add_to(cli, _settings, _run)
