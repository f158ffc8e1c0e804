/** What counts as somebody being there. */
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel"] as const;

/** How often it is asked whether the time is over; a clock is read, so a machine that slept locks when it wakes. */
const EVERY_MS = 5_000;

/** Acts once when nobody has done anything for a while; the answer ends the watch. */
export function whenIdle(ms: number, act: () => void): () => void {
  let last = Date.now();
  const there = () => (last = Date.now());
  const end = () => {
    clearInterval(timer);
    for (const sign of SIGNS) removeEventListener(sign, there);
  };
  const timer = setInterval(() => {
    if (Date.now() - last < ms) return;
    end();
    act();
  }, EVERY_MS);
  for (const sign of SIGNS) addEventListener(sign, there, { passive: true });
  return end;
}
