"""Where people and machines come in. Only doors have views, addresses and pages."""
