"""The process: the only place that builds things and joins them."""

import sys

# structlog 26.1 loads rich, and with it pygments, to paint tracebacks where it can; ours are plain, and those two keep
# memory. While structlog loads it is told that there is no rich; the commands that show progress find it afterwards.
if "structlog" not in sys.modules and "rich" not in sys.modules:
    sys.modules["rich"] = None  # type: ignore[assignment]  # which Python documents as "not to be imported"
    try:
        import structlog  # noqa: F401
    finally:
        del sys.modules["rich"]
