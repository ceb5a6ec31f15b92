"""The documentation as a site: `python3 dev.py docs` builds it, warnings are errors, nothing is fetched."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import territory_engine  # noqa: E402

project = "territory_engine"
author = "The territory_engine authors"
copyright = "The territory_engine authors, Apache-2.0"
version = release = territory_engine.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "numpydoc",
    "extensions.outside_pages",
    "extensions.inline_svg",
    "extensions.run_pages",
    "extensions.table_heads",
]
exclude_patterns = ["README.md", "extensions", "drawings", "figures", "made"]

# Plain Markdown with relative links, so that the same pages read well where the repository is browsed.
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3
myst_links_external_new_tab = False

autodoc_typehints = "none"  # the docstrings say it in words: shapes, units, what None means
toc_object_entries_show_parents = "hide"
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False
python_use_unqualified_type_names = True
nitpicky = True

html_theme = "pydata_sphinx_theme"
html_title = "territory_engine"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_context = {"default_mode": "auto"}
html_show_sphinx = False
html_show_search_summary = False  # it fetches pages, which browsers refuse a page opened from disk
html_sidebars = {page: [] for page in ("index", "start", "tutorial")}
html_theme_options = {
    "logo": {"text": "territory_engine"},
    "navbar_align": "left",
    "navbar_end": ["theme-switcher"],
    "header_links_before_dropdown": 6,
    "show_prev_next": True,
    "footer_start": ["copyright"],
    "footer_end": [],
    "secondary_sidebar_items": ["page-toc"],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "github-dark",
}
