"""Empty region folders to fill in, the description of every table, and what a survey costs."""
