/** How long the window waits for its face; should it not come, the system's is good enough. */
const PATIENCE_MS = 400;
/** A letter of each part of the face. */
const PARTS = "aā";

/** Waits until the window's face is there, so that nothing is drawn twice: it lies beside the page and takes a few milliseconds. */
export async function face(): Promise<void> {
  const fonts = (document as Partial<Document>).fonts;
  if (!fonts) return;
  const loaded = fonts.load('1rem "Inter Variable"', PARTS).catch(() => undefined);
  await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}
