"""Facts about editions. May import: the foundation, claims."""

from bandi.publishing.models.edition import Edition, EditionSection

__all__ = ["Edition", "EditionSection"]
