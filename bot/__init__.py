"""Threadline: a Slack app through which a team texts its clients."""
