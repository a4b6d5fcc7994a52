"""Dates as one person wants them: what is shown to them alone is written in the language they chose."""

from dataclasses import replace

from community.stores import Stores
from handlers.answers import Answer, Done, Open, Replace, Say, Update
from handlers.blocks import date_languages
from handlers.blocks.home_tabs import DATES
from handlers.blocks.parts import Message, View
from handlers.deps import Deps
from handlers.payloads import Action
from handlers.table import Feature


async def choose(action: Action, deps: Deps) -> Answer:
    """Keep the language a person chose for dates; the Home is shown anew with it."""
    language = None if action.value == date_languages.SLACKS else action.value
    if language is not None and language not in date_languages.LANGUAGES:
        raise ValueError(f"expected a language of the menu, got {language!r}")
    await deps.write(lambda stores: stores.home.choose_language(action.user_id, language))
    return Done()


async def answer(given: Answer, user_id: str, deps: Deps) -> Answer:
    """Give an answer with its dates as the person it is for wants them."""
    match given:
        case Say(message) | Replace(message) if date_languages.has_dates([message.text, message.blocks]):
            chosen = await _chosen(user_id, deps)
            return given if chosen is None else replace(given, message=_message(message, *chosen))
        case Open(view) | Update(view) if date_languages.has_dates(view.payload):
            chosen = await _chosen(user_id, deps)
            return given if chosen is None else replace(given, modal=_view(view, *chosen))
        case _:
            return given


def view(stores: Stores, shown: View, user_id: str, zone: str) -> View:
    """Give a person's view with its dates as they want them."""
    language = stores.home.language(user_id)
    return shown if language is None else _view(shown, language, zone)


async def _chosen(user_id: str, deps: Deps) -> tuple[str, str] | None:
    """Give the person's language for dates and their zone; None when Slack's own language is theirs."""

    def read(stores: Stores) -> tuple[str, str] | None:
        language, person = stores.home.language(user_id), stores.people.get(user_id)
        return None if language is None else (language, person.zone if person else "UTC")

    return await deps.read(read)


def _message(message: Message, language: str, zone: str) -> Message:
    text, blocks = date_languages.written([message.text, message.blocks], language, zone)
    return Message(text, blocks)


def _view(shown: View, language: str, zone: str) -> View:
    return View(date_languages.written(shown.payload, language, zone))


FEATURE = Feature(actions={DATES: choose})
