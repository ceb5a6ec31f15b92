"""Text for a terminal: widths, colours, tables, bars and the progress line. Imports nothing outside Python."""
