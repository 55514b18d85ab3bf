"""Texts that go again and again: setting one up, changing it, and sending it each time it is due."""
