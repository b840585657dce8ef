"""Leave floor: requests, trips, duty roster. Nothing is built here yet; urgent absences are entered in the core."""
