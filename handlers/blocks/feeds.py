"""How following the wider network looks: what was found at an address, what a community follows, what is suggested."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from community.communities import Community
from community.feed_news import Entry
from community.feeds import Feed, Item, Suggestion, name_of
from community.outside import Kind, NotAFeed, NotFetched, NotReachable, TooSlow
from handlers.blocks import feed_news
from handlers.blocks.communities import title
from handlers.blocks.parts import Block, Message, actions, button, context, divider, overflow, section
from handlers.blocks.text import date, escaped_short, inline_short

LOOK, FOLLOW, UNFOLLOW, TRY_AGAIN = "feeds.look", "feeds.follow", "feeds.unfollow", "feeds.try_again"
SHOW, LIST, SUGGEST, MENU = "feeds.show", "feeds.list", "feeds.suggest", "feeds.menu"
SUGGESTED, SHOWN, TASTE, OFFERED = 8, 8, 3, 5
_NAME, _HOST, _LINE, _WHY = 150, 80, 150, 250
_LONGEST_VALUE = 2_000
_KINDS = {Kind.CALENDAR: "a calendar", Kind.FEED: "a feed"}


@dataclass(frozen=True, slots=True)
class Followed:
    """What a community follows, as one person sees it."""

    community: Community
    feeds: Sequence[Feed]
    is_member: bool
    wanted: str = ""  # what was to be unfollowed and couldn't be told apart


def looking(address: str) -> Message:
    """Say that an address is looked at, to who asked."""
    text = f"I am having a look at {_host(address)}. What I find comes to you as a direct message in a moment."
    return Message(text, [section(text)])


def found(community: Community, feed: Feed, items: Sequence[Item]) -> Message:
    """Show what is at an address, with the way to follow it; `items` are a few of it."""
    what = _KINDS.get(feed.kind or Kind.FEED, "a feed")
    text = f"{_named(feed)} is {what} at {_host(feed.address)}."
    lines = [f"• {_line(item, feed)}" for item in items[:TASTE]] or ["There is nothing in it at the moment."]
    then = (
        "What is ahead in it comes into the digest, three a week at most."
        if feed.kind is Kind.CALENDAR
        else "What is new in it comes into the digest, three a week at most."
    )
    follow = button("Follow it", FOLLOW, f"{community.id} {feed.id}", style="primary")
    ask = f"Would you like {title(community)} to follow it? {then}"
    return Message(f"{text} {ask}", [section(text), section("\n".join(lines)), section(ask), actions(follow)])


def not_found(community: Community, address: str, error: NotFetched) -> Message:
    """Say why nothing can be followed there, with the feeds of the page that is there, or the way to try again."""
    text = f"Nothing can be followed at {_host(address)}, so nothing was changed. {escaped_short(str(error), 600)}"
    if isinstance(error, NotAFeed) and error.feeds_found:
        text = f"{_host(address)} has a page there, and the page names its feeds. Which one is it?"
        offered = [one for one in error.feeds_found[:OFFERED] if _fits(community, one)]
        rows = [section(_address(one), accessory=_look(community, one, "Have a look")) for one in offered]
        return Message(text, [section(text), *rows])
    if isinstance(error, TooSlow | NotReachable) and _fits(community, address):
        return Message(text, [section(text), actions(_look(community, address, "Try again"))])
    return Message(text, [section(text), actions(button("What is suggested", SUGGEST, community.id))])


def gone(address: str) -> Message:
    """Say that an address was looked at for a community that is not there any more."""
    text = f"I looked at {_host(address)} for a community that doesn't meet any more, so nothing was changed."
    return Message(text, [section(text)])


def followed(community: Community, feed: Feed) -> Message:
    """Confirm that a community follows it."""
    text = (
        f"🌍 {title(community)} follows {_named(feed)} from now on. Its digest brings what is new, "
        "and `/community follows` shows all it follows."
    )
    value = f"{community.id} {feed.id}"
    return Message(text, [section(text), actions(button("Show it", SHOW, value), button("Unfollow", UNFOLLOW, value))])


def unfollowed(community: Community, feed: Feed) -> Message:
    """Confirm that it doesn't any more."""
    text = f"{title(community)} follows {_named(feed)} no more. Nothing new of it comes into the digest."
    row = actions(button("Follow it again", FOLLOW, f"{community.id} {feed.id}"), _all(community))
    return Message(text, [section(text), row])


def tried_again(community: Community, feed: Feed) -> Message:
    """Confirm that a feed is read again."""
    text = f"I read {_named(feed)} again for {title(community)}. If it doesn't answer, I tell you in two weeks."
    return Message(text, [section(text), actions(_all(community))])


