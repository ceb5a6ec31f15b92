"""Steps up the dual with free centres: every kernel set climbs the same way, in slices or not."""

from __future__ import annotations

import numpy as np
import pytest

from territory_engine.kernels import get
from tests.conformance.test_open_centers import offers_case

IN_PLACE = ("rate", "taken", "multiplier", "best", "value", "chosen", "direction", "figures", "often", "service")


def climb(kernels, case, slices=(30,), patience=4, cutoff=np.inf, least=0.0, counted=True, threads=2, target=None):
    """All that a climb leaves behind, by name."""
    start, unit, cost, weight, capacity, given, count, multiplier = case
    c, n = len(start) - 1, len(weight)
    target = 1.5 * float(multiplier.sum()) if target is None else target
    state = {"rate": np.zeros(c), "taken": np.zeros(len(unit), np.uint8), "multiplier": multiplier.copy(),
             "best": np.zeros(n), "value": np.zeros(c), "chosen": np.zeros(count, np.int32), "direction": np.zeros(n),
             "figures": np.array([-np.inf, 0.0, 1.0, 0.0]), "often": np.zeros(c * counted),
             "service": np.zeros(len(unit) * counted)}  # fmt: skip
    assert tuple(state) == IN_PLACE
    end = None
    for evaluations in slices:
        steps = (target, 1.2, cutoff, patience, 0.5, least, evaluations)
        end, unfinished = kernels.dual_ascent(
            start, unit, cost, weight, capacity, given, count, np.full(n, 75.0), steps, 10_000, 1e-11,
            *state.values(), threads,
        )  # fmt: skip
        assert unfinished == 0
    return state | {"end": end}


def same_bits(a, b):
    chosen = a["chosen"].tolist()
    assert a["end"] == b["end"]
    for name in IN_PLACE:
        if name == "taken":  # only of candidates that are chosen
            continue
        assert a[name].tobytes() == b[name].tobytes(), name
    assert chosen == b["chosen"].tolist()


@pytest.mark.parametrize("seed", range(12))
def test_a_few_steps_against_reference(kernels, reference, seed):
    case = offers_case(seed)
    found, truth = climb(kernels, case, (8,)), climb(reference, case, (8,))
    assert found["end"] == truth["end"]
    for name in ("multiplier", "best", "direction", "figures"):
        assert found[name] == pytest.approx(truth[name], rel=1e-9, abs=1e-9), name
    for name in ("chosen", "often", "service"):
        assert found[name].tolist() == truth[name].tolist(), name


@pytest.mark.parametrize(("seed", "units"), [(3, 30), (4, 300), (6, 80), (14, 60)])
def test_same_bits_for_any_set_threads_and_slices(kernels, seed, units):
    case = offers_case(seed, units, reach=30.0)
    truth = climb(get("numba"), case, (60,), threads=1)
    same_bits(climb(kernels, case, (60,), threads=1), truth)
    same_bits(climb(kernels, case, (1, 9, 50), threads=4), truth)


def test_how_a_climb_ends(kernels):
    case = offers_case(1, 30)
    going = climb(kernels, case, (60,))
    assert going["end"] == 0
    assert going["figures"][3] == 60
    reached = climb(kernels, case, (60,), cutoff=going["figures"][0] - 1e-9)
    assert reached["end"] == 1
    assert reached["figures"][3] <= 60
    spent = climb(kernels, case, (1000,), least=0.1)
    assert spent["end"] == 2
    assert spent["figures"][2] == 0.0625
    assert np.array_equal(spent["multiplier"], spent["best"])
    start, _, _, weight, _, _, _, _ = offers_case(7, 30)  # no capacity, and every unit may be its own centre
    alone = (start, *offers_case(7, 30)[1:3], weight, np.inf, 0, len(weight), np.full(len(weight), 0.01))
    served = climb(kernels, alone, (200,), target=0.02 * len(weight))
    assert served["end"] == 3
    assert served["figures"][0] == pytest.approx(0.0, abs=1e-9)


def test_the_best_bound_is_of_the_best_multipliers_and_counts_are_optional(kernels):
    case = offers_case(3, 30)
    start, unit, cost, weight, capacity, given, count, _ = case
    found = climb(kernels, case, (40,))
    value, chosen, *_ = kernels.open_centers(
        start, unit, cost, weight, capacity, given, count, found["best"], 10_000, np.zeros(len(start) - 1),
        np.zeros(len(unit), np.uint8), 1,
    )  # fmt: skip
    assert found["figures"][0] == pytest.approx(found["best"].sum() - value[chosen].sum(), rel=1e-9)
    assert found["best"].max() <= 75.0
    assert found["often"].sum() == found["figures"][3] * count
    plain = climb(kernels, case, (40,), counted=False)
    assert plain["figures"].tobytes() == found["figures"].tobytes()
