"""Where people are in their App Home and how dates look there, as the rules need it kept."""

from typing import Protocol

from community.home import Place


class Home(Protocol):
    """Where people are in their App Home, and in which language dates are told to them."""

    def place(self, user_id: str) -> Place:
        """Give where the person is; at the beginning who never went anywhere."""
        ...

    def go(self, user_id: str, place: Place) -> None: ...
    def language(self, user_id: str) -> str | None:
        """Give the language the person chose for dates, None for Slack's own."""
        ...

    def choose_language(self, user_id: str, language: str | None) -> None: ...
