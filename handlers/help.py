"""Help: what people can type and click, the same from everywhere."""

from handlers.answers import Answer, Say
from handlers.blocks import help as blocks
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature


async def show(command: Command, deps: Deps) -> Answer:
    """Answer `help` with what belongs to the command they typed."""
    return Say(blocks.show(mark=deps.capture_emoji[0], of=command.name))


async def show_on_click(action: Action, deps: Deps) -> Answer:
    """Answer the button, which stands under every refusal; its value may be the command that is meant."""
    of = action.value if action.value in {command.name for command in blocks.COMMANDS} else blocks.COMMUNITY.name
    return Say(blocks.show(mark=deps.capture_emoji[0], of=of))


FEATURE = Feature(
    commands={command.name: {"help": show} for command in blocks.COMMANDS},
    actions={"help.show": show_on_click},
)
