// The wire types, under one name for the whole window. They are generated from the shell's Rust types.
export type * from "./bindings";
