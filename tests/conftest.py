"""Fixtures for every test; see `shared.testing.plugin`."""

pytest_plugins = ["shared.testing.plugin"]
