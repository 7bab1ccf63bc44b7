"""The parts of `make_gazetteers.py`: sources, rules, and what was decided by hand."""
