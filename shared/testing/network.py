"""The network that tests run in: two members, the network's own organisation, a hub and a member deployment."""

from pathlib import Path
from typing import Any

import yaml

CONTENT: dict[str, Any] = {
    "slug": "opelix",
    "languages": ["fi", "sv", "en"],
    "organisations": [
        {
            "slug": "opelix",
            "names": [{"since": "2010-01-01", "fi": "Opelix", "sv": "Opelix", "en": "Opelix"}],
            "email_domains": ["opelix.example"],
            "administrators": [{"email": "pm@opelix.example", "first_name": "Pia", "last_name": "Projekti"}],
        },
        {
            "slug": "hyria",
            "names": [{"since": "2010-01-01", "fi": "Hyria koulutus", "sv": "Hyria utbildning", "en": "Hyria"}],
            "units": ["Torikatu"],
            "email_domains": ["hyria.example"],
            "policies": {"veso": "seinajoki", "mentor_pay": "seinajoki"},
        },
        {
            "slug": "tavastia",
            "names": [{"since": "2010-01-01", "fi": "Koulutuskeskus Tavastia", "sv": "Tavastia", "en": "Tavastia"}],
            "units": ["Ammattiopisto Tavastia"],
            "email_domains": ["tavastia.example"],
            "policies": {"veso": "seinajoki", "mentor_pay": "seinajoki"},
        },
    ],
    "deployments": [{"slug": "hub", "base_url": "http://hub.example"}],
    "serves": [{"deployment": "hub", "services": "all", "organisations": "all"}],
    "operator": {"name": "Opelixin tuki", "phone": "+358 3 000 0000", "email": "tuki@opelix.example"},
}
MEMBER: dict[str, Any] = {
    "deployments": [*CONTENT["deployments"], {"slug": "tavastia", "base_url": "http://tavastia.example"}],
    "serves": [
        *CONTENT["serves"],
        {
            "deployment": "tavastia",
            "services": ["notifications", "reporting"],
            "organisations": ["tavastia"],
            "since": "2013-01-01",
        },
    ],
}


def write(folder: Path, *, with_member: bool = False) -> Path:
    """Write a `network.yml`; with the member deployment `tavastia` when asked."""
    path = folder / "network.yml"
    path.write_text(yaml.safe_dump(CONTENT | (MEMBER if with_member else {}), allow_unicode=True), encoding="utf-8")
    return path
