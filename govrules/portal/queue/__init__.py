"""Room of the portal: the approval queue (待办审批)."""
