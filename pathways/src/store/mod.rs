//! Everything that is kept, in one local SQLite database.
