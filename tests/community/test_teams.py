import pytest

from community import teams
from community.teams import NamelessTeam, Team
from tests.some import NOW


def team(label: str, team_id: int) -> Team:
    return Team(label.casefold().replace(" ", "-"), label, "U0LEA", NOW, id=team_id)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Kestrel", "Kestrel"),
        ("  Kestrel \n Blue ", "Kestrel Blue"),
        ("Team Kestrel", "Kestrel"),
        ("the team Kestrel", "Kestrel"),
        ("Kestrel team", "Kestrel"),
        ("team", "team"),
        ("Team 7", "7"),
        ("Steamroller", "Steamroller"),
        ("Москва", "Москва"),
        ("n" * 80, "n" * 60),
    ],
)
def test_a_team_is_called_what_people_call_it_without_the_word_team(typed: str, label: str) -> None:
    assert teams.label_of(typed) == label


@pytest.mark.parametrize("typed", ["", "  ", "🐦", "---", "\u200b"])
def test_a_team_needs_a_letter_or_a_digit(typed: str) -> None:
    with pytest.raises(NamelessTeam):
        teams.label_of(typed)


def test_a_name_with_a_slip_is_near_the_one_that_is_meant() -> None:
    known = [team("Kestrel", 1), team("Heron", 2), team("Kestrel Blue", 3)]

    assert teams.near("Kestrl", known)[0].id == 1
    assert teams.near("Wren", known) == []
