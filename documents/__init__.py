"""Documents floor: submissions, consultation, dispatch, numbering, printing."""
