"""Mail: every kind the site can send, the outbox it waits in, and the sending."""
