"""One repository a concept; each is bound to a transaction and a workspace."""
