"""What happens out there: posts, visits, what residents tell, what was promised."""
