"""What waits at the desk, and for whom."""
