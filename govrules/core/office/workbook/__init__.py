"""A whole office in one Excel workbook: its form, reading, checking against what is kept, planning, applying."""
