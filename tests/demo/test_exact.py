"""The functions that replace libm are close to it."""

import numpy as np
from scipy.special import ndtri

from territory_engine.demo import exact


def test_logarithm_exponential_and_cosine():
    x = np.concatenate([np.logspace(-300, 300, 5001), np.linspace(0.5, 2.0, 5001)])
    np.testing.assert_allclose(exact.log(x), np.log(x), rtol=4e-16, atol=4e-16)
    y = np.linspace(-50, 50, 5001)
    np.testing.assert_allclose(exact.exp(y), np.exp(y), rtol=1e-15)
    angle = np.linspace(-89.9, 89.9, 5001)
    np.testing.assert_allclose(exact.cos_degrees(angle), np.cos(np.radians(angle)), rtol=1e-12)


def test_normal_quantile():
    p = np.concatenate([np.logspace(-16, -0.302, 5001), 1 - np.logspace(-15, -0.302, 5001), [0.075, 0.925, 0.5]])
    np.testing.assert_allclose(exact.normal_quantile(p), ndtri(p), rtol=2e-7, atol=1e-9)


def test_uniform_numbers_never_reach_an_end():
    u = exact.Stream(0, "u").uniform(100_000)
    assert 0.0 < u.min() < 1e-4
    assert 1 - 1e-4 < u.max() < 1.0
    assert abs(u.mean() - 0.5) < 0.01
