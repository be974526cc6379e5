"""What proposals add to practice rooms: matters laid out for each task, and their end after a month."""
