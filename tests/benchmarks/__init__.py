"""How fast the program is, told as ratios: each path beside the simplest honest thing that does its job.

``python -m tests.benchmarks`` runs all of them; ``--quick`` a small size of each, and names pick some.
"""
