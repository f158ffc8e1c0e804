/** Tables everywhere. */
export const table = {
  width: (column: string) => `Width of ${column}`,
  widthHelp: "Drag, or use the arrow keys; Enter or a double click gives the usual width",
};
