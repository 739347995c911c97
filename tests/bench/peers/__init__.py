"""Peers: small honest programs in the peer's own idiom, with the same work and the same durability."""
