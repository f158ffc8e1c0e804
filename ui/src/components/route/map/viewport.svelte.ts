/** The print of the window, for which the sizes of the map are made. */
const PRINT = 14;
const STEP = 1.2;

interface Size {
  width: number;
  height: number;
}

/** What of the map is seen: how large it is drawn, and which part of it stands in the frame. */
export class Viewport {
  /** The map's own size. */
  size = $state.raw<Size>({ width: 0, height: 0 });
  /** The room that there is. */
  room = $state.raw<Size>({ width: 0, height: 0 });
  /** Where the frame stands, in pixels of the screen. */
  at = $state.raw({ left: 0, top: 0 });
  /** How large the map is drawn beside its own size. */
  scale = $state(1);
  /** The person's size of print beside the usual one. */
  print = $state(1);
  /** The next layout is shown whole. */
  fitNext = true;
  frame: HTMLElement | null = null;

  readonly least = $derived(0.5 * this.print);
  readonly most = $derived(1.6 * this.print);
  /** Below that, names are hard to read. */
  readonly legible = $derived(0.82 * this.print);
  readonly #whole = $derived(Math.min(this.room.width / Math.max(1, this.size.width), this.room.height / Math.max(1, this.size.height)));
  /** Whether the whole map can be shown legibly. */
  readonly fits = $derived(this.#whole >= this.legible || this.room.width === 0);
  readonly #tall = $derived(this.room.height / Math.max(1, this.size.height));
  /** Whether its whole height can be shown in print that can be read, if small. */
  readonly fitsHeight = $derived(this.#tall >= 0.7 * this.print || this.room.height === 0);
  /** Whether a part of the map is out of sight. */
  readonly isPart = $derived(this.scale > this.#whole * 1.01);

  /** Keeps the room that an element gives, also when it changes. */
  measure = (ground: HTMLElement): (() => void) => {
    const note = () => this.#note(ground);
    note();
    const watch = new ResizeObserver(note);
    watch.observe(ground);
    return () => watch.disconnect();
  };

  #note(ground: HTMLElement): void {
    this.room = { width: ground.clientWidth, height: ground.clientHeight };
    const print = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / PRINT;
    this.print = Number.isFinite(print) && print > 0 ? print : 1;
  }

  /** The whole map when it stays legible, else its whole height and its end, where the target is. */
  fit(): void {
    const whole = Math.min(1.15 * this.print, this.#whole);
    this.scale = whole >= this.legible ? whole : Math.max(this.least, Math.min(this.legible, this.#tall));
    requestAnimationFrame(() => this.frame?.scrollTo({ left: this.frame.scrollWidth, top: (this.frame.scrollHeight - this.frame.clientHeight) / 2 }));
  }

  zoom(step: 1 | -1): void {
    this.zoomTo(this.scale * (step > 0 ? STEP : 1 / STEP));
  }

  /** Changes the size and keeps what stands in the middle there. */
  zoomTo(scale: number): void {
    const next = Math.min(this.most, Math.max(this.least, scale));
    const { frame } = this;
    const middle = frame ? { x: (frame.scrollLeft + frame.clientWidth / 2) / this.scale, y: (frame.scrollTop + frame.clientHeight / 2) / this.scale } : null;
    this.scale = next;
    if (frame && middle) requestAnimationFrame(() => this.centre(middle.x, middle.y));
  }

  /** Brings a point of the map into the middle. */
  centre(x: number, y: number): void {
    const { frame } = this;
    frame?.scrollTo({ left: x * this.scale - frame.clientWidth / 2, top: y * this.scale - frame.clientHeight / 2 });
  }
}
