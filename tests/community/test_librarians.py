from dataclasses import replace

from community import librarians
from tests import some


def test_a_lesson_is_offered_the_communities_whose_words_it_shares_best_first() -> None:
    lesson = some.lesson(title="Publish contracts", learnt="Contracts and pipelines belong together when you deploy.")
    found = librarians.fitting(
        lesson,
        [
            some.community(1, topic="Bird watching"),
            some.community(2, topic="Deploying", purpose="Pipelines"),
            some.community(3, topic="Contracts", purpose="Contracts, pipelines and how to deploy them"),
        ],
    )

    assert [community.id for community in found] == [3, 2]


def test_tags_say_what_a_lesson_is_about_too() -> None:
    lesson = replace(some.lesson(title="One thing", learnt="Two things."), tags=("bird-watching",))

    [found] = librarians.fitting(lesson, [some.community(1, topic="Watching birds"), some.community(2, topic="Tests")])

    assert found.id == 1


def test_no_more_than_three_are_offered_and_none_where_no_word_is_shared() -> None:
    lesson = some.lesson(title="Contracts", learnt="Contracts")
    many = [some.community(number, topic=f"Contracts {number}") for number in range(1, 9)]

    assert len(librarians.fitting(lesson, many)) == 3
    assert librarians.fitting(lesson, [some.community(1, topic="Bird watching")]) == []
