"""The process that parses: what it can't do, and what becomes of it."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fetching import reader as module
from fetching.reader import NoAnswer, Reader
from tests.fetching.hostile_feeds import item, rss
from tests.fetching.served import NOW

GOOD = rss(item())


async def titles(reader: Reader, data: bytes = GOOD) -> list[str]:
    answer = await reader.read(data, address="https://notes.example/", content_type="", now=NOW, zone="UTC")
    return [entry.title for entry in answer.entries]


def pid(reader: Reader) -> int:
    assert reader._process is not None
    return reader._process.pid


def test_it_opens_no_file_no_socket_and_no_process_and_holds_little(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    link = tmp_path / "link.py"
    link.symlink_to(secret)
    attempts = [
        f"open({str(secret)!r})",
        f"open({str(secret)!r}.encode(), 'rb')",
        f"open({str(link)!r})",
        f"open(os.path.dirname(feedparser.__file__) + '/../../../../../../../../../../../../..{secret}')",
        f"open({str(tmp_path / 'new')!r}, 'w')",
        "open(feedparser.__file__, 'a')",
        "os.open('/etc/passwd', os.O_RDONLY)",
        "open('/proc/self/environ')",
        "socket.socket()",
        "socket.getaddrinfo('example.org', 80)",
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.fork()",
        "os.remove('/tmp/x')",
        "urllib.request.urlopen('https://example.org/')",
        "feedparser.parse('https://example.org/')",
        "bytearray(600 * 1024 * 1024)",
    ]
    code = f"""
import feedparser, os, socket, subprocess, urllib.request
from fetching import child
child._confine()
for attempt in {attempts!r}:
    try:
        found = eval(attempt)
    except (PermissionError, MemoryError):
        continue
    except Exception as error:
        if "may not" in repr(error) or "may not" in repr(error.__context__):
            continue
        print(attempt, repr(error))
    else:
        if "may not" not in repr(getattr(found, "bozo_exception", "")):
            print(attempt, "was done")
"""

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (ran.stdout, ran.stderr) == ("", "")


async def test_one_process_reads_many_and_a_killed_one_is_replaced() -> None:
    reader = Reader()
    assert await titles(reader) == ["One"]
    first = pid(reader)
    assert await titles(reader) == ["One"]
    assert pid(reader) == first

    os.kill(first, signal.SIGKILL)
    answers = []
    for _ in range(2):
        try:
            answers.append(await titles(reader))
        except NoAnswer:
            continue

    assert answers[-1] == ["One"]
    assert pid(reader) != first
    await reader.close()


async def test_one_that_works_too_long_ends_by_itself_and_takes_nobody_along() -> None:
    reader = Reader(0.3)
    endless = b"<" * 2_000_000

    with pytest.raises(NoAnswer):
        await titles(reader, endless)
    answers = await asyncio.gather(titles(reader), titles(reader))
    await reader.close()

    assert list(answers) == [["One"], ["One"]]


async def test_it_has_nothing_of_the_bots_and_ends_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    reader = Reader()
    await titles(reader)
    number = pid(reader)
    environment = Path(f"/proc/{number}/environ").read_bytes()  # noqa: ASYNC240

    await reader.close()

    assert b"xoxb-secret" not in environment
    assert not Path(f"/proc/{number}").exists()  # noqa: ASYNC240


async def test_it_rests_when_nothing_is_asked_and_is_there_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "IDLE_SECONDS", 0.0)
    reader = Reader()
    await titles(reader)
    process = reader._process
    assert process is not None

    await asyncio.wait_for(process.wait(), 5)

    assert process.returncode == 0
    assert await titles(reader) == ["One"]
    await reader.close()


async def test_a_reading_that_is_called_off_leaves_no_answer_for_the_next() -> None:
    reader = Reader()
    await titles(reader)
    slow = asyncio.create_task(titles(reader, rss("".join(item(title="slow", guid=str(n)) for n in range(3_000)))))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    slow.cancel()

    assert await titles(reader) == ["One"]
    await reader.close()


async def test_what_makes_no_sense_is_not_believed() -> None:
    # A process that a feed has taken over could say anything.
    reader = Reader()
    await titles(reader)
    assert reader._process is not None
    assert reader._process.stdout is not None
    reader._process.stdout.feed_data(b'{"entries":[{"id":"1","title":"x","link":"javascript:alert(1)"}]}\n')

    with pytest.raises(NoAnswer):
        await titles(reader)
    assert await titles(reader) == ["One"]
    await reader.close()
