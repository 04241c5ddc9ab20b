"""Consent: what a protected person allowed, asked at every output.

`states` says where a consent stands on a day, `asking` whether something is allowed and why not, `gate` puts that question for everything
that leaves the house, `repeats` finds copies of statements in it, `acting` gives, limits, renews and withdraws, `withdrawing` finds what was used already (`copies` where its words stand), `papers` prints the forms.
The default is no, everywhere.
"""
