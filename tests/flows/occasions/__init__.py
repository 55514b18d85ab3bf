"""Tests of appointments, payments, documents and what is sent for them."""
