"""What an operator can put right: each text says what was found, what was expected and where to change it."""


class StorageError(Exception):
    """The root of the errors of this folder that an operator can do something about."""


class UnsupportedDatabase(StorageError, ValueError):  # named for what is the case
    """The URL names a database nothing here speaks to."""


class DatabaseInUse(StorageError):
    """Another process has the SQLite file."""


class NoDatabase(StorageError):
    """There is no database yet where one was to be read."""


class OlderDatabase(StorageError):
    """The tables were made by an earlier version of this program, and are not to be changed now."""


class NewerDatabase(StorageError):
    """The tables were made by a later version of this program."""


class DatabaseClosed(StorageError):
    """The database was closed, or is closing."""
