"""Data folders come from TELLTALE_DATA (separated as PATH is); tests that need them skip where it is unset."""

import os
from pathlib import Path

import pytest

from telltale_training.data import Sample, read_manifests


@pytest.fixture(scope="session")
def samples() -> list[Sample]:
    folders = os.environ.get("TELLTALE_DATA", "")
    if not folders:
        pytest.skip("TELLTALE_DATA is not set: no training images here")
    return read_manifests([Path(folder) for folder in folders.split(os.pathsep)])
