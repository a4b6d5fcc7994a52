"""Everything that is shown of what a community asks itself."""

from dataclasses import replace
from functools import partial

from community.agreements import Agreement, Kind, Outcome, Say
from handlers.blocks import agreements as blocks
from handlers.blocks.agreements import Question
from handlers.blocks.parts import Message
from tests import some
from tests.handlers.blocks.surfaces import Surface


def asked(text: str, *, kind: Kind = Kind.CLOSE, outcome: Outcome | None = None, agreeing: int = 2) -> Question:
    other = some.community(2, topic=text[:150] or "Testing") if kind is Kind.MERGE else None
    return Question(
        Agreement(kind, 1, 2 if other else None, "U0LEA", some.NOW, some.THURSDAY, id=7, outcome=outcome),
        replace(some.community(topic=text[:150] or "Pacts"), channel_name="c" * 80),
        other,
        text[:80] or "Lea",
        agreeing,
    )


def ended(kind: Kind, outcome: Outcome, text: str) -> Message:
    return blocks.question(asked(text, kind=kind, outcome=outcome))


def noted(say: Say, _: str) -> Message:
    return blocks.noted(say)


SURFACES = (
    Surface(blocks.question, "close", lambda text: blocks.question(asked(text))),
    Surface(
        blocks.question,
        "merge, many agree",
        lambda text: blocks.question(asked(text, kind=Kind.MERGE, agreeing=9)),
    ),
    *(
        Surface(blocks.question, f"{kind} {outcome}", partial(ended, kind, outcome))
        for kind in Kind
        for outcome in Outcome
    ),
    *(Surface(blocks.noted, say.value, partial(noted, say)) for say in Say),
    Surface(blocks.decided, "decided", lambda text: blocks.decided(asked(text, outcome=Outcome.AGREED))),
    Surface(blocks.asked, "one", lambda text: blocks.asked(some.community(topic=text[:150] or "Pacts"), None)),
    Surface(
        blocks.asked, "two", lambda text: blocks.asked(some.community(), some.community(2, topic=text[:150] or "T"))
    ),
    Surface(
        blocks.agreed_alone,
        "alone",
        lambda text: blocks.agreed_alone(
            some.community(topic=text[:150] or "Pacts"), some.community(2, topic=text[:150] or "Testing")
        ),
    ),
    Surface(blocks.not_asked, "not asked", lambda text: blocks.not_asked(some.community(topic=text[:150] or "Pacts"))),
)
