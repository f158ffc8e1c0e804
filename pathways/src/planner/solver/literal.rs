//! Literals: a variable or its negation, packed in one word.

use std::ops::Not;

/// A variable of the search, from 0.
pub type Variable = u32;

/// A variable or its negation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Literal(u32);

impl Literal {
    /// The variable itself.
    pub fn positive(variable: Variable) -> Self {
        Self(variable << 1)
    }

    /// Its variable.
    pub fn variable(self) -> Variable {
        self.0 >> 1
    }

    /// Whether it is the variable itself.
    pub fn is_positive(self) -> bool {
        self.0 & 1 == 0
    }

    /// A dense index: two per variable.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Not for Literal {
    type Output = Self;

    fn not(self) -> Self {
        Self(self.0 ^ 1)
    }
}
