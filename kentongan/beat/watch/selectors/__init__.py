"""What can be read of posts, nights, rosters and books, and by whom."""
