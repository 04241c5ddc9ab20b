"""The vault: whose key opens what. Members, compartments, subjects and their keys; sealed fields and files; the key holder.

Knows no accounts, no records and no views: an account points to its member, a record to its subject. What is sealed opens only
through the holder, for an unlocked member; writing needs public halves alone. The formats are in `bandi.locks`.
"""
