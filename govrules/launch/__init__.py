"""What stands around the program: its environment, its assets, and the one command that runs it.

Nothing here imports Django: the first modules run before it is installed.
"""
