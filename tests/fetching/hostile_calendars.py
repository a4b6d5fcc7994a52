"""Hostile calendars: what repeats for ever, and all else."""

from pathlib import Path

from tests.fetching.traps import ROOM, Group, Named, Traps


def ics(*gatherings: str, before: str = "") -> bytes:
    """Give a calendar with these gatherings."""
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\n{before}{''.join(gatherings)}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode("utf-8", "surrogatepass")


def gathering(more: str = "", *, start: str = ":20261203T180000Z", uid: str = "1", summary: str = "Craft") -> str:
    """Give a gathering of a calendar."""
    more = f"{more}\n" if more else ""
    return f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20260101T000000Z\nSUMMARY:{summary}\nDTSTART{start}\n{more}END:VEVENT\n"


def _repeating(traps: Traps) -> Named:
    rules = {
        "every second": "FREQ=SECONDLY",
        "every minute": "FREQ=MINUTELY",
        "every minute in small letters": "freq=minutely",
        "every second until yesterday": "FREQ=SECONDLY;UNTIL=20261127T000000Z",
        "every minute five times": "FREQ=MINUTELY;COUNT=5",
        "every second by a daily rule": f"FREQ=DAILY;BYHOUR={_up_to(24)};BYMINUTE={_up_to(60)};BYSECOND={_up_to(60)}",
        "every minute by an hourly rule": f"FREQ=HOURLY;BYMINUTE={_up_to(60)}",
        "every minute by a yearly rule": f"FREQ=YEARLY;BYHOUR={_up_to(24)};BYMINUTE={_up_to(60)}",
        "every hour for ever": "FREQ=HOURLY",
        "every zeroth day": "FREQ=DAILY;INTERVAL=0",
        "every minus first day": "FREQ=DAILY;INTERVAL=-1",
        "every day of an interval of a thousand digits": f"FREQ=DAILY;INTERVAL={'9' * 1000}",
        "every day minus five times": "FREQ=DAILY;COUNT=-5",
        "every day no time": "FREQ=DAILY;COUNT=0",
        "every day a billion times": "FREQ=DAILY;COUNT=999999999999",
        "every day until the year 9999": "FREQ=DAILY;UNTIL=99991231T235959Z",
        "every day until before it began": "FREQ=DAILY;UNTIL=00010101T000000Z",
        "every day until and count": "FREQ=DAILY;UNTIL=20270101T000000Z;COUNT=5",
        "every 30th of february": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "every 31st of some month that has none": "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "a day that never comes, looked for hourly": "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
        "the four hundredth of a month's days": "FREQ=YEARLY;BYDAY=MO;BYSETPOS=366",
        "a position nobody has": "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0",
        "positions without days": "FREQ=YEARLY;BYSETPOS=1,2,3",
        "the sixtieth monday": "FREQ=YEARLY;BYDAY=60MO",
        "a weekday nobody has": "FREQ=WEEKLY;BYDAY=XX",
        "a month nobody has": "FREQ=YEARLY;BYMONTH=13",
        "an hour nobody has": "FREQ=DAILY;BYHOUR=25",
        "a week nobody has": "FREQ=YEARLY;BYWEEKNO=99",
        "every easter": "FREQ=YEARLY;BYEASTER=0",
        "no frequency": "INTERVAL=1",
        "a frequency nobody has": "FREQ=FORTNIGHTLY",
        "two frequencies": "FREQ=DAILY;FREQ=SECONDLY",
        "frequencies in a list": "FREQ=DAILY,SECONDLY",
        "nothing": "",
        "signs": ";;;===;;;",
        "ten thousand days": f"FREQ=MONTHLY;BYMONTHDAY={','.join(['1'] * 10_000)}",
        "a rule in another calendar": "RSCALE=HEBREW;FREQ=YEARLY;SKIP=FORWARD",
    }
    for name, rule in rules.items():
        yield f"calendar: {name}", ics(gathering(f"RRULE:{rule}"))
    yield "calendar: every hour since 1970", ics(gathering("RRULE:FREQ=HOURLY", start=":19700101T000000Z"))
    yield "calendar: every day since the year 1", ics(gathering("RRULE:FREQ=DAILY", start=":00010101T000000Z"))
    yield "calendar: every day from the year 9999 on", ics(gathering("RRULE:FREQ=DAILY", start=":99991231T235959Z"))
    yield "calendar: two rules", ics(gathering("RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY"))
    yield "calendar: a rule folded at each letter", ics(gathering("\n ".join("RRULE:FREQ=SECONDLY")))
    yield "calendar: a rule in a rule's parameter", ics(gathering('RRULE;X="FREQ=DAILY:":FREQ=SECONDLY'))
    yield "calendar: a rule that leaves out", ics(gathering("RRULE:FREQ=DAILY\nEXRULE:FREQ=SECONDLY"))
    yield (
        "calendar: a thousand that repeat daily",
        ics(*(gathering("RRULE:FREQ=DAILY", uid=str(n)) for n in range(1_000))),
    )
    yield "calendar: one that repeats daily and lasts a year", ics(gathering("RRULE:FREQ=DAILY\nDURATION:P365D"))


