import "@testing-library/jest-dom/vitest";
import { configure } from "@testing-library/svelte";

// A busy machine draws the window slowly; what does not come is still found out.
configure({ asyncUtilTimeout: 8_000 });

// What jsdom lacks and the window's library asks for.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.scrollIntoView ??= () => {};
Element.prototype.scrollTo ??= () => {};
Element.prototype.hasPointerCapture ??= () => false;
