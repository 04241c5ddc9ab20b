"""Reading files that nobody trusts: a jail to run a reader in, and readers with typed results.

A pure library: knows no Django. Outside of the jail nothing here opens a file of a stranger.
"""
