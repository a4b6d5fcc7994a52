"""Templates: what communities of the usual kinds say of themselves when they begin. They suggest, and people rewrite.

Source: the communities that LeSS organisations usually have, each for learning and for agreement across teams, with
members from the teams and without power over them.
"""

from dataclasses import dataclass

from community.charters import Charter
from community.communities import Aim


@dataclass(frozen=True, slots=True)
class Template:
    """A way to begin. `topic` is suggested, "" where only the people know it; `first_step` greets who joins."""

    key: str
    title: str
    topic: str
    charter: Charter
    first_step: str


FREE = Template(
    key="",
    title="Free: in our own words",
    topic="",
    charter=Charter(),
    first_step="Say hello in the channel, and which question brought you here.",
)

TEMPLATES = (
    FREE,
    Template(
        key="test",
        title="Test",
        topic="Test",
        charter=Charter(
            purpose="Learn from each other how teams test, so that quality is built in, not looked for at the end.",
            aim=Aim.BOTH,
            for_whom="Everyone in a feature team who writes, automates or explores tests, whatever their title.",
            meets="Every second week for 45 minutes, with one real problem of one team on the screen.",
            decides="Two teams try it first. We propose what both would do again; each team decides for itself.",
            template="test",
        ),
        first_step="Name the test in your team that hurts most, in one line in the channel.",
    ),
    Template(
        key="design",
        title="Design and architecture",
        topic="Design and architecture",
        charter=Charter(
            purpose="Keep the system easy to change for all teams: design together, agree on what has to fit.",
            aim=Aim.BOTH,
            for_whom="People from the teams who write code and care how its parts fit. No title is needed.",
            meets="A design workshop when a question crosses teams, and an hour every second week.",
            decides="We sketch two ways, try one in code, and propose it with what it costs. Teams decide.",
            template="design",
        ),
        first_step="Look at the newest sketch or question in the channel, and say where your team's code meets it.",
    ),
    Template(
        key="ux",
        title="User experience",
        topic="User experience",
        charter=Charter(
            purpose="Let the whole product feel like one, and bring what one team learns from users to all teams.",
            aim=Aim.BOTH,
            for_whom="Everyone in a feature team who talks with users or shapes what they see.",
            meets="Weekly for 30 minutes with something to look at: a screen, a recording, a question of a user.",
            decides="What was seen with users counts. We propose what two teams have used; teams decide.",
            template="ux",
        ),
        first_step="Share one thing a user did lately that surprised your team.",
    ),
    Template(
        key="scrum-masters",
        title="Scrum Masters",
        topic="Scrum Masters",
        charter=Charter(
            purpose="Help each other to help teams, and see the obstacles that no team can remove alone.",
            aim=Aim.LEARNING,
            for_whom="Scrum Masters, and who would like to become one. Guests from the teams are welcome.",
            meets="Every week for an hour: one of us brings a situation, the others ask before they advise.",
            decides="We take system-wide obstacles to the Overall Retrospective, and propose experiments.",
            template="scrum-masters",
        ),
        first_step="Bring one situation you would like others to look at with you.",
    ),
    Template(
        key="component",
        title="A component",
        topic="",
        charter=Charter(
            purpose="Keep this part of the system healthy while all teams work in it, and teach how it works.",
            aim=Aim.BOTH,
            for_whom="Its component mentors, and people from all teams that change it or are about to.",
            meets="A design workshop before larger changes, and half an hour every second week with the code open.",
            decides="Mentors teach, and are never a gate. We propose how to build here; teams decide.",
            template="component",
        ),
        first_step="Find out who teaches this component, and ask one of them to walk through it with you.",
    ),
)

_BY_KEY = {template.key: template for template in TEMPLATES}


def keyed(key: str) -> Template:
    """Give the template of that key; one that is no longer there is the free one."""
    return _BY_KEY.get(key, FREE)


def fill(topic: str, typed: Charter, *, before: Template, chosen: Template) -> tuple[str, Charter]:
    """Give what stands in the form once a template was chosen: its texts, and all that the person wrote themselves.

    What still says what the template before said was not theirs, and gives way.
    """
    was, now = before.charter, chosen.charter
    return (
        _filled(topic, before.topic, chosen.topic),
        Charter(
            purpose=_filled(typed.purpose, was.purpose, now.purpose),
            aim=now.aim if typed.aim is was.aim else typed.aim,
            for_whom=_filled(typed.for_whom, was.for_whom, now.for_whom),
            meets=_filled(typed.meets, was.meets, now.meets),
            decides=_filled(typed.decides, was.decides, now.decides),
            template=chosen.key,
        ),
    )


def _filled(typed: str, before: str, chosen: str) -> str:
    return chosen if typed in {"", before} else typed
