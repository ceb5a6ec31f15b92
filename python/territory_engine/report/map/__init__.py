"""The interactive map: one file that opens from disk, drawn by deck.gl."""
