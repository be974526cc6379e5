"""Activities of groups, from plan to confirmation."""
