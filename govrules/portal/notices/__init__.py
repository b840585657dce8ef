"""Room of the portal: notices (通知)."""
