"""Who takes part? People, calls, groups, registrations, supervisors' approval, the waiting list.

call          an invitation to register to groups, or to apply for pair periods
group         five to nine peers and a mentor; a second group beside a full one is its sibling
registration  one person's wish to join one group, from the form to the place
place         what a registration holds in a group: provisionally, on offer, or for good
queue         the registrations that hold no place, in order of arrival
"""
