"""The desk in a real browser: accessibility, network, and the ways people go through it."""
