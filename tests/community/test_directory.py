from community.directory import Teams, teams_of
from tests.some import team


def test_a_team_of_fewer_than_five_known_people_has_no_name_in_the_directory() -> None:
    teams = {1: team(1, label="Kestrel"), 2: team(2, label="Heron")}

    told = teams_of({1: 1, 2: 3}, teams, sizes={1: 5, 2: 4})

    assert told == Teams(("Kestrel",), has_more=True)


def test_only_small_teams_are_none_by_name() -> None:
    assert teams_of({1: 4}, {1: team(1)}, sizes={1: 4}) == Teams((), has_more=True)


def test_a_few_names_stand_for_all_in_the_order_of_the_alphabet() -> None:
    teams = {number: team(number, label=label) for number, label in enumerate(["Wren", "avocet", "Heron", "Kestrel"])}

    told = teams_of({0: 9, 1: 1, 2: 1, 3: 1}, teams, sizes=dict.fromkeys(teams, 7))

    assert told == Teams(("avocet", "Heron", "Kestrel"), has_more=True)


def test_who_is_of_no_team_is_of_none() -> None:
    assert teams_of({}, {}, {}) == Teams((), has_more=False)
