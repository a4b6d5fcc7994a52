"""Fail when a kind of test did not run: an environment that quietly lost its browser would prove nothing."""

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from xml.etree import ElementTree as ET

KINDS = ("browser", "postgres", "process")


def main(*reports: str) -> int:
    """Print how many tests of each kind ran; 1 when a kind is missing or a test was skipped."""
    ran: Counter[str] = Counter()
    skipped = []
    for case in chain.from_iterable(map(_cases, reports)):
        if case.find("skipped") is not None:
            skipped.append(f"{case.get('classname')}::{case.get('name')}")
            continue
        ran.update(found.get("value") for found in case.iter("property") if found.get("name") == "kind")
    print("Ran:", ", ".join(f"{ran[kind]} {kind}" for kind in KINDS))
    missing = [kind for kind in KINDS if not ran[kind]]
    if missing:
        print("No test of this kind ran:", ", ".join(missing))
    if skipped:
        print("Skipped:", *skipped, sep="\n  ")
    return bool(missing or skipped)


def _cases(report: str) -> Iterator[ET.Element]:
    return ET.parse(report).iter("testcase")  # noqa: S314  # our own test run wrote it


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
