"""5+4: what deputies and groups owe in a period, counted from the records themselves."""
