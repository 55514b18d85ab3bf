"""What comes in: texts from clients, and what teammates do in Slack."""
