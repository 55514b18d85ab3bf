"""Appointments, payments, documents and new clients: what is known of them, and what is sent for them."""
