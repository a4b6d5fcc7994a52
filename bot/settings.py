"""The settings: read from the environment and `.env`, checked once, wrong ones named in plain sentences."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SLACK_API_URL = "https://slack.com/api/"
_SHORTEST_TOKEN = 32

_EXPECTED = {
    "SLACK_BOT_TOKEN": "use the Bot User OAuth Token, which starts with xoxb-",
    "SLACK_APP_TOKEN": "use an App-Level Token with connections:write, which starts with xapp-",
    "SLACK_SIGNING_SECRET": "use the Signing Secret from your app's Basic Information",
    "SLACK_API_URL": f"use an address such as {SLACK_API_URL}",
    "TRANSPORT": "use socket or http",
    "HOST": "use an address of this machine, such as 127.0.0.1 or 0.0.0.0",
    "PORT": "use a number from 0 to 65535 (0 takes a free one)",
    "LOCAL_PORT": "use a number from 0 to 65535 (0 takes a free one)",
    "DATABASE_URL": "use sqlite:///path/to/file.db or postgresql+psycopg://user@host/name",
    "DATA_DIR": "use a folder",
    "CAPTURE_EMOJI": "use the name of an emoji, such as bulb; several are parted by commas",
    "CHANNEL_PREFIX": "use up to 20 small letters, digits, - or _, such as cop-",
    "MCP_TOKEN": "use 32 characters or more that nobody can guess",
    "MCP_HOST": "use an address of this machine, such as 127.0.0.1 or 0.0.0.0",
    "MCP_PORT": "use a number from 0 to 65535",
    "BOT_URL": "use the address the bot listens on, such as http://127.0.0.1:3000",
    "PUBLIC_URL": "use the address at which calendar programs reach the bot, such as https://yokoten.example.org",
    "MEANING": "use on or off",
    "SUGGESTED_FEEDS": "use a TOML file like feeds.toml",
    "OUTSIDE": "use on or off",
    "OUTSIDE_HTTP": "use on or off",
    "OUTSIDE_ALLOWED": "leave it empty; an address such as http://127.0.0.1:8090 is for tests "
    "and needs a SLACK_API_URL on 127.0.0.1",
    "LOG_LEVEL": "use debug, info, warning or error",
    "LOG_FORMAT": "use text or json",
    "CLOCK": "use system; settable is for a Slack on this machine and needs a SLACK_API_URL on 127.0.0.1",
}


class WrongSettings(Exception):  # told to an operator, sentence by sentence
    """Settings that cannot be used: one sentence each."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Settings(BaseSettings):
    """What can be set. The environment goes before `.env`; an empty value is as good as none."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = SLACK_API_URL
    transport: Literal["socket", "http"] = "socket"
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)
    database_url: str = ""  # the default lies in DATA_DIR
    data_dir: Path = Path("data")
    capture_emoji: Annotated[tuple[str, ...], NoDecode] = ("bulb",)
    channel_prefix: str = Field(default="cop-", pattern=r"^[a-z0-9_-]{0,20}$")
    mcp_token: SecretStr | None = None
    mcp_host: str = "127.0.0.1"
    mcp_port: int = Field(default=3001, ge=0, le=65535)
    bot_url: str = ""  # where `yokoten mcp` finds the bot; the default is HOST:PORT
    public_url: str = ""  # where calendar programs reach the bot; empty: nobody can subscribe
    meaning: Literal["on", "off"] = "on"
    outside: Literal["on", "off"] = "on"
    outside_http: Literal["on", "off"] = "off"
    outside_allowed: str = ""
    suggested_feeds: Path | None = None  # the default is the file that comes with this program
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"
    clock: Literal["system", "settable"] = "system"
    local_port: int = Field(default=8080, ge=0, le=65535)

    @field_validator(
        *("transport", "meaning", "outside", "outside_http", "log_level", "log_format", "clock"), mode="before"
    )
    @classmethod
    def _in_any_case(cls, given: Any) -> Any:
        return given.strip().lower() if isinstance(given, str) else given

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, given: SecretStr | None) -> SecretStr | None:
        return _starting(given, "xoxb-")

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, given: SecretStr | None) -> SecretStr | None:
        return _starting(given, "xapp-")

    @field_validator("mcp_token")
    @classmethod
    def _mcp_token(cls, given: SecretStr | None) -> SecretStr | None:
        if given is not None and len(given.get_secret_value()) < _SHORTEST_TOKEN:
            raise ValueError("too short to be safe")
        return given

    @field_validator("outside_allowed")
    @classmethod
    def _outside_allowed(cls, given: str) -> str:
        parts = urlsplit(given)
        if given and given != f"{parts.scheme}://{parts.hostname}:{parts.port}":
            raise ValueError("not an origin with a port")
        if given and (parts.scheme not in {"http", "https"} or not is_loopback(given)):
            raise ValueError("not on this machine")
        return given

    @field_validator("bot_url", "public_url")
    @classmethod
    def _own_url(cls, given: str) -> str:
        parts = urlsplit(given)
        if given and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment):
            raise ValueError("not a web address")
        return given.rstrip("/")

    @field_validator("slack_api_url")
    @classmethod
    def _api_url(cls, given: str) -> str:
        parts = urlsplit(given)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("not a web address")
        return given if given.endswith("/") else f"{given}/"

    @field_validator("database_url")
    @classmethod
    def _database_url(cls, given: str) -> str:
        if given and not given.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("not a database this project knows")
        return given

    @field_validator("capture_emoji", mode="before")
    @classmethod
    def _emoji_names(cls, given: Any) -> Any:
        if not isinstance(given, str):
            return given
        names = tuple(name.strip().strip(":") for name in given.split(","))
        if not all(names) or any(set(name) & set(" :<>&") for name in names):
            raise ValueError("not names of emoji")
        return names

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.database_url:
            object.__setattr__(self, "database_url", f"sqlite:///{self.data_dir / 'yokoten.db'}")
        if not self.bot_url:
            object.__setattr__(self, "bot_url", f"http://{self.host}:{self.port}")
        return self

    @property
    def has_any_token(self) -> bool:
        """Whether anything of Slack's was given, so that the real Slack is meant."""
        return any((self.slack_bot_token, self.slack_app_token, self.slack_signing_secret))

    @property
    def missing(self) -> list[str]:
        """Say what the real Slack needs beyond what was given, a sentence each."""
        needed = {"SLACK_BOT_TOKEN": self.slack_bot_token}
        if self.transport == "socket":
            needed["SLACK_APP_TOKEN"] = self.slack_app_token
        else:
            needed["SLACK_SIGNING_SECRET"] = self.slack_signing_secret
        return [
            f"{name} is missing and TRANSPORT={self.transport} needs it: {_EXPECTED[name]}."
            for name, given in needed.items()
            if given is None
        ]