def _up_to(end: int, start: int = 0) -> str:
    return ",".join(str(number) for number in range(start, end))


def _calendars(traps: Traps) -> Named:
    dates = ",".join(
        f"2026{month:02}{day:02}T{hour:02}0000Z" for month in (11, 12) for day in range(1, 29) for hour in range(24)
    )
    yield "calendar: a flood of dates", ics(gathering(f"RDATE:{dates}"))
    yield "calendar: a flood of dates left out", ics(gathering(f"RRULE:FREQ=DAILY\nEXDATE:{dates}"))
    yield (
        "calendar: a flood of lines of dates",
        ics(gathering("RDATE:20261204T180000Z\n" * 20_000 + "STATUS:CONFIRMED")),
    )
    yield "calendar: dates of two megabytes", ics(gathering("RDATE:" + "20261204T180000Z," * 120_000))
    yield "calendar: a date left out of a megabyte", ics(gathering("EXDATE:" + "9" * 1_000_000))
    yield (
        "calendar: dates that are spans",
        ics(gathering("RDATE;VALUE=PERIOD:20261204T180000Z/P99999D,20261205T180000Z/20261201T000000Z")),
    )
    yield "calendar: folded at each letter", ics(gathering("DESCRIPTION:" + "\n ".join("x" * 200_000)))
    yield "calendar: folds and nothing else", b"BEGIN:VCALENDAR\r\n" + b" \r\n" * 500_000
    yield "calendar: folded before it begins", b"BEGIN:VCALENDAR\r\n" + b"\r\n " * 300_000
    yield "calendar: one line of two megabytes", ics(gathering(f"DESCRIPTION:{'x' * (ROOM - 300)}"))
    yield "calendar: one line without a colon", ics("x" * 1_000_000 + "\n")
    yield "calendar: a name of a megabyte", ics(f"{'X' * 1_000_000}:1\n")
    yield "calendar: parameters to the brim", ics(gathering("LOCATION" + ";X=1" * 200_000 + ":here"))
    yield "calendar: quotes that never close", ics(gathering('LOCATION;X="' + "x" * 100_000 + ":here"))
    yield "calendar: gatherings in gatherings", ics("BEGIN:VEVENT\n" * 50_000)
    yield "calendar: calendars in calendars", b"BEGIN:VCALENDAR\r\n" * 50_000
    yield "calendar: ends without beginnings", b"BEGIN:VCALENDAR\r\n" + b"END:VEVENT\r\n" * 50_000
    yield "calendar: alarms in alarms", ics(gathering("BEGIN:VALARM\n" * 1_000 + "END:VALARM\n" * 999 + "END:VALARM"))
    yield (
        "calendar: a thousand alarms",
        ics(
            gathering(
                "BEGIN:VALARM\nTRIGGER:-PT1S\nREPEAT:999999\nDURATION:PT1S\nEND:VALARM\n" * 1_000 + "STATUS:CONFIRMED"
            )
        ),
    )
    yield "calendar: cut off", ics(gathering())[:-30]
    yield "calendar: no end", b"BEGIN:VCALENDAR"
    yield "calendar: two of them", ics(gathering()) * 2
    yield "calendar: nothing in it", ics()
    yield "calendar: line ends of old", ics(gathering()).replace(b"\r\n", b"\r")
    yield "calendar: utf-16", ics(gathering()).decode().encode("utf-16")
    yield "calendar: broken letters", ics(gathering(summary="X")).replace(b"Y:X", b"Y:\xff\xfe\xed\xa0\x80")
    yield "calendar: nulls", ics(gathering(summary="a\0b\x07\u202ec"))
    yield "calendar: ten thousand gatherings", ics(*(gathering(uid=str(n)) for n in range(10_000)))
    yield (
        "calendar: three thousand of long ago",
        ics(*(gathering(uid=str(n), start=":20010101T000000Z") for n in range(3_000))),
    )
    yield "calendar: a hundred of one id", ics(gathering("RECURRENCE-ID:20261203T180000Z") * 100)
    yield "calendar: an id of a megabyte", ics(gathering(uid="u" * 1_000_000))
    yield "calendar: no id", ics(gathering().replace("UID:1\n", ""))
    yield "calendar: no start", ics(gathering().replace("DTSTART:20261203T180000Z\n", ""))
    yield "calendar: two starts", ics(gathering("DTSTART:20261204T180000Z"))
    yield "calendar: an end before the start", ics(gathering("DTEND:20261203T170000Z"))
    yield "calendar: an end without hours", ics(gathering("DTEND;VALUE=DATE:20261204"))
    for name, start in {
        "the year 0": ":00000101T000000Z",
        "the year 9999": ":99991231T235959Z",
        "the thirtieth of february": ":20270230T000000Z",
        "the twenty-fifth hour": ":20261203T250000Z",
        "a leap second": ":20261231T235960Z",
        "an arabic number": ":٢٠٢٦١٢٠٣T180000Z",
        "a zone that is a path": f";TZID=../../../..{Path('/etc/passwd')}:20261203T180000",
        "a zone that is the trap": f";TZID={traps.file}:20261203T180000",
        "a zone nobody knows": ";TZID=Middle/Earth:20261203T180000",
        "a zone of a megabyte": f";TZID={'z' * 1_000_000}:20261203T180000",
        "a zone twice": ";TZID=Europe/Berlin;TZID=Asia/Tokyo:20261203T180000",
        "no time at all": ":",
    }.items():
        yield f"calendar: starts in {name}", ics(gathering(start=start))
    for name, length in {
        "a million years": "P365000000D",
        "less than nothing": "-P1D",
        "a number of a thousand digits": f"P{'9' * 1_000}D",
        "nothing": "PT0S",
        "no length": "x",
        "an end besides": "PT1H\nDTEND:20261203T190000Z",
    }.items():
        yield f"calendar: lasts {name}", ics(gathering(f"DURATION:{length}"))
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Lies\nBEGIN:STANDARD\nTZOFFSETFROM:{old}\nTZOFFSETTO:{new}\nDTSTART:{start}\n"
        "{rule}END:STANDARD\nEND:VTIMEZONE\n"
    )
    lies = {
        "its clocks change each second": zone.format(
            old="+0000", new="+0100", start="19700101T000000", rule="RRULE:FREQ=SECONDLY\n"
        ),
        "its clocks change each day": zone.format(
            old="+0000", new="+0100", start="16010101T000000", rule="RRULE:FREQ=DAILY\n"
        ),
        "its clocks change by a year": zone.format(old="-9999", new="+9999", start="19700101T000000", rule=""),
        "its clocks change a flood of times": zone.format(
            old="+0000", new="+0100", start="19700101T000000", rule=f"RDATE:{dates}\n"
        ),
        "it began in the year 0": zone.format(
            old="+0000", new="+0100", start="00000101T000000", rule="RRULE:FREQ=YEARLY\n"
        ),
        "it says nothing": "BEGIN:VTIMEZONE\nTZID:Lies\nEND:VTIMEZONE\n",
        "it has no name": "BEGIN:VTIMEZONE\nBEGIN:STANDARD\nEND:STANDARD\nEND:VTIMEZONE\n",
        "it is there a hundred times": zone.format(old="+0000", new="+0100", start="19700101T000000", rule="") * 100,
        "it asks somebody": f"BEGIN:VTIMEZONE\nTZID:Lies\nTZURL:{traps.address}\nEND:VTIMEZONE\n",
    }
    for name, given in lies.items():
        yield f"calendar: a zone that lies: {name}", ics(gathering(start=";TZID=Lies:20261203T180000"), before=given)
    yield (
        "calendar: the whole in a zone nobody knows",
        ics(gathering(start=":20261203T180000"), before="X-WR-TIMEZONE:../../etc/passwd\n"),
    )
    yield "calendar: reckoned another way", ics(gathering(), before="CALSCALE:JULIAN\n")
    yield (
        "calendar: files attached",
        ics(
            gathering(
                f"ATTACH:{traps.file.as_uri()}\nATTACH:{traps.address}\nURL:{traps.file.as_uri()}\nIMAGE;VALUE=URI:{traps.address}"
            )
        ),
    )
    yield (
        "calendar: two megabytes attached",
        ics(gathering(f"ATTACH;ENCODING=BASE64;VALUE=BINARY:{'A' * (ROOM - 400)}")),
    )
    yield (
        "calendar: somebody to answer",
        ics(gathering(f"ORGANIZER:mailto:a@b\nATTENDEE;RSVP=TRUE:{traps.address}"), before="METHOD:REQUEST\n"),
    )
    yield (
        "calendar: where to look again",
        ics(gathering(), before=f"SOURCE;VALUE=URI:{traps.address}\nREFRESH-INTERVAL;VALUE=DURATION:PT1S\n"),
    )
    yield (
        "calendar: markup",
        ics(
            gathering(
                "DESCRIPTION:<script>x</script><!channel>\nURL:javascript:alert(1)\nLOCATION:<@U1>",
                summary="<!here> <b>Hi</b>",
            )
        ),
    )


GROUPS: dict[str, Group] = {"what repeats": _repeating, "calendars": _calendars}
