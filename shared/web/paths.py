"""Where a person may be sent after an act: inside this deployment only."""

import re

_SAFE = re.compile(r"/(?![/\\])[A-Za-z0-9/_.~%-]{0,300}(\?[A-Za-z0-9_.~%=&-]{0,300})?")


def safe_path(wanted: str | None, otherwise: str) -> str:
    """A path of our own as it was wanted, else the other one."""
    return wanted if wanted and _SAFE.fullmatch(wanted) else otherwise
