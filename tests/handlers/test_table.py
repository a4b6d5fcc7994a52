"""One table of all features."""

import pytest

from handlers.answers import Answer, Done
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature, merge


async def on_command(command: Command, deps: Deps) -> Answer:
    return Done()


async def on_action(action: Action, deps: Deps) -> Answer:
    return Done()


def test_several_features_share_a_command_word_by_word() -> None:
    communities = Feature(commands={"/community": {"": on_command, "join": on_command}})
    digest = Feature(commands={"/community": {"digest": on_command}, "/lesson": {"": on_command}})

    table = merge(communities, digest)

    assert {name: set(words) for name, words in table.commands.items()} == {
        "/community": {"", "join", "digest"},
        "/lesson": {""},
    }


def test_the_same_word_twice_is_a_mistake_of_ours() -> None:
    first = Feature(commands={"/community": {"join": on_command}})

    with pytest.raises(ValueError, match="the same words of /community: join"):
        merge(first, first)


def test_the_same_click_twice_is_a_mistake_of_ours() -> None:
    first = Feature(actions={"community.join": on_action})

    with pytest.raises(ValueError, match=r"the same actions: community\.join"):
        merge(first, first)


def test_merging_leaves_the_features_as_they_were() -> None:
    first = Feature(commands={"/community": {"join": on_command}})

    merge(first, Feature(commands={"/community": {"leave": on_command}}))

    assert set(first.commands["/community"]) == {"join"}
