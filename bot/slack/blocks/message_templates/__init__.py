"""The windows about the team's own templates, as Slack draws them."""
