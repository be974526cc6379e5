"""表彰: a year's awards to matters, groups and organs, on numbers of the portal's own, decided by the 主任会议."""
