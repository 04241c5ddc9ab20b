"""People: organisations, people of public role and places, with their names and other spellings; the profile of our
own organisation, its memberships, agreements, awards and ways of giving.

Knows nothing of what was done with whom. Protected people come with the vault.
"""
