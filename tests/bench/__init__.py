"""Measurements: each a ratio taken in one run, side by side with a peer, and checked for what was lost or doubled."""
