"""Access: accounts, roles and declared permissions. Deny unless declared.

Roles say what may be done. An administrator keeps accounts and sees no record. Keys, compartments and second
factors come with the vault. Knows nothing of any record.
"""
