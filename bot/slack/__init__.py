"""Everything that knows Slack: requests in, Block Kit out, and the words between mrkdwn and a phone."""
