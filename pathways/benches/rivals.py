#!/usr/bin/env python3
"""Solves the integer programs of `cairn bench --export DIR` with CP-SAT, HiGHS and clingo, one thread each, beside `cairn plan`.

    pip install ortools highspy clingo
    cairn bench --export DIR
    python3 rivals.py DIR --cairn target/release/cairn [--limit SECONDS] [--only PART-OF-NAME]

Prints one line of JSON for each program, and a summary: what each found, whether it proved it, and the milliseconds of
processor time that it took. For the rivals building the model counts and reading the file does not; for `cairn plan` the
whole process counts, reading the pack included.
"""

import argparse
import json
import pathlib
import resource
import statistics
import subprocess
import time


def cp_sat(program, limit):
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    x = [None] + [model.new_bool_var("") for _ in range(program["variables"])]
    lit = lambda l: x[l] if l > 0 else ~x[-l]
    for terms, bound in program["rows"]:
        if all(w >= bound for w, _ in terms):
            model.add_bool_or([lit(l) for _, l in terms])
        else:
            model.add(sum(w * lit(l) for w, l in terms) >= bound)
    awards = sorted({a for rest in program["rests"] for a in rest[1:]})
    rank = {a: model.new_int_var(0, len(awards), "") for a in awards}
    for l, later, earlier in program["rests"]:
        model.add(rank[later] >= rank[earlier] + 1).only_enforce_if(lit(l))
    model.minimize(sum(w * lit(l) for w, l in program["objective"]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = limit
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return (round(solver.objective_value) if found else None), status == cp_model.OPTIMAL


def highs(program, limit):
    import highspy

    h = highspy.Highs()
    h.silent()
    h.setOptionValue("threads", 1)
    h.setOptionValue("time_limit", float(limit))
    h.setOptionValue("mip_rel_gap", 0.0)
    h.setOptionValue("mip_abs_gap", 0.0)
    x = [None] + [h.addBinary() for _ in range(program["variables"])]
    lit = lambda l: x[l] if l > 0 else 1 - x[-l]
    for terms, bound in program["rows"]:
        h.addConstr(sum(w * lit(l) for w, l in terms) >= bound)
    awards = sorted({a for rest in program["rests"] for a in rest[1:]})
    n = len(awards)
    rank = {a: h.addVariable(lb=0, ub=n) for a in awards}
    for l, later, earlier in program["rests"]:
        h.addConstr(rank[later] - rank[earlier] - (n + 1) * lit(l) >= -n)
    h.minimize(sum(w * lit(l) for w, l in program["objective"]))
    proven = h.getModelStatus() == highspy.HighsModelStatus.kOptimal
    value = h.getInfo().objective_function_value
    return (round(value) if abs(value) < 1e15 else None), proven


def clingo(program, limit):
    import clingo as asp

    lines = [f"{{x(1..{program['variables']})}}."]
    atom = lambda l: f"x({l})" if l > 0 else f"not x({-l})"
    for terms, bound in program["rows"]:
        body = "; ".join(f"{w},{i}:{atom(l)}" for i, (w, l) in enumerate(terms))
        lines.append(f":- #sum{{{body}}} < {bound}.")
    for l, later, earlier in program["rests"]:
        lines.append(f"#edge ({later},{earlier}) : {atom(l)}.")
    lines.append("#minimize{" + "; ".join(f"{w},{i}:{atom(l)}" for i, (w, l) in enumerate(program["objective"])) + "}.")
    control = asp.Control(["--opt-strategy=usc,oll", "--warn=none"])
    control.add("base", [], "\n".join(lines))
    control.ground([("base", [])])
    best = None
    with control.solve(yield_=True, async_=True) as handle:
        end = time.monotonic() + limit
        while True:
            handle.resume()
            if not handle.wait(max(0.0, end - time.monotonic())):
                handle.cancel()
                return best, False
            model = handle.model()
            if model is None:
                return best, bool(handle.get().exhausted)
            best = model.cost[0]


RIVALS = {"cp-sat": cp_sat, "highs": highs, "clingo": clingo}


def cairn_plan(binary, folder, by, limit):
    command = [binary, "plan", "--json", "--by", by, "--target", "target", "--time-limit", str(limit)]
    command += ["--pack", folder / "pack.json", "--learner", folder / "learner.json"]
    route = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["routes"][0]
    earned = sum(step["way"] == "earn" for step in route["steps"])
    return (earned if by == "steps" else route[by]), route["proven"]


def processor_time():
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def warm_up():
    """Loads every solver's library and has it solve one row, so that no question pays for that."""
    program = {"variables": 1, "objective": [[1, 1]], "rows": [[[[1, 1]], 1]], "rests": []}
    for solve in RIVALS.values():
        solve(program, 10)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--cairn", default="target/release/cairn")
    parser.add_argument("--limit", type=float, default=60)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    ratios = []
    warm_up()
    for path in sorted(arguments.folder.glob("*/*.program.json")):
        name, by = path.parent.name, path.name.removesuffix(".program.json")
        if arguments.only not in name:
            continue
        program = json.loads(path.read_text())
        line = {"instance": name, "by": by}
        solvers = {"cairn": lambda _, limit: cairn_plan(arguments.cairn, path.parent, by, limit), **RIVALS}
        for solver, solve in solvers.items():
            began = processor_time()
            value, proven = solve(program, arguments.limit)
            ms = round((processor_time() - began) * 1000, 1)
            if value is not None and solver != "cairn":
                value /= program["per"]
            line[solver] = {"value": value, "proven": proven, "ms": ms}
        best = min((line[rival]["ms"] for rival in RIVALS if line[rival]["proven"]), default=None)
        if best is not None and line["cairn"]["proven"]:
            ratios.append(best / line["cairn"]["ms"])
        print(json.dumps(line), flush=True)
    if ratios:
        print(f"the best rival over cairn: median {statistics.median(ratios):.1f}, least {min(ratios):.2f}, of {len(ratios)}")


if __name__ == "__main__":
    main()
