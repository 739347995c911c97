"""Fixtures for tests of services: real servers, fresh databases, events in, events out.

A pytest plugin; register it with `pytest_plugins = ["shared.testing.plugin"]`.
"""
