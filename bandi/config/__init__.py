"""The composition root: settings, addresses, the console script. The only place that names every package."""
