"""Text out of a file's bytes."""


def decoded(content: bytes) -> str:
    """Give the text of a file, whatever usual way it was written in; what it begins with says which."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What spreadsheets on Windows write. It has a sign for nearly every byte, so it comes last.
        return content.decode("cp1252", errors="replace")
