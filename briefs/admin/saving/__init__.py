"""No edit is lost silently: versions, conflicts, working copies."""
