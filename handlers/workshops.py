"""Design workshops: the component, its mentors, who joins from which team, the outcome."""

from handlers.table import Feature

FEATURE = Feature()
