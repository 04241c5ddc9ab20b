"""Figures of reliability: each a function `measure(n)` that tries something n times and says how often it failed.

Small n in the tests, large n for the published page. Every figure brings its positive control: the same trial with the guard
taken away, which must fail, or the figure shows nothing.
"""
