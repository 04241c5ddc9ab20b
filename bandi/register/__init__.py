"""The register: people and organisations, what we did, and what we assert with its support."""
