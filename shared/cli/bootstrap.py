"""Sets a fresh checkout up: `python3 -I shared/cli/bootstrap.py setup`; needs nothing but Python and a network.

Each step is done once and again only when what it was made from changes; two setups at once wait for each other.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # -I leaves the checkout out

from shared.cli.machine.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
