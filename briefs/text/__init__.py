"""Text as data: Markdown, citations, anchors, dates and figures. Pure Python, no Django."""
