"""The foundation: audit, reference, access and records. Knows nothing of any kind of work."""
