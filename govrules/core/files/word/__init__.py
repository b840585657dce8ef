"""Room of the files: the text of a .docx, read safely; nothing else of the file is looked at."""
