"""How the costs, the priors and the weights in `data/` are made from labelled pairs and from Unihan.

Nothing here is needed to compare names. Each script reads a folder given to it and writes small readable files.
"""
