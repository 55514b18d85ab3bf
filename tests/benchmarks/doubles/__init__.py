"""What stands in for a vendor where the sandbox's strictness would cost more than what is measured."""
