"""What rests on a fact, shown before it is changed, and the queue of what is out of date after it was."""
