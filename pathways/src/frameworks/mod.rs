//! Comparability of levels and credit units across qualification frameworks.
//!
//! The table says how each framework's levels correspond to the European one, and how sure that is. A level that the
//! table leaves without an equivalent is *not comparable*: nothing here ever fills that gap.

mod annex;
mod levels;
mod table;
mod units;

pub use annex::{Annex, AnnexElement};
pub use levels::{EqfLevel, LevelComparison, LevelGroup};
pub use table::{Correspondence, FrameworkSource};
pub use units::{HoursPerCredit, UnitFacts};

use std::sync::LazyLock;

use crate::bundled;
use table::Table;

/// The bundled table of frameworks and credit units.
#[derive(Debug)]
pub struct Frameworks {
    table: Table,
}

impl Frameworks {
    /// The table that is compiled into the program.
    ///
    /// # Panics
    /// Never with a table that the tests have read.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static TABLE: LazyLock<Frameworks> =
            LazyLock::new(|| Frameworks::read(bundled::FRAMEWORKS).expect("the bundled table is read by a test"));
        &TABLE
    }

    /// Reads a table in the form of the bundled one.
    ///
    /// # Errors
    /// When the text is not such a table; the message names line and column.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        Ok(Self { table: serde_json::from_str(text)? })
    }

    /// The names of the frameworks in the table.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.table.frameworks.keys().map(String::as_str)
    }
}
