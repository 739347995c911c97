"""Where the checkout keeps what it makes. Nothing here touches the disk at import."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
STATE = ROOT / ".vertais"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
CONSTRAINTS = ROOT / "constraints.txt"
NODE_CONSTRAINTS = Path(__file__).with_name("node.txt")
REQUIREMENTS = ROOT / "requirements.in"
ASSETS = ROOT / "shared" / "web" / "assets"
VENDOR = ASSETS / "vendor"
RABBIT_DEBS = STATE / "rabbitmq"
