"""What is true of posts, nights, rosters and books, without a database."""
