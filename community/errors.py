"""The root of the errors whose text goes to a person."""


class CommunityError(Exception):
    """A rule was not met: nothing was changed, and the text says what happened and what to do next.

    The text is plain: no Slack markup, except what `handlers/blocks` adds when it shows it.
    """
