"""Tests of the texts that the team has ready."""
