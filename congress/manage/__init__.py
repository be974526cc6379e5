"""The pages of the three administrators: people, organs, status; safety; the log. None of them reads an opinion."""
