"""What the team's own systems tell the app by signed requests, and the keys that they sign with."""
