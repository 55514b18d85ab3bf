"""Tests of the flows about accounts."""
