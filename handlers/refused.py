"""Answering a rule's refusal with a message of its own: why it did not happen, and the next step."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from community.errors import CommunityError
from handlers.answers import Answer, Say
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission

Request = TypeVar("Request", Command, Action, Submission)
Handler = Callable[[Request, Deps], Awaitable[Answer]]


def saying(
    refusal: Callable[[CommunityError], Message], *errors: type[CommunityError]
) -> Callable[[Handler[Request]], Handler[Request]]:
    """Answer these errors with the message that is made of them; others are answered as everywhere."""

    def wrapped(handler: Handler[Request]) -> Handler[Request]:
        async def answered(request: Request, deps: Deps) -> Answer:
            try:
                return await handler(request, deps)
            except errors as error:
                return Say(refusal(error))

        return answered

    return wrapped
