"""What people look at: pages that open from disk with no network, one file each."""
