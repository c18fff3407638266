"""What uses what, and why it can then be neither deleted nor renamed."""
