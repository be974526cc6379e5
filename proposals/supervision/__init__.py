"""督办: key items, what is asked and reported, visits, instructions, meetings, campaigns, the ladder."""
