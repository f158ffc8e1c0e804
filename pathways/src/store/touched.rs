//! Whose plans a change of the catalogue touches: only those have to be looked at again.
//!
//! Looking at a learner notes the awards and recognitions on which the plan rests. When packs come or go, the records that changed are
//! known; a plan that rests on none of them is as it was found.

use rusqlite::{Connection, params};

use super::{LearnerId, packs};

/// How many learners are named; of the others it is known how many there are.
pub const MOST_NAMED: usize = 20;

/// The learners whose plans rest on what has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// How many there are, archived ones left out.
    pub total: usize,
    /// The first of them by name, at most [`MOST_NAMED`].
    pub first: Vec<(LearnerId, String)>,
}

/// Finds them, after the temporary table `changed` has been filled, and notes of all others that they were looked at with the packs as
/// they are now. `before` is the state of the packs before the change.
pub(super) fn touched(connection: &Connection, before: i64) -> rusqlite::Result<Touched> {
    let now = packs::changes(connection)?;
    connection
        .prepare_cached(
            "UPDATE triage SET packs = ?2 WHERE packs = ?1
               AND learner NOT IN (SELECT learner FROM plan_rests_on JOIN changed ON changed.id = plan_rests_on.id)",
        )?
        .execute(params![before, now])?;
    let from = "FROM learner l WHERE l.archived IS NULL
       AND l.number IN (SELECT learner FROM plan_rests_on JOIN changed ON changed.id = plan_rests_on.id)";
    let total = connection.prepare_cached(&format!("SELECT count(*) {from}"))?.query_row([], |row| row.get(0))?;
    let first = format!("SELECT l.number, l.name {from} ORDER BY l.name COLLATE NOCASE, l.number LIMIT {MOST_NAMED}");
    let mut first = connection.prepare_cached(&first)?;
    let first = first.query_map([], |row| Ok((LearnerId::from(row.get::<_, i64>(0)?), row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(Touched { total, first })
}
