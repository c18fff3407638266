"""The seeds: hand-editable text files that are read into the desk and published from there.

``load.load_seeds`` is the one entry. Files are read and checked whole before the first row is written.
"""
