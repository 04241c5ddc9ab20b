"""Views of the desk, one file per area. A view finds, asks, acts and answers in under twenty lines."""
