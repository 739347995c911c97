"""The bus: how services hear of each other. Publishing, receiving, failing and healing."""

from shared.bus.subscriptions import NotYet, Occasion, Subscriptions, Timers

__all__ = ["NotYet", "Occasion", "Subscriptions", "Timers"]
