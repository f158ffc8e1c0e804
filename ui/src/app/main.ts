import "$/styles/base.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { connect } from "./connect";
import { face } from "./face";

/** Opens the window; in development builds, with `?gallery` in the address, every component in every state instead. */
async function open(target: HTMLElement): Promise<void> {
  if (import.meta.env.MODE === "fake" && new URLSearchParams(location.search).has("gallery")) {
    const { default: Gallery } = await import("$/views/gallery/Gallery.svelte");
    mount(Gallery, { target });
    return;
  }
  const [port] = await Promise.all([connect(), face()]);
  mount(App, { target, props: { port } });
}

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");
void open(target);
