"""WhatsApp straight at Meta: the Cloud API, over plain HTTP and without an SDK."""
