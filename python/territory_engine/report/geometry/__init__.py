"""Territories as areas, borders and colours: for maps, and for other programs as files."""
