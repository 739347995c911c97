"""Shadowing: how does a pair period go?

A *pair* is two colleagues, the *parties*; a *period* is what they do together in some working days of a *call*.
It goes through five stages: application (the *plan*), decision, goals, the *days*, follow-up. `domain/process.py`
says it all in one place. What the two write stays in this service's own database; events carry ids, dates, states.
"""
