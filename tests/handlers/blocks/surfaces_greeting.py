"""Everything that greets somebody who joins for the first time."""

from community.greeting import Do, FirstThing, Greeting, SayTeam, Speak, TryIt
from community.spread import Proposal
from handlers.blocks import communities, directory
from handlers.blocks import greeting as blocks
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_communities import a_community
from tests.handlers.blocks.surfaces_directory import a_page


def greeting(text: str, first: FirstThing, *, count: int = 3, members: int = 300) -> Greeting:
    return Greeting(
        community=a_community(text),
        members=members,
        teams=[some.team(number, label=text[:60] or "T") for number in range(count * 20)],
        coordinators=[text] * count,
        lessons=[some.lesson(number, title=text, learnt=text) for number in range(count)],
        meetup=some.meetup(title=text, place=text) if count else None,
        first=first,
    )


SURFACES = (
    Surface(blocks.alone, "all there is", lambda text: blocks.alone(greeting(text, SayTeam()))),
    Surface(blocks.alone, "the first of all", lambda text: blocks.alone(greeting(text, Do("Say hello."), count=0))),
    Surface(blocks.alone, "a small one", lambda text: blocks.alone(greeting(text, SayTeam(), count=1, members=2))),
    Surface(
        blocks.alone,
        "something is proposed",
        lambda text: blocks.alone(
            greeting(text, Speak(Proposal(1, 1, text, "U0LEA", some.NOW, "C0COP", id=7), some.lesson(title=text)))
        ),
    ),
    Surface(
        blocks.alone, "something to try", lambda text: blocks.alone(greeting(text, TryIt(some.lesson(title=text))))
    ),
    Surface(
        communities.joined,
        "for the first time",
        lambda text: communities.joined(a_community(text), greeting=blocks.lines(greeting(text, SayTeam()))),
    ),
    Surface(
        directory.listing,
        "after joining for the first time",
        lambda text: directory.listing(
            a_page(text, 10, number=1, pages=10),
            said=communities.joined(a_community(text)).text,
            greeting=blocks.lines(greeting(text, SayTeam())),
        ),
    ),
)
