"""What the site needs beyond Sphinx: pages from outside of docs/, figures in its own colours, pages that run."""
