"""What everything stands on: territory, organisation, people's reach, the ledger."""
