"""Activities: what we did. Who came is a headcount without names; our people, partners and counterparts take part by role.

Knows no kind of work: kinds are terms, and specialised records (a letter, a media item) point here.
"""
