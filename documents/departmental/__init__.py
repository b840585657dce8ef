"""Room of documents: what a department issues in its own name (部门发文), checked before it goes out."""
