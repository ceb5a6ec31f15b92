"""Any Arrow-speaking table in, checked columns out.

``source`` opens whatever the user gave and reads only the wanted columns, ``numbers`` makes float64 arrays of them,
``findings`` raises the first bad value or collects them all.
"""
