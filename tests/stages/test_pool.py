"""The pool of plans: who stays, who goes; and the threads that its members are made on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import territory_engine as te
from territory_engine.stages.pool import LARGEST, Member, Pool, advance
from territory_engine.stages.prices import price_pass
from territory_engine.stages.relax import relax, settled
from territory_engine.stages.workers import in_parallel
from tests.stages.test_centers import prepared


def test_a_child_takes_its_parents_place_only_if_it_is_better_and_new():
    parent, other = Member(None, 10.0), Member(None, 8.0)
    pool = Pool([parent, other])
    for value in (10.0, 11.0, 8.0):
        pool.replace(parent, Member(None, value))
        assert pool.members == [parent, other]
    child = Member(None, 9.0)
    pool.replace(parent, child)
    assert pool.members == [child, other]
    pool.replace(parent, Member(None, 7.0))  # a second child of a parent that is gone
    assert pool.members == [child, other]
    assert pool.best is other


def test_a_full_pool_loses_its_worst():
    pool = Pool()
    for value in range(LARGEST + 3):
        pool.add(Member(None, float(-value)))
    assert len(pool.members) == LARGEST
    assert max(member.value for member in pool.members) == -3.0


def test_generations_never_lose_the_best_and_are_the_same_for_any_threads():
    found = []
    for threads in (1, 2, 4):
        search, state = prepared(10, n=2500)
        context, pool, best = replace(search.context, threads=threads), Pool(), []
        for _ in range(3):
            advance(context, search.coarse, search.homes, pool, state)
            best.append(pool.best.value)
        assert best == sorted(best, reverse=True)
        found.append([(member.value, member.state.centers.tobytes()) for member in pool.members])
    assert found[0] == found[1] == found[2]


def test_rounds_settle_to_less_travel():
    search, state = prepared(12, n=2000)
    _, before = settled(search.context, search.fine, state)
    _, after = settled(search.context, search.fine, relax(search.context, search.fine, state, 40))
    assert after < 0.99 * before


def test_noise_leaves_fixed_homes_where_they_are():
    search, state = prepared(8, n=500)
    context = replace(search.context, movable=np.arange(8) != 2)
    moved = relax(context, search.fine, state, 30, 0.5, np.random.default_rng(0))
    np.testing.assert_allclose(moved.centers[:, 2], state.centers[:, 2], atol=1e-15)
    assert (moved.centers[:, 3] != state.centers[:, 3]).any()


@pytest.mark.parametrize("threads", [1, 3])
def test_tasks_have_labels_of_their_own_and_results_in_order(threads):
    search, state = prepared(5)

    def task(number):
        def run(context, level):
            price_pass(context, level, state.with_(prices=state.prices + np.arange(5)[:, None] * number), 0.0)
            return number, level.labels.copy()

        return run

    before = search.fine.labels.copy()
    context = replace(search.context, threads=threads)
    made = in_parallel(context, search.fine, [task(number) for number in range(6)])
    assert [number for number, _ in made] == list(range(6))
    assert len({labels.tobytes() for _, labels in made}) >= 4
    for number, labels in made:
        alone = replace(search.fine, labels=before.copy())
        np.testing.assert_array_equal(labels, task(number)(search.context, alone)[1])
    np.testing.assert_array_equal(search.fine.labels, before)


@pytest.mark.parametrize("threads", [1, 3])
def test_a_task_that_fails_fails_the_whole(threads):
    search, _ = prepared(5)

    def run(context, level):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        in_parallel(replace(search.context, threads=threads), search.fine, [run] * 3)


@pytest.mark.parametrize("threads", [1, 2])
def test_tasks_are_cut_off_when_only_the_reserve_is_left(threads):
    search, state = prepared(5)
    control = search.context.control
    control.stop, control.reserve = te.MaxRuntime(1e6), 1e7

    def run(context, level):
        while True:
            relax(context, level, state, 1)

    assert in_parallel(replace(search.context, threads=threads), search.fine, [run] * 3) == [None] * 3
