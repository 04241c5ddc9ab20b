"""Backups in two sealed parts, and bringing an office back from them with three shares of paper.

Knows tables and columns, never what they mean; knows the vault's key tables, the shred ledger and the recovery key. It opens
nothing but backups: what is sealed in the office stays sealed in a backup, and after a restore.
"""
