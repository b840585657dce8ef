"""Room of documents: what the government issues, its signing, numbering and issue."""
