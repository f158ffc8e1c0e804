#!/usr/bin/env python3
"""Catalogues drawn from seeds: `cairn` and check.py must judge them alike.

    drawn.py --cairn PROGRAM [--from SEED] [--to SEED]

Each seed gives two small catalogues with a learner. In the first, time decides nothing: the least cost, hours and steps that
`cairn plan` prints must be those found by trying every set of steps with check.py's own reading of requirements. In the second
everything has weeks. check.py must accept every plan of both, and `cairn audit` must refuse a disturbed route exactly when check.py
does. It prints each difference and one line of counts; the exit status is 1 if there is a difference.
"""
import argparse
import copy
import datetime as dt
import itertools
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from fractions import Fraction as F
from pathlib import Path

import check

START = dt.date(2027, 1, 4)
UNITS = ["ects", "us-semester", "us-quarter"]
ORGANIZATIONS = ["org:x", "org:y", "org:z"]


def after(days):
    return (START + dt.timedelta(days)).isoformat()


class Draw:
    """A catalogue and a learner from a seed; `timed` says whether weeks and dates take part."""

    def __init__(self, seed, timed):
        self.dice, self.timed = random.Random(2 * seed + timed), timed
        self.names = [f"a{i}" for i in range(self.dice.randint(3, 6))]

    def chance(self, share):
        return self.dice.random() < share

    def of(self, *options):
        return self.dice.choice(options)

    def requirement(self, depth):
        form = self.dice.randint(0, 12 if depth else 3)
        children = lambda least, most: [self.requirement(depth - 1) for _ in range(self.dice.randint(least, most))]
        if form <= 1:
            return self.of(*self.names)
        if form == 2:
            return {"award": self.of(*self.names), "min_grade": self.of(0, 50, 60, 75.5, 100)}
        if form == 3:
            gate = {"gate": self.of("g", "h"), "kind": "admission"}
            if self.chance(0.5):
                gate["met_by"] = self.requirement(max(depth - 1, 0))
            return gate
        if form == 4:
            return {"all": children(self.of(0, 1, 1, 1), 3)}
        if form <= 6:
            return {"all": children(1, 3), "distinct": True}
        if form == 7:
            return {"any": children(self.of(0, 1, 1, 1), 3)}
        if form <= 9:
            of = children(1, 4)
            return {"at_least": self.dice.randint(0, len(of)), "of": of}
        return self.pool()

    def pool(self):
        ids = self.dice.sample(self.names, self.dice.randint(1, min(5, len(self.names))))
        entries = [{"award": a, "counts": self.of(0, 1, 2, 2.5, 3)} if self.chance(0.3) else a for a in ids]
        pool = {"credits": self.of(1, 2, 3, 4.5, 5, 7, 10), "unit": self.of(*UNITS), "from": entries}
        if self.chance(0.5):
            inner = self.dice.sample(ids, self.dice.randint(1, len(ids)))
            pool["at_most"] = [{"credits": self.of(0, 1, 2, 3, 5), "from": inner}]
            if len(inner) > 1 and self.chance(0.4):
                pool["at_most"].append({"credits": self.of(1, 2, 3), "from": inner[: len(inner) // 2]})
        return pool

    def award(self, name):
        kind = "master" if name == "t" else self.of("course", "course", "module", "certificate", "micromasters")
        award = {"id": name, "title": name, "kind": kind, "issuer": self.of(*ORGANIZATIONS)}
        award["credits"] = [{"value": self.of(1, 2, 2.5, 3, 4, 5, 7.5), "unit": u} for u in self.dice.sample(UNITS, self.of(1, 1, 1, 2))]
        award["cost"] = {"amount": self.of(0, 5, 10, 12.5, 20, 30), "currency": self.of("EUR", "EUR", "USD")}
        award["effort"] = {"hours": self.of(0, 1, 2, 5, 10, 20, 30)}
        if self.chance(0.15):
            award["platform"] = self.of(*ORGANIZATIONS)
        if self.timed:
            self.time(award)
        fate = self.dice.random()
        if fate < 0.06:
            award["earnable"] = False
        elif fate < 0.13:
            award["status"] = self.of("retired", "planned")
        elif fate < 0.16 and name != "t":
            award.update(kind="transfer-credit", earnable=False)
        if self.chance(0.2):
            award["validity_months"] = self.of(1, 6, 12, 24)
        if name == "t" or self.chance(0.35):
            award["requires"] = self.requirement(3 if name == "t" else 1)
        return award

    def time(self, award):
        if self.chance(0.1):
            award["cost"]["per"] = "month"
        if self.chance(0.5):
            award["effort"]["weeks"] = self.dice.randint(0, 4)
        award["delivery"] = {"pacing": "self-paced"}
        if self.chance(0.5):
            award["delivery"] = {"pacing": "scheduled"}
            if self.chance(0.8):
                award["delivery"]["starts"] = sorted(after(self.dice.randint(-10, 60)) for _ in range(self.dice.randint(1, 2)))
                if self.chance(0.3):
                    award["delivery"]["repeats"] = "yearly"

    def recognition(self, number):
        grants = self.of(*self.names, *(["t"] if self.chance(0.2) else []))
        one = {"id": f"rec:{number}", "by": self.of(*ORGANIZATIONS), "from": self.requirement(1), "grants": grants}
        if self.chance(0.6):
            one["fee"] = {"amount": self.of(0, 5, 10), "currency": "EUR"}
        if self.chance(0.3):
            one["requires"] = self.requirement(1)
        if self.timed and self.chance(0.4):
            one["within_months"] = self.of(1, 2, 12)
        if self.chance(0.2):
            # Without weeks an agreement is over before the start, or long after every route.
            one["valid"] = {"until": after(self.of(-5, 0, 7, 30, 60) if self.timed else self.of(-5, 9000))}
        elif self.timed and self.chance(0.2):
            one["valid"] = {"from": after(self.of(-50, 0, 7, 14))}
        return one

    def pack(self):
        return {
            "format": "cairn.catalogue/1",
            "id": "drawn",
            "version": "1",
            "organizations": [{"id": o, "name": o} for o in ORGANIZATIONS],
            "awards": [self.award(name) for name in [*self.names, "t"]],
            "recognitions": [self.recognition(i) for i in range(self.dice.randint(0, 4))],
        }

    def learner(self):
        held = []
        for name in self.dice.sample(self.names, self.of(0, 0, 1, 1, 2)):
            one = {"award": name, "earned": after(-self.of(10, 100, 400, 800))}
            if self.chance(0.5):
                one["grade"] = self.of(40, 55, 60, 75.5, 90)
            if self.chance(0.1):
                one["expires"] = after(self.of(-1, 0, 28))
            held.append(one)
        wishes = {"start": START.isoformat(), "currency": "EUR", "rates": {"USD": self.of(0.5, 0.9, 2)}}
        wishes["hours_per_week"] = self.of(2, 5, 7.5, 10) if self.timed else 1000
        if self.chance(0.15):
            wishes["budget"] = self.of(20, 40, 60)
        if self.timed and self.chance(0.2):
            wishes["deadline"] = after(7 * self.dice.randint(1, 20))
        if self.chance(0.15):
            wishes["exclude"] = self.of({"awards": [self.of(*self.names)]}, {"organizations": [self.of(*ORGANIZATIONS)]})
        gates = {gate: answer for gate in "gh" if (answer := self.of("met", "unmet", None, None, None))}
        return {"format": "cairn.learner/1", "held": held, "gates": gates, "preferences": wishes}

    def disturbed(self, route):
        """The route with one thing moved, left out or no longer listed; `None` when nothing can be."""
        other = copy.deepcopy(route)
        if not other["steps"]:
            return None
        step, change = self.of(*other["steps"]), self.dice.randint(0, 5)
        moved = {0: [step], 4: other["steps"], 5: [s for s in other["steps"] if s["start_week"] >= step["start_week"]]}.get(change, [])
        shift = self.dice.randint(-3, 4)
        for one in moved:
            one["start_week"] += shift
            one["end_week"] += shift
        if change == 1:
            other["steps"].remove(step)
        for number, listed in ((2, other["to_confirm"]), (3, other["assumptions"])):
            if change == number and listed:
                listed.pop()
        if any(one["start_week"] < 0 for one in other["steps"]):
            return None
        for end in (one["end_week"] for one in other["steps"] if one["award"] == "t"):
            other.update(finish_week=end, finish=after(7 * end))
        for sum_of in ("cost", "hours"):
            other[sum_of] = sum(F(one[sum_of]) for one in other["steps"])
        other.update(proven=False, bound=0)
        return other


def least(world):
    """The least cost, hours and steps over every set of steps that achieves the target, without regard to weeks."""
    open_awards = [a for a in world.awards if a not in world.held]
    ways = []
    for award in open_awards:
        legal = [w for w in ["earn", *world.rec_for.get(award, [])] if not world.barred(award, w)]
        over = lambda w: w != "earn" and "until" in world.recs[w].get("valid", {}) and check.day(world.recs[w]["valid"]["until"]) < world.start
        ways.append([*([] if award == "t" else [None]), *(w for w in legal if not over(w))])
    best = {}
    for choice in itertools.product(*ways):
        steps = {a: {"way": w, "start_week": 0, "end_week": 0} for a, w in zip(open_awards, choice) if w}
        sums = {
            "cost": sum((world.way_cost(a, s["way"]) for a, s in steps.items()), F(0)),
            "hours": sum((world.way_hours(a, s["way"]) for a, s in steps.items()), F(0)),
            "steps": sum(s["way"] == "earn" for s in steps.values()),
        }
        if (world.budget is not None and sums["cost"] > world.budget) or (best and all(sums[k] >= best[k] for k in sums)):
            continue
        route = check.Route(world, {}, "t")
        route.steps, route.listed_gates, route.listed_grades = steps, set(), {}
        if "t" in route.reach(all_gates=True, all_grades=True, timeless=True):
            best = {k: min(v, best.get(k, v)) for k, v in sums.items()}
    return best


class Trial:
    def __init__(self, cairn, folder):
        self.cairn, self.folder, self.counts, self.differences = cairn, Path(folder), Counter(), 0

    def write(self, name, content):
        path = self.folder / name
        path.write_text(json.dumps(content, default=float))
        return str(path)

    def run(self, *arguments):
        return subprocess.run([self.cairn, *arguments], capture_output=True, text=True)

    def differs(self, where, what):
        self.differences += 1
        print(f"{where}: {what}", flush=True)

    def world(self, seed, timed):
        where = f"seed {seed}{', timed' if timed else ''}"
        draw = Draw(seed, timed)
        pack, learner, strict = self.write("pack.json", draw.pack()), self.write("learner.json", draw.learner()), draw.chance(0.2)
        files = ["--pack", pack, "--learner", learner, *(["--strict"] if strict else [])]
        packs, record = [check.read(pack)], check.read(learner)
        told = self.run("plan", "--json", "--by", "all", "--target", "t", *files)
        if check.lint(packs, [pack], record, learner, lenient=True).errors:
            self.counts["refused"] += 1
            if told.returncode == 0:
                self.differs(where, "check.py refuses the files, cairn plans")
            return
        if told.returncode != 0:
            self.differs(where, f"cairn refuses the files: {told.stderr.strip()}")
            return
        (self.folder / "plan.json").write_text(told.stdout)
        plan = check.read(str(self.folder / "plan.json"))
        self.counts[plan["status"]] += 1
        for error in check.check_plan(plan, packs, record, strict)[0]:
            self.differs(where, f"check.py: {error}")
        world = check.World(packs, record, strict)
        if not timed and plan["status"] in ("routes", "unreachable"):
            self.optima(where, plan, least(world))
        for route in plan["routes"] if timed else plan["routes"][:1]:
            self.audits(where, draw, plan, route, world, files)

    def optima(self, where, plan, best):
        if bool(best) != (plan["status"] == "routes"):
            self.differs(where, f"status is {plan['status']}, trying every set finds {best}")
        for route in plan["routes"]:
            earned = sum(step["way"] == "earn" for step in route["steps"])
            value = {"cost": route["cost"], "hours": route["hours"], "steps": earned}.get(route["by"])
            if value is not None and best and abs(F(value) - best[route["by"]]) > check.TOL:
                self.differs(where, f"by {route['by']}: {value}, the least is {best[route['by']]}")

    def audits(self, where, draw, plan, route, world, files):
        for _ in range(3):
            other = draw.disturbed(route)
            if other is None:
                continue
            path = self.write("disturbed.json", {**plan, "routes": [other]})
            judge = check.Route(world, check.read(path)["routes"][0], "t")
            judge.run()
            audit = self.run("audit", path, *files)
            self.counts["audits"] += 1
            if audit.returncode != bool(judge.errors):
                self.differs(where, f"audit exits with {audit.returncode}, check.py says {judge.errors or 'ok'}: {json.dumps(other, default=float)}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--cairn", required=True, help="the `cairn` program")
    arguments.add_argument("--from", dest="first", type=int, default=0, help="the first seed")
    arguments.add_argument("--to", type=int, default=100, help="the seed after the last")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(given.cairn, folder)
        for seed, timed in itertools.product(range(given.first, given.to), (False, True)):
            trial.world(seed, timed)
    print(", ".join(f"{count} {what}" for what, count in sorted(trial.counts.items())) + f"; {trial.differences} differences")
    return 1 if trial.differences else 0


if __name__ == "__main__":
    sys.exit(main())
