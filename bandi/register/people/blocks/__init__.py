"""What this package offers to editions: who we are, whom we belong to, and how to give.

Names, each a kind of content of a heading: masthead (the organisation's name and contact, for the cover and the
colophon), mission, awards (with memberships and agreements), mandate, supporters, accounts, channels_table, and
social_table.
"""

from bandi.foundation.records.blocks import provide
from bandi.register.people.blocks.giving import accounts, channels_table, supporters
from bandi.register.people.blocks.organisation import awards, mandate, masthead, mission, social_table

__all__ = ["offer"]


def offer() -> None:
    """Register the providers; called once from `AppConfig.ready`."""
    provide("masthead", masthead)
    provide("mission", mission)
    provide("awards", awards)
    provide("mandate", mandate)
    provide("supporters", supporters)
    provide("accounts", accounts)
    provide("channels_table", channels_table)
    provide("social_table", social_table)
