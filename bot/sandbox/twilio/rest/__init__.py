"""The part of Twilio's REST API that the stand-in speaks."""
