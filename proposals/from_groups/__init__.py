"""What came of groups' activities: opinions that were begun from them."""
