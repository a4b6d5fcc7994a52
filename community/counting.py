"""Which numbers about people may be told: one about very few would be about persons."""

FEWEST_PEOPLE = 5


def may_tell(people: int) -> bool:
    """Tell whether a number about so many people may be shown; smaller ones are withheld, with zero among them."""
    return people >= FEWEST_PEOPLE


def five_around(people: int) -> tuple[int, int] | None:
    """Give the five numbers a number of people falls among, as (5, 9) or (10, 14); None when it may not be told.

    Told so, two numbers, or the same number a day later, differ by no single person who could be told from them.
    """
    if not may_tell(people):
        return None
    lowest = people - people % FEWEST_PEOPLE
    return lowest, lowest + FEWEST_PEOPLE - 1
