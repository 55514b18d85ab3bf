"""The page that shows the sandbox: a workspace on the left, the clients' phones on the right."""
