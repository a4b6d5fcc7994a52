from dataclasses import replace

from community.finding import Filter, NotKnown
from community.lessons import Found, Lesson
from handlers.blocks import finding
from handlers.blocks.finding import Around, Narrowing, Page
from tests import some


def _found(count: int, total: int) -> Found:
    found: list[Lesson] = [some.lesson(number) for number in range(1, count + 1)]
    return Found(found, total)


def _page(count: int, total: int, *, typed: str = "pact broker", number: int = 0) -> Page:
    return Page(typed=typed, found=_found(count, total), around=Around(), number=number)


def test_a_page_says_which_it_is_and_carries_what_was_looked_for() -> None:
    shown = finding.results(_page(5, 12, number=1))

    turns = {button["action_id"]: button.get("value") for button in shown.blocks[-1]["elements"]}
    assert "page 2 of 3" in shown.blocks[0]["text"]["text"]
    assert turns == {
        "lesson.earlier": "0 pact broker",
        "lesson.more": "2 pact broker",
        "lesson.filter": "pact broker",
        "lesson.add": None,
    }


def test_all_on_one_page_needs_no_turning() -> None:
    shown = finding.results(_page(1, 1, typed="pact"))

    assert shown.blocks[0]["text"]["text"] == "*1 lesson about “pact”*"
    assert [button["action_id"] for button in shown.blocks[-1]["elements"]] == ["lesson.filter", "lesson.add"]


def test_filters_alone_give_the_newest() -> None:
    shown = finding.results(replace(_page(2, 2, typed="kind:tool"), has_words=False))

    assert shown.blocks[0]["text"]["text"] == "*2 lessons for “kind:tool”*, newest first"


def test_a_row_says_who_learnt_it_and_how_many_teams_use_it() -> None:
    learnt = replace(some.lesson(), team_id=7, adopters=3)
    page = Page(typed="pact", found=Found([learnt], 1), around=Around(teams={7: some.team(7)}))

    assert "Learnt by Ben (team Kestrel) · used by 3 teams" in finding.results(page).blocks[1]["text"]["text"]


def test_a_name_that_is_not_to_be_shown_leaves_the_team() -> None:
    learnt = replace(some.lesson(author_name=""), team_id=7, adopters=1)
    page = Page(typed="pact", found=Found([learnt], 1), around=Around(teams={7: some.team(7)}))

    assert "Learnt by team Kestrel · used by 1 team" in finding.results(page).blocks[1]["text"]["text"]


def test_a_filter_that_was_left_out_is_said_with_what_may_have_been_meant() -> None:
    unknown = NotKnown(Filter.TEAM, "Kestrl", ["Kestrel"])

    shown = finding.nothing(replace(_page(0, 0), not_known=[unknown]))

    [remark] = shown.blocks[1]["elements"]
    assert remark["text"] == "I know no team “Kestrl”, so I looked without it. Did you mean Kestrel?"


def test_what_was_chosen_is_in_its_menu_even_when_there_are_more_than_it_holds() -> None:
    communities = [some.community(number, topic=f"Topic {number}") for number in range(1, 301)]

    view = finding.narrowing(Narrowing(communities=communities, teams=[], community_id=300))

    menu = next(block["element"] for block in view.payload["blocks"] if block["block_id"] == "community")
    assert len(menu["options"]) == 100
    assert menu["initial_option"]["value"] == "300"
    assert [option["text"]["text"] for option in menu["options"][:3]] == ["Any", "Topic 300", "Topic 1"]
