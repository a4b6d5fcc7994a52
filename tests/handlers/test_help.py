"""Help: the same words everywhere, and every word that is answered is told."""

import re

import pytest

from handlers.blocks import help as told
from handlers.features import TABLE
from tests.handlers.world import World


@pytest.mark.parametrize("command", told.COMMANDS, ids=lambda command: command.name)
def test_every_word_that_is_answered_is_told_and_none_else(command: told.Command) -> None:
    answered = set(TABLE.commands[command.name])

    assert {word for usage in command.usages for word in usage.words} == answered


@pytest.mark.parametrize("command", told.COMMANDS, ids=lambda command: command.name)
def test_the_hint_is_read_at_a_glance_and_names_words_that_are_answered(command: told.Command) -> None:
    named = re.findall(r"[a-z][a-z-]*(?= [|\]]|\])|(?<=\[)[a-z-]+(?= \|)", command.hint)

    assert set(named) - {"find", "name", "title", "number"} <= set(told.words(command))
    assert "help" in named
    assert len(command.hint) <= 100


@pytest.mark.parametrize("name", ["/community", "/lesson", "/meetup"])
async def test_help_tells_the_command_it_was_asked_of_and_where_to_read_of_the_others(world: World, name: str) -> None:
    answer = await world.command("ana", f"{name} help")

    told_of = {line.split()[0].strip("`:") for line in answer.splitlines() if line.startswith("`/")}
    assert told_of == {name}
    assert all(f"`{other.name} help`" in answer for other in told.COMMANDS if other.name != name)
    assert ":bulb:" in answer


async def test_the_button_under_a_refusal_helps(world: World) -> None:
    await world.command("ana", "/community hlep")

    await world.click("ana", "help.show", channel="birds")

    assert "Here is what I can do." in await world.told("ana")
