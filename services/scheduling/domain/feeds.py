"""The address of a person's calendar: 256 bits made of a random nonce and the deployment's secret.

Whoever reads the database finds neither: the secret is not in it, and the address is known by its hash alone.
"""

import base64
import hashlib
import hmac


def token(secret: str, nonce: str) -> str:
    """The secret part of the address."""
    made = hmac.new(secret.encode(), f"calendar:{nonce}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def hashed(token_: str) -> str:
    """What is stored and looked up."""
    return hashlib.sha256(token_.encode()).hexdigest()
