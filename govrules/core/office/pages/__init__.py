"""The office's pages on people, absences, entrustments and its own settings: doors to the acts and the overview."""
