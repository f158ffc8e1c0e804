import type { CheckView, CredentialFile, TrustRow } from "../types";
import { awards } from "./catalogue";

const check = (check: string, outcome: CheckView["outcome"], answer: string): CheckView => ({ check, outcome, answer });
const [first, second] = awards;

/** A badge that verifies, one that nothing vouches for, and a forged one. */
export const credentialFiles: CredentialFile[] = [
  {
    file: "badge.png", fingerprint: "a1",
    credentials: [
      {
        name: first?.row.title ?? null, issuer_name: "Northfield University", format: "openbadges-3.0", evidence: "verified",
        checks: [
          check("proof", "passed", "good"), check("issuer", "passed", "bound"), check("time", "passed", "valid"), check("status", "passed", "none"),
          check("terms", "passed", "defined"), check("shape", "passed", "valid"),
        ],
        notes: [],
        claims: [
          {
            title: first?.row.title ?? null, issuer_name: "Northfield University", earned: "2026-05-01", expires: null, grade: "B", recipient: "Amara", certain: true,
            candidates: first ? [{ award: first.row.id, title: first.row.title, score: 94, reasons: ["title", "issuer"] }] : [],
          },
        ],
      },
    ],
  },
  {
    file: "course.json", fingerprint: "b2",
    credentials: [
      {
        name: "Statistics", issuer_name: "Harbour City University", format: "openbadges-3.0", evidence: "declared",
        checks: [
          check("proof", "passed", "good"), check("issuer", "open", "unproven"), check("time", "passed", "valid"), check("status", "open", "unknown"),
          check("terms", "passed", "defined"), check("shape", "passed", "valid"),
        ],
        notes: ["it is not signed"],
        claims: [
          {
            title: "Statistics", issuer_name: "Harbour City University", earned: "2026-02-01", expires: null, grade: null, recipient: null, certain: false,
            candidates: [first, second].flatMap((one) => (one ? [{ award: one.row.id, title: one.row.title, score: 71, reasons: ["title", "other-issuer"] }] : [])),
          },
        ],
      },
      {
        name: "Forged", issuer_name: "Nobody", format: "openbadges-3.0", evidence: "rejected",
        checks: [
          check("proof", "failed", "bad"), check("issuer", "failed", "mismatch"), check("time", "passed", "valid"), check("status", "passed", "none"),
          check("terms", "passed", "defined"), check("shape", "passed", "valid"),
        ],
        notes: ["the signature does not fit: the document was changed after it was signed, or another key signed it"],
        claims: [],
      },
    ],
  },
];

export const trustRows: TrustRow[] = [{ id: "1", status_list: false, file: "college.did.json", issuer: "https://college.example" }];
