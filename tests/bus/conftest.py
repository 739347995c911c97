"""The test service, with a fresh database each time."""

from collections.abc import Callable

import pytest

from shared.work import Runtime
from tests.bus.library.plugin import manifest


@pytest.fixture
def library(runtime_of: Callable[..., Runtime]) -> Runtime:
    return runtime_of(manifest)
