"""What deputies put forward, and what becomes of it."""
