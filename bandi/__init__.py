"""Bandi (반디, firefly): the platform on which a human-rights organisation runs its work.

Five floors: foundation, register, work, publishing, interfaces; `config` composes them. Imports point down only.
"""
