"""The drawings of the pages: ``python -m docs.drawings`` writes docs/figures/*.svg, and so does a build of the site.

A module is a drawing or a family of charts; ``draw()`` gives SVG by name. Colours are classes of ``style.py``, so that
a figure is at home on light and dark grounds.
"""
