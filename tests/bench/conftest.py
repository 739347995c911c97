"""The worlds of the services' own tests, for benchmarks that play in them."""

from tests.shadowing.conftest import world

__all__ = ["world"]
