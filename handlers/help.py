"""Help: what people can type and click, the same from everywhere."""

from handlers.answers import Answer, Say
from handlers.blocks import help as blocks
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature


async def show(command: Command, deps: Deps) -> Answer:
    """Answer `help`, with what belongs to the command they typed first."""
    return Say(blocks.show(mark=deps.capture_emoji[0], first=command.name))


async def show_on_click(_action: Action, deps: Deps) -> Answer:
    """Answer the button, which stands under every refusal."""
    return Say(blocks.show(mark=deps.capture_emoji[0]))


FEATURE = Feature(
    commands={command.name: {"help": show} for command in blocks.COMMANDS},
    actions={"help.show": show_on_click},
)
