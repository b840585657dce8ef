"""The demo: made-up offices and the story of their documents, told through the same acts as in earnest."""
