import "$/styles/base.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { connect } from "./connect";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");
const into = target;

void connect().then((port) => mount(App, { target: into, props: { port } }));
