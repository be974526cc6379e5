"""练习室: tasks for each role in a practice room, done when the timeline says so."""
