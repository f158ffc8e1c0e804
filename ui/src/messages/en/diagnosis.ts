/** When something has gone wrong, and what Cairn is built from. */
export const diagnosis = {
  copy: "Copy diagnostics",
  copied: "Copied: versions, sizes and the last lines of the log. They hold nothing that you have entered.",
  notCopied: "The system lends no clipboard. The log is in the folder “logs” beside your data.",
  failed: "Cairn broke off when it ran last",
  safe: "Every edit had been kept as it was made; only what stood in an open form is lost. A report lies beside your data and was sent to nobody.",
  copyReport: "Copy the report",
  put: "Put it away",
  licences: "Licences",
  licencesLead: "What Cairn is built from, and under which licence each part may be used.",
  part: "Part",
  version: "Version",
  licence: "Licence",
  filter: "Filter by name or licence",
  lookOnly: {
    title: "You can look, and nothing can be changed.",
    newer: "A newer version of Cairn has written what is kept here, and this one leaves it as it is. Update Cairn to go on working.",
    unwritable: "The folder with your data cannot be written to. Check its permissions, then start Cairn again.",
  },
};
