"""Locks: formats of keys, sealed values and sealed files, versioned and bound to their place.

A pure library over `cryptography`: knows no Django, no database, no account. It invents no construction.
"""
