"""Putting people into groups and times at once: most people first, then their wishes, then an even spread.

`reading` checks an instance, `solving` finds groups, `reasons` says why somebody was left out, `answer` writes it all
down. Whoever calls gives an optimiser (`program.Optimiser`), so that nothing here depends on one.
"""
