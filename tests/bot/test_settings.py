"""Settings: the defaults, the sentences for wrong ones, and `.env.example`."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings, WrongSettings, load

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def refused(monkeypatch: pytest.MonkeyPatch, **environment: str) -> list[str]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettings) as refusal:
        load()
    return refusal.value.sentences


def test_without_anything_set_the_defaults_hold() -> None:
    settings = load()

    assert settings.transport == "socket"
    assert (settings.host, settings.port) == ("127.0.0.1", 3000)
    assert settings.database_url == "sqlite:///data/yokoten.db"
    assert settings.capture_emoji == ("bulb",)
    assert settings.slack_api_url == "https://slack.com/api/"
    assert not settings.has_any_token


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=4000\nLOG_LEVEL=debug\n")
    monkeypatch.setenv("PORT", "5000")

    settings = load()

    assert (settings.port, settings.log_level) == (5000, "debug")


def test_an_empty_value_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")
    monkeypatch.setenv("PORT", "")

    settings = load()

    assert (settings.slack_bot_token, settings.port) == (None, 3000)


def test_the_database_lies_in_the_data_folder_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", "/srv/yokoten")

    assert load().database_url == "sqlite:////srv/yokoten/yokoten.db"


@pytest.mark.parametrize(
    ("given", "names"),
    [("bulb", ("bulb",)), (":bulb:, mortar_board ", ("bulb", "mortar_board")), ("+1", ("+1",))],
)
def test_several_emoji_can_capture(monkeypatch: pytest.MonkeyPatch, given: str, names: tuple[str, ...]) -> None:
    monkeypatch.setenv("CAPTURE_EMOJI", given)

    assert load().capture_emoji == names


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "many", 'PORT is "many"; use a number from 0 to 65535 (0 takes a free one).'),
        ("PORT", "70000", 'PORT is "70000"; use a number from 0 to 65535 (0 takes a free one).'),
        ("TRANSPORT", "pigeon", 'TRANSPORT is "pigeon"; use socket or http.'),
        (
            "DATABASE_URL",
            "mysql://localhost/x",
            'DATABASE_URL is "mysql://localhost/x"; '
            "use sqlite:///path/to/file.db or postgresql+psycopg://user@host/name.",
        ),
        (
            "CAPTURE_EMOJI",
            "bulb,,",
            'CAPTURE_EMOJI is "bulb,,"; use the name of an emoji, such as bulb; several are parted by commas.',
        ),
        ("SLACK_API_URL", "slack.com", 'SLACK_API_URL is "slack.com"; use an address such as https://slack.com/api/.'),
        (
            "PUBLIC_URL",
            "yokoten.example.org",
            'PUBLIC_URL is "yokoten.example.org"; use the address at which calendar programs reach the bot, '
            "such as https://yokoten.example.org.",
        ),
        ("LOG_FORMAT", "xml", 'LOG_FORMAT is "xml"; use text or json.'),
        (
            "CHANNEL_PREFIX",
            "COP ",
            'CHANNEL_PREFIX is "COP "; use up to 20 small letters, digits, - or _, such as cop-.',
        ),
        (
            "CLOCK",
            "settable",
            'CLOCK is "settable"; use system; settable is for a Slack on this machine '
            "and needs a SLACK_API_URL on 127.0.0.1.",
        ),
    ],
)
def test_a_wrong_value_is_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str) -> None:
    assert refused(monkeypatch, **{name: value}) == [sentence]


def test_all_wrong_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = refused(monkeypatch, PORT="x", TRANSPORT="y", LOG_LEVEL="z")

    assert [sentence.split()[0] for sentence in sentences] == ["TRANSPORT", "PORT", "LOG_LEVEL"]


def test_a_wrong_secret_is_described_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = refused(monkeypatch, SLACK_BOT_TOKEN="xapp-1-very-secret")

    assert sentences == [
        "SLACK_BOT_TOKEN is a value of 18 characters that starts with xapp-; "
        "use the Bot User OAuth Token, which starts with xoxb-."
    ]


def test_a_secret_is_not_shown_by_printing_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-very-secret")

    assert "very-secret" not in repr(load())


def test_the_clock_can_be_settable_beside_a_slack_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOCK", "settable")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")

    assert load().clock == "settable"


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, ["SLACK_APP_TOKEN"]),
        ({"SLACK_APP_TOKEN": "xapp-1"}, ["SLACK_BOT_TOKEN"]),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}, []),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "TRANSPORT": "http"}, ["SLACK_SIGNING_SECRET"]),
        ({"SLACK_SIGNING_SECRET": "s", "TRANSPORT": "http"}, ["SLACK_BOT_TOKEN"]),
    ],
)
def test_what_the_real_slack_lacks_is_named(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], missing: list[str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    settings = load()

    assert settings.has_any_token
    assert [sentence.split()[0] for sentence in settings.missing] == missing


def test_the_example_names_every_setting_with_its_default() -> None:
    example = (ROOT / ".env.example").read_text()

    named = dict(re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", example, re.MULTILINE))

    defaults = load()
    expected = {
        name.upper(): ",".join(value) if isinstance(value, tuple) else str(value or "")
        for name, value in defaults.model_dump().items()
    }
    assert named == expected


def test_a_password_in_a_wrong_address_is_not_repeated() -> None:
    with pytest.raises(WrongSettings) as wrong:
        load(_env_file=None, database_url="mysql://ben:hunter2@db.example/yokoten")

    assert wrong.value.sentences == [
        'DATABASE_URL is "mysql://ben:***@db.example/yokoten"; '
        "use sqlite:///path/to/file.db or postgresql+psycopg://user@host/name."
    ]


@pytest.mark.parametrize("value", ["http://127.0.0.1:8090", "https://localhost:8443"])
def test_one_origin_on_this_machine_can_be_read_beside_a_slack_on_it(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    sentence = "leave it empty; an address such as http://127.0.0.1:8090 is for tests"
    assert sentence in refused(monkeypatch, OUTSIDE_ALLOWED=value)[0]

    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")

    assert load().outside_allowed == value


@pytest.mark.parametrize(
    "value",
    ["http://10.0.0.1:80", "http://127.0.0.1", "http://127.0.0.1:8090/", "ftp://127.0.0.1:21", "http://a@localhost:1"],
)
def test_no_other_origin_can_be_allowed(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    [sentence] = refused(monkeypatch, OUTSIDE_ALLOWED=value, SLACK_API_URL="http://127.0.0.1:9/api/")

    assert sentence.startswith(f'OUTSIDE_ALLOWED is "{value}"; leave it empty')
