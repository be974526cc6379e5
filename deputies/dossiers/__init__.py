"""履职档案: everything a deputy did in a period, read from the records themselves."""
