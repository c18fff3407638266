"""The admin site of the desk: its front page, and the pages that belong to no single noun."""
