"""Reporting: what came of it?

A *report* is a table of figures as known on an *as-of* day. *Participants* are unique persons who were present
at least once, counted by the *reporting year* of their call; hours are counted by the day of the meeting, its
*accounting year*. *VESO days* and *mentor hours* follow the *policy* of the employer, by *school year*.
"""
