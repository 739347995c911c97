"""People's rights to their data: what is kept about somebody, shown to them and erased.

Each service says in its `privacy.py` what its tables keep about people; the machinery is here, once.
"""

from shared.privacy.declared import COPY, DELETE, KEEP, Kept, Named
from shared.privacy.rules import Follows, Rule, Stays

__all__ = ["COPY", "DELETE", "KEEP", "Follows", "Kept", "Named", "Rule", "Stays"]
