"""Properties are tried on the same examples each time; ``HYPOTHESIS_PROFILE=explore`` looks for new ones.

What tests cache goes to a folder of their own, never to the user's.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session", autouse=True)
def cache_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """``THREADS_CACHE`` for the whole run."""
    before = os.environ.get("THREADS_CACHE")
    os.environ["THREADS_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["THREADS_CACHE"]
    else:
        os.environ["THREADS_CACHE"] = before
