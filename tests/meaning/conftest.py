"""What tests of the models need: the models, which are an extra."""

import os

from meaning.files import missing

if missing() and os.environ.get("CI") == "true":
    raise RuntimeError(f"the models are needed here, and these are not installed: {', '.join(missing())}")

collect_ignore_glob = ["test_*.py"] if missing() else []
