"""Room of meetings: what is put to the party committee of the same level (报请同级党委决定)."""
