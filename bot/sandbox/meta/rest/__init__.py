"""The Graph API: which node and edge leads where, and what each answers."""
