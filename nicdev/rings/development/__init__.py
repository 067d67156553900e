"""Around the rings: what data there is, and what the group makes of it."""
