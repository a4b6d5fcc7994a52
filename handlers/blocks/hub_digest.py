"""How the digest across all communities looks."""

from collections.abc import Sequence

from community.communities import Community
from community.hub_digest import ALL, NAMES, HubNews
from community.news import Elsewhere, News
from handlers.blocks.digest_entries import Place, entries, lesson, span, told, way
from handlers.blocks.parts import Block, Message, actions, button, context, header, overflow, section
from handlers.blocks.text import inline_short

_NAME = 60


def post(news: HubNews) -> Message:
    """Tell everybody what all communities learnt, and what is open to them."""
    first = f"All communities, {span(news.period, news.zone)}"
    rest = News(adopted=news.travelled, coming=news.coming)
    lines = _lines(news)
    blocks = [header(first), *[_learnt(entry) for entry in news.lessons]]
    if (more := news.lessons_in_all - len(news.lessons)) > 0:
        blocks.append(context(f"and {more} more: `/lesson` and a word finds them."))
    blocks += [*entries(rest, Place(ALL, news.zone)), *[section(line) for line in lines]]
    blocks.append(context("`/community` shows all communities; `/community my-digest` makes a digest of your own."))
    learnt = told(News(lessons=[entry.lesson for entry in news.lessons]))
    return Message(" ".join([f"{first}.", *learnt, *told(rest), *lines]), blocks)


def not_posted(channel_id: str) -> Message:
    """Tell the admin who chose last that Slack does not take the digest of all communities any more."""
    text = (
        f"Slack did not take the digest of all communities: I am not in <#{channel_id}> any more, or it is closed. "
        "It is off now. If you miss it, invite me there with `/invite` or choose another channel, then switch it on."
    )
    return Message(text, [section(text), actions(button("Choose", "settings.show"))])


def _learnt(entry: Elsewhere) -> Block:
    where = f"{inline_short(entry.topic, _NAME)} · " if entry.topic else ""
    number = entry.lesson.number
    deeds = overflow("digest.deeds", ("We'll try it", "spread.try", number), ("See it", "lesson.show", number))
    return section(f"💡 {where}{lesson(entry.lesson)}{way(entry.lesson)}", accessory=deeds)


def _lines(news: HubNews) -> list[str]:
    lines = []
    if news.new:
        lines.append(f"🌱 New: {_listed(news.new)}.")
    if news.resting:
        lines.append(f"🌙 Resting: {_listed(news.resting)}. Anyone may wake one.")
    if news.free:
        lines.append(f"🪑 A seat is free in {_listed(news.free)}. `/community step-up` takes one.")
    return lines


def _listed(communities: Sequence[Community]) -> str:
    shown = ", ".join(inline_short(one.topic, _NAME) for one in communities[:NAMES])
    return f"{shown} and {len(communities) - NAMES} more" if len(communities) > NAMES else shown
