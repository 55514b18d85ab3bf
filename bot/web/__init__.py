"""The routes by which Slack, Twilio and an operator reach the program."""
