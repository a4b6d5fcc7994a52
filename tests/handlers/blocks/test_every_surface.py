"""Everything the bot shows, with ordinary and with extreme values, is what Slack takes and does nothing of its own."""

import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

import handlers.blocks
from handlers.blocks import parts
from handlers.blocks.parts import Message, View
from handlers.features import TABLE
from sandbox.block_kit.checks import problems_of_blocks, problems_of_view
from tests.handlers.blocks import holding
from tests.handlers.blocks.surfaces import TEXTS, Shown, Surface

SURFACES: list[Surface] = [
    surface
    for path in sorted(Path(__file__).parent.glob("surfaces_*.py"))
    for surface in import_module(f"tests.handlers.blocks.{path.stem}").SURFACES
]


def _builders() -> Iterator[Callable[..., object]]:
    """Give every public function in handlers/blocks that makes something to show."""
    for module_info in pkgutil.iter_modules(handlers.blocks.__path__, "handlers.blocks."):
        module = import_module(module_info.name)
        if module is parts:
            continue
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                returned = typing.get_type_hints(function).get("return")
                if {Message, View} & {returned, *typing.get_args(returned)}:
                    yield function


CASES = [
    pytest.param(surface, text, id=f"{surface.name}, {name}") for surface in SURFACES for name, text in TEXTS.items()
]


def test_every_builder_is_in_the_register() -> None:
    registered = {surface.builder for surface in SURFACES}

    missing = sorted(f"{builder.__module__}.{builder.__name__}" for builder in set(_builders()) - registered)

    assert missing == [], "add them to tests/handlers/blocks/surfaces_<feature>.py"


def test_no_surface_is_registered_twice() -> None:
    names = [surface.name for surface in SURFACES]

    assert len(names) == len(set(names))


@pytest.mark.parametrize(("surface", "text"), CASES)
def test_slack_takes_it_and_it_does_nothing_of_its_own(surface: Surface, text: str) -> None:
    shown = surface.render(text)

    assert [*holding.problems(shown), *_problems_here(shown)] == []


def _problems_here(shown: Shown) -> list[str]:
    """Give what the Slack on this machine would refuse."""
    if isinstance(shown, Message):
        return problems_of_blocks(list(shown.blocks))
    return problems_of_view(dict(shown.payload), kind=str(shown.payload["type"]))


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)
def test_every_button_has_somebody_who_answers(surface: Surface) -> None:
    shown = surface.render("Contract testing")
    found = shown.blocks if isinstance(shown, Message) else shown.payload["blocks"]

    parts = list(holding.parts_of(found))
    clicked = {part["action_id"] for part in parts if part.get("type") == "button" and "url" not in part}
    clicked |= {
        chosen["value"].partition(" ")[0]
        for part in parts
        if part.get("type") == "overflow"
        for chosen in part["options"]
    }

    assert clicked <= set(TABLE.actions)


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)
def test_every_modal_that_can_be_submitted_has_somebody_who_takes_it(surface: Surface) -> None:
    shown = surface.render("Contract testing")

    if isinstance(shown, View) and "submit" in shown.payload:
        assert shown.payload["callback_id"] in TABLE.views
