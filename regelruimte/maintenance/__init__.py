"""What the clock asks for: done by the mailer every hour, or by hand and by cron."""
