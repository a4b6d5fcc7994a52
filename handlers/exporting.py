"""Export: the lessons a person may see, as a file sent to them alone."""

from collections.abc import Sequence, Set

from community.exchange import Copy, copy_of
from community.stores import Stores

_PAGE = 500


def copies_of(stores: Stores, workspace_id: str, *, rooms: Set[str]) -> Sequence[Copy]:
    """Give all lessons that may be seen with these rooms, as a file has them, in the order of their numbers."""
    communities: dict[int | None, str] = {}
    teams = {team.id: team.label for team in stores.teams.all()}
    copies: list[Copy] = []
    last = 0
    while page := stores.lessons.after(last, rooms=rooms, limit=_PAGE):
        last = page[-1].number
        unmet = {lesson.community_id for lesson in page if lesson.community_id is not None} - communities.keys()
        communities |= {id_: found.topic for id_, found in stores.communities.some(sorted(unmet)).items()}
        copies += [
            copy_of(
                lesson,
                workspace_id=workspace_id,
                community=communities.get(lesson.community_id, ""),
                team=teams.get(lesson.team_id, "") if lesson.team_id is not None else "",
            )
            for lesson in page
        ]
    return copies
