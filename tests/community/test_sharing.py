from dataclasses import replace

from community.communities import State
from community.sharing import fitting, offered
from community.spread import Share
from tests import some
from tests.some import NOW

LESSON = replace(
    some.lesson(title="Publish the contract before you deploy", community_id=9, learnt="The pipeline broke twice."),
    tags=("gitlab",),
)


def test_it_is_offered_where_it_was_not_said_was_not_sent_and_somebody_meets() -> None:
    communities = [
        some.community(1, topic="Build and deploy", channel_id="C1"),
        some.community(2, topic="Had it", channel_id="C2"),
        some.community(3, topic="Rests", channel_id="C3", state=State.RESTING),
        some.community(4, topic="Has no channel", channel_id=None),
        some.community(9, topic="Filed under", channel_id="C9"),
        some.community(5, topic="Where it was said", channel_id="C0COP"),
    ]

    found = offered(LESSON, communities, [Share(42, 2, "U0LEA", NOW, "C2")])

    assert [community.id for community in found] == [1, 9]


def test_one_word_of_a_topic_fits_and_of_a_purpose_it_takes_two_the_best_first() -> None:
    communities = [
        some.community(1, topic="Build and deploy", purpose="GitLab pipelines", channel_id="C1"),
        some.community(2, topic="Contracts", channel_id="C2"),
        some.community(3, topic="Operating", purpose="We deploy and watch", channel_id="C3"),
        some.community(4, topic="Observing", purpose="Who broke the pipeline", channel_id="C4"),
        some.community(5, topic="User research", channel_id="C5"),
    ]

    found = fitting(LESSON, communities)

    assert [(one.community.id, one.words, one.is_topic) for one in found] == [
        (1, ("deploy",), True),
        (2, ("Contracts",), True),
        (4, ("broke", "pipeline"), False),
    ]


def test_at_most_five_are_suggested() -> None:
    communities = [some.community(number, topic=f"Deploy {number}", channel_id=f"C{number}") for number in range(1, 9)]

    assert len(fitting(LESSON, communities)) == 5
