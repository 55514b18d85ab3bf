"""Tests of bot.downloads."""
