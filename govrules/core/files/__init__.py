"""Room of the core: attachments, content-sniffed and stored by SHA-256."""
