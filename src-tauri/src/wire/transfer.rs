//! What agreements are worth to somebody who considers an award.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fact::{Fact, Money};
use super::recognition::RecognitionRow;

/// An agreement with what it spares.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TransferRow {
    /// The agreement.
    pub recognition: RecognitionRow,
    /// The awards that it can rest on, by id and title.
    pub takes: Vec<Taken>,
    /// What the credit would cost at the institution, in the learner's currency.
    pub money: Fact<Money>,
    /// The same in the institution's currency, where that is another.
    pub original: Option<Money>,
    /// The study hours that it would take there, decimal.
    pub hours: Fact<String>,
    /// The same in weeks, at the learner's hours a week; null when either is unknown.
    pub weeks: Option<u32>,
    /// How many conditions it names beside what it takes.
    pub conditions: u32,
    /// When the oldest of its sources was read: a year, a month or a day.
    pub read: Option<String>,
}

/// An award that an agreement takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Taken {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its kind; `other` when no pack has it.
    pub kind: String,
}
