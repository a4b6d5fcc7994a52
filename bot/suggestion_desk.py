"""Where drafts of AI helpers arrive: `yokoten mcp` posts them here, with the token both know."""

import hmac
import json
from collections.abc import Awaitable, Callable

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from community.errors import CommunityError
from community.lessons import TEXT_LIMIT, Words
from community.titles import TITLE_LIMIT
from handlers import mrkdwn


class Draft(BaseModel):
    """What a helper drafted for a person."""

    model_config = ConfigDict(extra="forbid")

    user_id: str = Field(pattern=r"^[UW][A-Z0-9]{1,20}$")
    title: str = Field(max_length=TITLE_LIMIT)
    learnt: str = Field(max_length=TEXT_LIMIT)
    happened: str = Field(default="", max_length=TEXT_LIMIT)
    to_try: str = Field(default="", max_length=TEXT_LIMIT)

    def words(self) -> Words:
        """Give what the lesson would say, without what no table can hold."""
        return Words(
            title=" ".join(mrkdwn.keepable(self.title).split()),
            learnt=mrkdwn.keepable(self.learnt).strip(),
            happened=mrkdwn.keepable(self.happened).strip(),
            to_try=mrkdwn.keepable(self.to_try).strip(),
        )


class SuggestionDesk:
    """Takes drafts from who knows the token, and gives them to `suggest`."""

    def __init__(self, token: str, suggest: Callable[[str, Words], Awaitable[None]]) -> None:
        self._expected = f"Bearer {token}".encode()
        self._suggest = suggest

    async def take(self, request: web.Request) -> web.Response:
        """Answer 200 once the draft is kept; else a 4xx with a sentence on what was wrong."""
        if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), self._expected):
            return _refused(401, "The token is not the bot's MCP_TOKEN. Nothing was drafted.")
        try:
            draft = Draft.model_validate(await request.json())
        except (json.JSONDecodeError, UnicodeDecodeError):
            return _refused(400, "The body is no JSON. Nothing was drafted.")
        except ValidationError as error:
            fields = ", ".join(str(wrong["loc"][0]) for wrong in error.errors() if wrong["loc"])
            return _refused(400, f"These are missing, unknown or too long: {fields}. Nothing was drafted.")
        try:
            await self._suggest(draft.user_id, draft.words())
        except CommunityError as error:
            return _refused(422, str(error))
        return web.json_response({"drafted": True})


def _refused(status: int, sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=status)
