"""Every method that is answered here, by its name."""

from sandbox.web_api import auth, canvases, chat, conversations, files, history, marks, team, users, views
from sandbox.web_api.call import Method

METHODS: dict[str, Method] = {
    **auth.METHODS,
    **canvases.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **history.METHODS,
    **marks.METHODS,
    **files.METHODS,
    **team.METHODS,
    **users.METHODS,
    **views.METHODS,
}
