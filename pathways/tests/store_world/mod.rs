//! A store in a folder of its own, gone after the test.
#![allow(dead_code, reason = "each test file uses its own part")]

use chrono::NaiveDate;
use pathways::store::{Store, StorePath};
use rusqlite::types::Value;

/// A folder with a store.
pub struct World {
    folder: tempfile::TempDir,
}

impl World {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder for the test") }
    }

    pub fn open(&self) -> Store {
        Store::open(&StorePath::new(self.folder())).expect("the store opens")
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
}

/// A pack with one organization, `org:<id>`, and awards given as JSON.
pub fn pack(id: &str, version: &str, awards: &str) -> String {
    format!(
        r#"{{"format":"cairn.catalogue/1","id":"{id}","version":"{version}","x-origin": {{"by":"test"}},
"organizations":[{{"id":"org:{id}","name":"College {id}","country":"GB"}}],
"awards":[{awards}]}}"#
    )
}

/// Everything that the database holds, row by row.
pub fn dump(world: &World) -> Vec<(String, Vec<Vec<Value>>)> {
    let connection = rusqlite::Connection::open(StorePath::new(world.folder()).database()).expect("the database");
    let names = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).expect("a list of tables");
        statement.query_map([], |row| row.get(0)).and_then(Iterator::collect).expect("names")
    };
    let tables = names("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'award_word%' ORDER BY name");
    let rows = |table: &String| {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\"")).expect("a table");
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| (0..columns).map(|column| row.get(column)).collect()).expect("rows");
        rows.collect::<Result<Vec<Vec<Value>>, _>>().expect("rows")
    };
    tables.iter().map(|table| (table.clone(), rows(table))).collect()
}
