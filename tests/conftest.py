"""The cast and the settings of all tests."""