def load(**given: Any) -> Settings:
    """Give the settings; wrong ones: WrongSettings with a sentence for each. `given` goes before the environment."""
    try:
        settings = Settings(**given)
    except ValidationError as error:
        # No "from error": pydantic's text repeats the values, and a token may be among them.
        raise WrongSettings([_sentence(dict(wrong)) for wrong in error.errors(include_url=False)]) from None
    if settings.clock == "settable" and not is_loopback(settings.slack_api_url):
        raise WrongSettings([f'CLOCK is "settable"; {_EXPECTED["CLOCK"]}.'])
    if settings.outside_allowed and not is_loopback(settings.slack_api_url):
        raise WrongSettings([f'OUTSIDE_ALLOWED is "{settings.outside_allowed}"; {_EXPECTED["OUTSIDE_ALLOWED"]}.'])
    return settings


def _sentence(wrong: Mapping[str, Any]) -> str:
    name = str(wrong["loc"][0]).upper()
    got = f"is {_secretly(wrong['input'])}" if _is_secret(name) else f'is "{_without_password(str(wrong["input"]))}"'
    return f"{name} {got}; {_EXPECTED[name]}."


def _is_secret(name: str) -> bool:
    return name == "MCP_TOKEN" or (name.startswith("SLACK_") and name != "SLACK_API_URL")


def _secretly(given: object) -> str:
    text = given.get_secret_value() if isinstance(given, SecretStr) else str(given)
    kind = next((f" that starts with {known}" for known in ("xoxb-", "xapp-", "xoxp-") if text.startswith(known)), "")
    return f"a value of {len(text)} characters{kind}"


def _without_password(given: str) -> str:
    """Give a setting without the password that an address may hold between `user:` and `@`."""
    return re.sub(r"(?<=://)([^/@:]*):[^@]*@", r"\1:***@", given)


def _starting(given: SecretStr | None, prefix: str) -> SecretStr | None:
    if given is not None and not given.get_secret_value().startswith(prefix):
        raise ValueError(f"does not start with {prefix}")
    return given


def is_loopback(url: str) -> bool:
    """Tell whether an address is this very machine's."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
