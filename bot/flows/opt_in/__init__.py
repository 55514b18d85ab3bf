"""Asking a client on WhatsApp whether they want to hear from us there, and what follows from the answer."""
