"""A worker's name."""

from pathlib import Path

from bot.worker import Worker


def test_a_restart_finds_its_name_again(tmp_path: Path) -> None:
    first = Worker(tmp_path / "data")
    first.close()

    second = Worker(tmp_path / "data")
    second.close()

    assert first.name == second.name


def test_two_that_run_at_once_have_different_names(tmp_path: Path) -> None:
    first, second = Worker(tmp_path), Worker(tmp_path)

    assert first.name != second.name

    first.close()
    second.close()


def test_workers_of_different_folders_have_different_names(tmp_path: Path) -> None:
    here, there = Worker(tmp_path / "here"), Worker(tmp_path / "there")

    assert here.name != there.name

    here.close()
    there.close()