def listing(shown: Followed) -> Message:
    """Show what a community follows and how each is doing."""
    topic = title(shown.community)
    if not shown.feeds:
        text = f"{topic} follows nothing of the wider network yet. Would you like to see what is suggested?"
        row = actions(button("What is suggested", SUGGEST, shown.community.id))
        return Message(text, [section(text), row])
    text = f"{topic} follows:"
    if shown.wanted:
        wanted = inline_short(shown.wanted, 80)
        text = f"Which one shall {topic} follow no more? “{wanted}” could be any of these, or none."
    blocks = [section(text), *(_row(shown, feed) for feed in shown.feeds)]
    names = ", ".join(_named(feed) for feed in shown.feeds)
    small = "An address can be followed too: `/community follow` and the address."
    row = actions(button("What is suggested", SUGGEST, shown.community.id))
    return Message(f"{text} {names}.", [*blocks, context(small), row] if shown.is_member else blocks)


def contents(community: Community, feed: Feed, entries: Sequence[Entry]) -> Message:
    """Show the newest of a feed, or what is next in a calendar."""
    text = f"{_named(feed)}, which {title(community)} follows:"
    if not entries:
        text = f"There is nothing in {_named(feed)} at the moment."
        return Message(text, [section(text), actions(_all(community))])
    lines = [block for entry in entries[:SHOWN] for block in feed_news.entry_of(entry)]
    return Message(text, [section(text), divider(), *lines, actions(_all(community))])


def suggestions(community: Community, suggested: Sequence[Suggestion], *, is_member: bool) -> Message:
    """Show what the organisation suggests to follow."""
    how = "Any address of a feed (RSS, Atom, JSON Feed) or a calendar (.ics) will do: `/community follow https://…`"
    if not suggested:
        return Message(f"Nothing is suggested yet. {how}", [section(f"Nothing is suggested yet. {how}")])
    text = f"These may interest {title(community)}:"
    rows = [_suggestion(community, one, is_member=is_member) for one in suggested[:SUGGESTED]]
    names = ", ".join(inline_short(one.title, _NAME) for one in suggested[:SUGGESTED])
    row = [] if is_member else [actions(button("Join", "community.join", community.id, style="primary"))]
    return Message(f"{text} {names}. {how}", [section(text), *rows, context(how), *row])


def paused(community: Community, feed: Feed, *, is_gone: bool) -> Message:
    """Tell who let a community follow a feed that it is read no more, and why."""
    why = "took it away for good" if is_gone else "has not given it for two weeks"
    text = (
        f"I stopped reading {_named(feed)} for {title(community)}: {_host(feed.address)} {why}. "
        "Nothing else was changed."
    )
    value = f"{community.id} {feed.id}"
    row = actions(button("Try again", TRY_AGAIN, value), button("Unfollow", UNFOLLOW, value))
    return Message(text, [section(text), context(f"Last: {inline_short(feed.problem, _WHY)}"), row])


def switched_off() -> Message:
    """Say that nothing is read from outside here."""
    text = "Reading from outside is switched off here, so nothing was changed. Whoever looks after me can switch it on."
    return Message(text, [section(text)])


def _suggestion(community: Community, one: Suggestion, *, is_member: bool) -> Block:
    line = f"*{inline_short(one.title, _NAME)}* · {_host(one.address)}\n{inline_short(one.about, _LINE)}"
    return section(line, accessory=_look(community, one.address, "Have a look")) if is_member else section(line)


def _row(shown: Followed, feed: Feed) -> Block:
    value = f"{shown.community.id} {feed.id}"
    does = [("Show what is in it", SHOW, value)]
    if shown.is_member:
        does += [("Try again", TRY_AGAIN, value)] if feed.paused_at is not None else []
        does += [("Unfollow", UNFOLLOW, value)]
    line = f"{_named(feed)} · {_host(feed.address)}\n{_state(feed)}"
    return section(line, accessory=overflow(MENU, *does))


def _state(feed: Feed) -> str:
    if feed.paused_at is not None:
        return f"⏸️ paused since {date(feed.paused_at, '{date_short_pretty}', _day(feed.paused_at))}: {_why(feed)}"
    if feed.failing_since is not None:
        since = date(feed.failing_since, "{date_short_pretty}", _day(feed.failing_since))
        return f"⚠️ not readable since {since}: {_why(feed)}"
    if feed.read_at is None:
        return "not read yet"
    return f"read {date(feed.read_at, '{date_short_pretty} at {time}', _day(feed.read_at))}"


def _why(feed: Feed) -> str:
    return inline_short(feed.problem, _WHY)


def _day(moment: object) -> str:
    return f"{moment:%d %B %Y}"


def _line(item: Item, feed: Feed) -> str:
    said = inline_short(item.title, _LINE) or "without a title"
    return said if item.starts_at is None else f"{feed_news.moment(item, feed.zone)}: {said}"


def _named(feed: Feed) -> str:
    return f"*{inline_short(name_of(feed), _NAME)}*"


def _host(address: str) -> str:
    return inline_short(urlsplit(address).hostname or address, _HOST)


def _address(address: str) -> str:
    return inline_short(address, 300)


def _fits(community: Community, address: str) -> bool:
    return len(f"{community.id} {address}") <= _LONGEST_VALUE


def _look(community: Community, address: str, label: str) -> Block:
    return button(label, LOOK, f"{community.id} {address}")


def _all(community: Community) -> Block:
    return button("All it follows", LIST, community.id)
