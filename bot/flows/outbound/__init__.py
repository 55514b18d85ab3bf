"""From a team member's intent to the client's phone, and what became of it."""
