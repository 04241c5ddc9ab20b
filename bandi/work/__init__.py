"""The work: siblings that are blind to one another. Here so far: advocacy."""
