"""The key holder: keeps members' unlocked keys, opens what is sealed for them, and writes down every reading before it answers.

A pure library over `bandi.locks`: knows no Django and no database. It runs inside the web process, or as a process of its own
(`bandi keyd`) under another user, reached over a Unix socket. It trusts nobody who asks: compartment, tier and subject are
authenticated by the wraps themselves, quotas are counted here, and without an entry in the read log there is no answer.
"""
