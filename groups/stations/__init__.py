"""阵地: stations, their rosters, receptions, what the public writes, and what becomes of it."""
