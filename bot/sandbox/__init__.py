"""Local stand-ins of Slack and Twilio over real HTTP, and the page that shows them."""
