"""How far lessons went, as pictures: what is to be drawn, and what somebody hears who doesn't see it."""

from datetime import datetime

from community.travels import SMALLER, Journey, Kind, Network, Place, Statistics, Step
from handlers.blocks.text import short
from handlers.blocks.travels import DAYS, TAKEN_UP, WITHHELD, place_name
from pictures.values import Arrow, Bars, Charts, Node, Path, Shape, Stop
from pictures.values import Network as Ring

# docs.slack.dev/reference/methods/files.getUploadURLExternal: `alt_txt` holds 1,000 characters.
ALT_LIMIT = 1000
_NAME = 60
_TOLD = 12
_SHAPES = {Kind.TEAM: Shape.TEAM, Kind.COMMUNITY: Shape.COMMUNITY, Kind.SMALLER: Shape.MANY}


def path(gone: Journey) -> Path:
    """Give one lesson's way as a picture."""
    stops = tuple(
        Stop(_node(way.end), f"{way.step} on {_day(way.at)}" + (f": {way.words}" if way.words else ""))
        for way in gone.ways
    )
    learnt = f"learnt on {_day(gone.lesson.captured_at)}"
    return Path(f"#{gone.lesson.number} {gone.lesson.title}", _node(gone.start), learnt, stops)


def path_alt(gone: Journey) -> str:
    """Say one lesson's way in words, the newest step first: what is cut off at the end is oldest."""
    steps = [f"{way.step} {_towards(way.step, way.end)} on {_day(way.at)}" for way in reversed(gone.ways)]
    start = "" if gone.start is None else f" from {short(place_name(gone.start), _NAME)}"
    return short(
        f"The way of lesson #{gone.lesson.number} {short(gone.lesson.title, 80)}{start}: "
        f"{'; '.join(steps)}. The first of these is the newest and drawn in colour.",
        ALT_LIMIT,
    )


def ring(network: Network) -> Ring:
    """Give all places and what went between them as a picture."""
    at = {place: index for index, place in enumerate(network.places)}
    newest = network.newest
    return Ring(
        "How lessons travel here",
        tuple(_node(place) for place in network.places),
        tuple(Arrow(at[link.start], at[link.end], link.lessons, link == newest) for link in network.links),
        _left_out(network),
    )


def ring_alt(network: Network) -> str:
    """Say between which places most lessons went, and where the newest did."""
    busiest = sorted(network.links, key=lambda link: (-link.lessons, link.start, link.end))[:_TOLD]
    told = [f"{_between(link.start, link.end)}: {link.lessons}" for link in busiest]
    newest = network.newest
    last = f" The newest went from {_between(newest.start, newest.end)}, drawn in colour." if newest else ""
    return short(
        f"A ring of {len(network.places)} teams and communities with arrows for the lessons that went between "
        f"them.{last} Most lessons went from {'; from '.join(told)}.",
        ALT_LIMIT,
    )


def bars(counted: Statistics) -> Charts:
    """Give the numbers by quarter as a picture, for where Slack draws no charts."""
    labels = tuple(str(pace.quarter) for pace in counted.paces)
    return Charts(
        (
            Bars(DAYS, labels, tuple(pace.days for pace in counted.paces)),
            Bars(TAKEN_UP, labels, tuple(float(pace.taken_up) for pace in counted.paces)),
        ),
        WITHHELD,
    )


def bars_alt(counted: Statistics) -> str:
    """Say the numbers by quarter."""
    days = [f"{pace.quarter}: {'too few to say' if pace.days is None else f'{pace.days:g}'}" for pace in counted.paces]
    taken_up = [f"{pace.quarter}: {pace.taken_up}" for pace in counted.paces]
    return short(f"Two bar charts. {DAYS}: {', '.join(days)}. {TAKEN_UP}: {', '.join(taken_up)}.", ALT_LIMIT)


def _left_out(network: Network) -> str:
    if not network.links_left_out:
        return ""
    links, places = network.links_left_out, network.places_left_out
    more = f" and {places} more places" if places > 1 else " and 1 more place" if places else ""
    return (
        f"The busiest are shown; {links} more ways{more} are not." if links > 1 else f"1 more way{more} is not shown."
    )


def _node(place: Place | None) -> Node:
    if place is None:
        return Node("Learnt here", Shape.TEAM)
    return Node("smaller teams" if place == SMALLER else place.name, _SHAPES[place.kind])


def _towards(step: Step, place: Place) -> str:
    return f"{'to' if step is Step.SHARED else 'by'} {short(place_name(place), _NAME)}"


def _between(start: Place, end: Place) -> str:
    return f"{short(place_name(start), _NAME)} to {short(place_name(end), _NAME)}"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
