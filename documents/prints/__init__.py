"""Room of documents: printed pages made in the background and kept by content."""
