"""What has to be kept of a proposal elsewhere, or given to somebody who asks for it by law."""
