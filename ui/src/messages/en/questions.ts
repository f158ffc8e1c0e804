import { count } from "./plural";

/** The questions that a route leaves for the institution. */
export const questions = {
  open: (n: number) => count(n, "question to ask", "questions to ask"),
  title: "Confirm before you rely on it",
  lead: "What this route takes for granted, as questions for the registrar.",
  subject: (title: string) => `Questions about credit toward ${title}`,
  greeting: (title: string) => `I am planning my way to ${title} and would like to confirm the following:`,
  none: "This route takes nothing for granted that a registrar could confirm.",
  gate: (label: string) => `Do I meet this condition: ${label}?`,
  grade: (title: string, grade: string) => `Is a grade of at least ${grade} % in “${title}” what you ask for?`,
  recognition: (title: string, since: string) => `Do you still recognise this, and until when: ${title}? (as stated ${since})`,
  price: (title: string, price: string) => `What does “${title}” cost at present? I have ${price}.`,
  hours: (title: string, hours: string) => `How much study does “${title}” take? I have ${hours}.`,
  dated: (as_of: string) => `read ${as_of}`,
  undated: "without a date",
  copy: "Copy",
  copied: "The questions were copied",
  selected: "The questions are selected; press Ctrl+C to copy them.",
  mail: "Write a mail",
};
