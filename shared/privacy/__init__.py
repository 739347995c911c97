"""People's rights to their data: what is kept about somebody, shown to them.

Each service says in its `privacy.py` what its tables keep about people; the machinery is here, once.
"""

from shared.privacy.declared import Kept, Named

__all__ = ["Kept", "Named"]
