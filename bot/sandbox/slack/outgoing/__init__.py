"""What Slack sends to the app: signed events, interactions and commands."""
