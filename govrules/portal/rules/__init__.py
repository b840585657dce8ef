"""Room of the portal: the rules in force and what the program does for each article (工作规则)."""
