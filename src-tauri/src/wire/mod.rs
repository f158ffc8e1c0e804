//! The wire: what crosses between the shell and the window, and nothing else.
//!
//! Numbers are safe for JavaScript, amounts that must be exact are decimal text, dates are ISO 8601 text. Every fact
//! that can be unknown or that a person may doubt travels as a [`fact::Fact`] with its certainty and its sources.
//! `ui/src/ipc/bindings/index.ts` is generated from these types; a test fails when it is stale.

pub mod agreed;
pub mod award;
pub mod backup;
#[cfg(test)]
mod bindings;
pub mod calendar;
pub mod catalogue;
pub mod choice;
pub mod credential;
pub mod exception;
pub mod fact;
pub mod fault;
pub mod importing;
pub mod learner;
pub mod ledger;
pub mod licence;
pub mod map;
pub mod merge;
pub mod opening;
pub mod plan;
pub mod privacy;
pub mod recognition;
pub mod report;
pub mod requirement;
pub mod search;
pub mod session;
pub mod sharing;
pub mod transfer;
pub mod triage;
