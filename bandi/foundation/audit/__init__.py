"""The audit journal: who did what to which record and when, in an append-only chain of digests.

Knows ids, kinds and digests, never a name or a plaintext. Beside the chain, and erasable, stand the revisions:
what a record held before and after an edit, from which edits are undone and histories shown.
"""
