"""SQLite whose file is encrypted page by page under the operational key (SQLCipher): a Django database backend, and moving
a plain file into it. It protects a stolen disk from which the key file is missing; it is no protection of sealed values,
which have keys of their own.
"""
