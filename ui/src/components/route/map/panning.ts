/** Lets the ground of a scrolling frame be dragged; its buttons are left alone. */
export function panning(frame: HTMLElement): () => void {
  let from: { x: number; y: number; left: number; top: number } | null = null;

  const down = (event: PointerEvent) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest("button, a, input, [role=button]"))) return;
    from = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop };
  };
  const move = (event: PointerEvent) => {
    if (!from) return;
    frame.scrollTo(from.left - (event.clientX - from.x), from.top - (event.clientY - from.y));
  };
  const up = () => (from = null);

  frame.addEventListener("pointerdown", down);
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", up);
  return () => {
    frame.removeEventListener("pointerdown", down);
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", up);
  };
}
