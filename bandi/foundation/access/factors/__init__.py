"""Second factors: security keys and passkeys (WebAuthn), a code generator (TOTP), recovery codes.

Each knows how it is set up, verified and taken away, with its journal entry; none knows pages. What stands in the database
opens nothing by itself: public keys, a seed sealed under the operational key, keyed digests.
"""
