//! Comparability of levels and credit units across qualification frameworks.

/// The bundled table of frameworks.
#[derive(Debug, Default)]
pub struct Frameworks {}

impl Frameworks {
    /// The table that is compiled into the program.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static TABLE: Frameworks = Frameworks {};
        &TABLE
    }
}
