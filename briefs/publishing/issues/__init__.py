"""What keeps a brief from being published, and what else an editor is told of its claims."""
