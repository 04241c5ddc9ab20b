"""Writing what programmes need more than one row for: a roll that is called, answers that are counted, sheets that are pasted."""
