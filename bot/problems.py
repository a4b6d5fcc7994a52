"""The root of what an operator can put right: told as one sentence, without a trace."""


class OperatorError(Exception):
    """The bot can't run like this; the text says what was found, what is expected and where to change it."""
