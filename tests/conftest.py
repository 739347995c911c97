"""Fixtures for every test; see `shared.testing.plugin`."""

from hypothesis import settings

pytest_plugins = ["shared.testing.plugin", "shared.testing.privacy"]
settings.register_profile("untimed", deadline=None)  # a slow machine is no fault
settings.load_profile("untimed")
