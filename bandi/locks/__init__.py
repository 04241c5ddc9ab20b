"""Locks: formats of keys, sealed values and sealed files, versioned and bound to their place.

A pure library over `cryptography`: knows no Django, no database, no account. It invents no construction: HPKE (RFC 9180) with
the ML-KEM-768/X25519 hybrid, AES-256-GCM (NIST SP 800-38D), HKDF (RFC 5869), Argon2id (RFC 9106). `docs/key-formats.md` describes
every byte; the vectors stand in `tests/vectors.json` and are read by an independent reader.
"""
