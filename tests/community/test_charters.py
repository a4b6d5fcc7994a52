"""Charters and their templates: what is filled in and what stays, who may write, and when a canvas is touched."""

from dataclasses import replace

import pytest

from community import templates
from community.charters import LIMIT, Canvas, Charter, Step, differences, step
from community.communities import Aim
from community.templates import FREE, TEMPLATES

TEST = templates.keyed("test")
UX = templates.keyed("ux")


def test_the_usual_communities_have_a_template_and_one_is_free() -> None:
    assert [template.title for template in TEMPLATES] == [
        "Free: in our own words",
        "Test",
        "Design and architecture",
        "User experience",
        "Scrum Masters",
        "A component",
    ]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.title)
def test_a_template_fits_into_the_form_and_is_found_by_its_key(template: templates.Template) -> None:
    charter = template.charter

    assert templates.keyed(template.key) is template
    assert charter.template == template.key
    assert max(map(len, (charter.purpose, charter.for_whom, charter.meets, charter.decides))) <= LIMIT
    assert template.first_step


def test_no_template_gives_a_community_power_over_teams() -> None:
    said = " ".join(f"{one.charter} {one.title} {one.first_step}".casefold() for one in TEMPLATES)

    assert [word for word in ("mandatory", "approve", "must agree", "owner", "assign", "comply") if word in said] == []
    assert all("decide" in one.charter.decides or "propose" in one.charter.decides for one in TEMPLATES if one.key)


def test_a_key_that_is_no_longer_there_is_the_free_template() -> None:
    assert templates.keyed("guardians of yesterday") is FREE


def test_choosing_a_template_fills_what_is_empty() -> None:
    topic, charter = templates.fill("", Charter(), before=FREE, chosen=TEST)

    assert topic == "Test"
    assert charter == TEST.charter


def test_choosing_a_template_keeps_what_was_typed() -> None:
    typed = Charter(purpose="Our own words", aim=Aim.AGREEMENT, meets="Never on Mondays")

    topic, charter = templates.fill("Pacts", typed, before=FREE, chosen=TEST)

    assert topic == "Pacts"
    assert (charter.purpose, charter.aim, charter.meets) == ("Our own words", Aim.AGREEMENT, "Never on Mondays")
    assert (charter.for_whom, charter.decides) == (TEST.charter.for_whom, TEST.charter.decides)


def test_another_template_takes_the_place_of_the_first_ones_texts_and_of_nothing_else() -> None:
    topic, filled = templates.fill("", Charter(), before=FREE, chosen=TEST)
    changed = replace(filled, decides="We toss a coin, then try it")

    topic, charter = templates.fill(topic, changed, before=TEST, chosen=UX)

    assert topic == "User experience"
    assert charter.purpose == UX.charter.purpose
    assert charter.decides == "We toss a coin, then try it"


def test_the_free_template_empties_what_a_template_wrote_and_keeps_the_rest() -> None:
    topic, charter = templates.fill("Test", replace(TEST.charter, meets="Fridays"), before=TEST, chosen=FREE)

    assert topic == ""
    assert charter == Charter(meets="Fridays")


@pytest.mark.parametrize(
    ("canvas", "expected"),
    [
        (None, Step.MAKE),
        (Canvas(1), Step.NOTHING),  # Slack is being asked; the answer says what it says by then
        (Canvas(1, "F1"), Step.EDIT),
        (Canvas(1, "F1", "canvas_editing_failed"), Step.EDIT),
        (Canvas(1, None, "team_tier_cannot_create_channel_canvases"), Step.MAKE),  # plans change
        (Canvas(1, None, "missing_scope"), Step.MAKE),
        (Canvas(1, None, "channel_canvas_already_exists"), Step.NOTHING),  # people's own
        (Canvas(1, "F1", "channel_canvas_already_exists"), Step.EDIT),  # the empty one of its own channel
        (Canvas(1, None, "canvas_not_found"), Step.NOTHING),  # people threw it away
    ],
)
def test_only_a_canvas_the_bot_made_is_edited(canvas: Canvas | None, expected: Step) -> None:
    assert step(canvas) is expected


def test_a_canvas_that_no_longer_follows_is_not_taken_for_the_charter() -> None:
    assert Canvas(1, "F1").is_true
    assert not Canvas(1, "F1", "canvas_editing_failed").is_true
    assert not Canvas(1, None, "restricted_action").is_true
    assert not Canvas(1).is_true


def test_differences_name_the_parts_in_their_order() -> None:
    assert differences(Charter(purpose="a", meets="b"), Charter(purpose="a", meets="c", decides="d")) == [
        "meets",
        "decides",
    ]
    assert differences(Charter(template="ux"), Charter()) == []
