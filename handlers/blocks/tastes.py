"""What people are told when they want more or less like an entry of a digest."""

from collections.abc import Mapping, Sequence

from community.communities import Community
from community.lessons import Lesson
from community.tastes import Likes
from handlers.blocks.parts import Message, actions, button, section
from handlers.blocks.text import inline_short

UNDO = "taste.undo"
_SHOWN = 4
_NAME = 60


def noted(lesson: Lesson, community: Community | None, traits: Sequence[str], *, is_more: bool) -> Message:
    """Tell a person what their word changes, and let them take it back; no community: it is their own digest."""
    way = "More" if is_more else "Less"
    what = f": {', '.join(traits[:_SHOWN])}, and what means something similar" if traits else ""
    where = f"the digest of *{inline_short(community.topic, 160)}*" if community else "your digest"
    alone = (
        " It counts as soon as another member wants it too, so that nobody steers it alone. Nobody sees who said so."
        if community
        else ""
    )
    text = (
        f"Noted for {where}. {way} like *{inline_short(lesson.title, 160)}*{what}.{alone} "
        "It fades: after eight weeks a half is left, after a year nothing."
    )
    undo = button("Undo", UNDO, f"{lesson.number} {community.id if community else 0}")
    return Message(text, [section(text), actions(undo)])


def taken_back(lesson: Lesson) -> Message:
    """Tell a person that their word doesn't count any more."""
    text = f"Taken back. What you said of *{inline_short(lesson.title, 160)}* changes nothing any more."
    return Message(text, [section(text)])


def wanted(likes: Likes, topics: Mapping[int, str], components: Mapping[int, str]) -> list[str]:
    """Say in two lines at most what members want more and less of; of whom and how many is told to nobody."""
    lines = []
    for first, sign in (("More of", 1), ("Less of", -1)):
        ordered = sorted((trait for trait in likes if likes[trait] * sign > 0), key=lambda one: -abs(likes[one]))
        if said := says(ordered, topics, components):
            lines.append(f"{first} what members wanted so: {', '.join(said[:_SHOWN])}.")
    return lines


def says(traits: Sequence[str], topics: Mapping[int, str], components: Mapping[int, str]) -> list[str]:
    """Say traits in words; those of what isn't there any more are left out."""
    said = []
    for trait in traits:
        sort, _, what = trait.partition(":")
        if sort == "tag":
            said.append(f"tagged “{inline_short(what, _NAME)}”")
        elif sort == "kind":
            said.append(f"of the kind “{inline_short(what, _NAME)}”")
        elif sort == "from" and (topic := topics.get(int(what))):
            said.append(f"from {inline_short(topic, _NAME)}")
        elif sort == "component" and (label := components.get(int(what))):
            said.append(f"about {inline_short(label, _NAME)}")
    return said
