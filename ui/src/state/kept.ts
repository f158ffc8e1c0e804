/** Small wishes about the window itself, kept on this computer. Records and plans are the shell's. */
export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(`cairn.${key}`, JSON.stringify(value));
  } catch {
    // A full or forbidden storage costs only the convenience.
  }
}

/** What was kept under a key; `null` when there is nothing usable. */
export function kept<T>(key: string, fits: (value: unknown) => value is T): T | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(`cairn.${key}`) ?? "null");
    return fits(value) ? value : null;
  } catch {
    return null;
  }
}
