import type { AwardRow } from "$/ipc/types";
import type { Session } from "./session.svelte";
import type { Target } from "./planning.svelte";

const MANY = 6;
const LOOKED_AT = 8;

const isDegree = (kind: string) => ["master", "bachelor", "doctorate", "associate", "graduate-diploma", "graduate-certificate"].includes(kind);

/** Qualifications that something held leads to, degrees first. */
export async function suggestions(session: Session): Promise<Target[]> {
  const held = (session.learner?.held ?? []).filter((one) => one.state !== "unknown-award").slice(0, LOOKED_AT);
  const found = new Map<string, Target & { degree: boolean; reached: number }>();
  const note = (id: string, title: string, degree: boolean) => {
    if (session.holds(id)) return;
    const known = found.get(id);
    found.set(id, { id, title, degree: degree || (known?.degree ?? false), reached: (known?.reached ?? 0) + 1 });
  };
  const look = async (id: string) => {
    const page = await session.port.award(id).catch(() => null);
    if (!page) return [];
    for (const recognition of page.recognised_by) {
      if (recognition.in_force && recognition.into) note(recognition.into, recognition.into_title ?? recognition.into, true);
    }
    const open: AwardRow[] = [...page.opens, ...page.part_of];
    for (const row of open) if (isDegree(row.kind)) note(row.id, row.title, true);
    return open;
  };
  const next = (await Promise.all(held.map((one) => look(one.award)))).flat();
  const further = [...new Set(next.map((row) => row.id))].filter((id) => !session.holds(id)).slice(0, LOOKED_AT);
  await Promise.all(further.map(look));
  return [...found.values()]
    .sort((a, b) => Number(b.degree) - Number(a.degree) || b.reached - a.reached || a.title.localeCompare(b.title))
    .slice(0, MANY)
    .map(({ id, title }) => ({ id, title }));
}
