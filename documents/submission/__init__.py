"""Room of documents: what an organ submits to the government, from draft to decision."""
