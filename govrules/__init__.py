"""GovRules: a county government's published work rules, run as a web application."""
