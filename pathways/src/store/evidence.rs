//! Evidence of what learners hold, what was decided about it, and the documents that verifying it relies on.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::{LearnerId, Store, StoreError};
use crate::interchange::SourceFile;
use crate::interchange::credential::{Decision, TrustStore, Verifier};
use crate::model::AwardId;

/// A file that was kept as evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEvidence {
    /// The hash of the content, by which held awards name it.
    pub fingerprint: String,
    /// The name of the file that it came from.
    pub file: String,
    /// When it came.
    pub imported: DateTime<Utc>,
}

/// Names a document of the trust store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrustDocumentId(i64);

impl fmt::Display for TrustDocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for TrustDocumentId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// What a document of the trust store is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrustKind {
    /// The keys of an issuer, or what describes one.
    Issuer,
    /// A list that says what was revoked.
    StatusList,
}

/// A document of the trust store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustDocument {
    /// Which.
    pub id: TrustDocumentId,
    /// What it is.
    pub kind: TrustKind,
    /// The name of the file that it came from.
    pub file: String,
    /// Whose keys they are, when the document does not say.
    pub issuer: Option<String>,
    /// When it came.
    pub imported: DateTime<Utc>,
}

/// The hash by which evidence is named.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Store {
    /// Keeps a file as evidence of a learner, byte for byte; once, however often it comes. Returns its fingerprint.
    ///
    /// # Errors
    /// When there is no such learner, or the database fails.
    pub fn keep_evidence(&mut self, learner: LearnerId, file: &SourceFile, at: DateTime<Utc>) -> Result<String, StoreError> {
        let print = fingerprint(&file.bytes);
        let there = self.connection.prepare_cached("SELECT 1 FROM learner WHERE number = ?1")?.exists([learner.number()])?;
        if !there {
            return Err(StoreError::NoLearner(learner));
        }
        self.connection.execute(
            "INSERT OR IGNORE INTO evidence (learner, file, sha256, content, imported) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![learner.number(), file.name, print, file.bytes, at],
        )?;
        Ok(print)
    }

    /// The evidence of a learner, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn evidence(&self, learner: LearnerId) -> Result<Vec<KeptEvidence>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT sha256, file, imported FROM evidence WHERE learner = ?1 ORDER BY number")?;
        let rows = statement
            .query_map([learner.number()], |row| Ok(KeptEvidence { fingerprint: row.get(0)?, file: row.get(1)?, imported: row.get(2)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A file that was kept as evidence, as it came; `None` when the learner has none of that fingerprint.
    ///
    /// # Errors
    /// When the database fails.
    pub fn evidence_file(&self, learner: LearnerId, fingerprint: &str) -> Result<Option<SourceFile>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT file, content FROM evidence WHERE learner = ?1 AND sha256 = ?2")?;
        let row = statement.query_row(params![learner.number(), fingerprint], |row| {
            Ok(SourceFile::new(row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?))
        });
        Ok(row.optional()?)
    }

    /// Remembers which award a kind of credential stands for; `None`: none of the catalogue.
    ///
    /// # Errors
    /// When the database fails.
    pub fn decide_match(&mut self, claim: &str, award: Option<&AwardId>, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.connection.execute(
            "INSERT INTO match_decision (claim, award, decided) VALUES (?1, ?2, ?3)
             ON CONFLICT (claim) DO UPDATE SET award = ?2, decided = ?3",
            params![claim, award.map(AwardId::as_str), at],
        )?;
        Ok(())
    }

    /// Forgets a decision, so that the next credential of the kind is asked about again.
    ///
    /// # Errors
    /// When the database fails.
    pub fn forget_match(&mut self, claim: &str) -> Result<(), StoreError> {
        self.connection.execute("DELETE FROM match_decision WHERE claim = ?1", [claim])?;
        Ok(())
    }

    /// Every decision, by the kind of credential.
    ///
    /// # Errors
    /// When the database fails.
    pub fn match_decisions(&self) -> Result<BTreeMap<String, Decision>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT claim, award FROM match_decision")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?.map(AwardId::from))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Adds a document to the trust store: keys of an issuer, or a status list. `issuer` says whose key set it is.
    ///
    /// # Errors
    /// In words when it is neither; when the database fails.
    pub fn add_trust_document(&mut self, file: &SourceFile, issuer: Option<&str>, at: DateTime<Utc>) -> Result<TrustKind, TrustRefused> {
        let kind = if Verifier::new(at).add_status_list(file).is_ok() {
            TrustKind::StatusList
        } else {
            TrustStore::default().add(file, issuer).map_err(TrustRefused::Unusable)?;
            TrustKind::Issuer
        };
        self.connection
            .execute(
                "INSERT INTO trust_document (kind, file, issuer, sha256, content, imported) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (sha256) DO UPDATE SET issuer = ?3",
                params![kind.as_str(), file.name, issuer, fingerprint(&file.bytes), file.bytes, at],
            )
            .map_err(StoreError::from)?;
        Ok(kind)
    }

    /// The documents of the trust store, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn trust_documents(&self) -> Result<Vec<TrustDocument>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT number, kind, file, issuer, imported FROM trust_document ORDER BY number")?;
        let rows = statement.query_map([], |row| {
            let kind = if row.get::<_, String>(1)? == TrustKind::StatusList.as_str() { TrustKind::StatusList } else { TrustKind::Issuer };
            Ok(TrustDocument { id: TrustDocumentId(row.get(0)?), kind, file: row.get(2)?, issuer: row.get(3)?, imported: row.get(4)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Removes a document from the trust store; one that is not there is no error.
    ///
    /// # Errors
    /// When the database fails.
    pub fn remove_trust_document(&mut self, id: TrustDocumentId) -> Result<(), StoreError> {
        self.connection.execute("DELETE FROM trust_document WHERE number = ?1", [id.0])?;
        Ok(())
    }

    /// A verifier that relies on the trust store, at a stated clock.
    ///
    /// # Errors
    /// When the database fails.
    pub fn verifier(&self, clock: DateTime<Utc>) -> Result<Verifier, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT kind, file, issuer, content FROM trust_document ORDER BY number")?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, Option<String>>(2)?, row.get::<_, Vec<u8>>(3)?))
        })?;
        let mut trust = TrustStore::default();
        let mut lists = Vec::new();
        for row in rows {
            let (kind, name, issuer, content) = row?;
            let file = SourceFile::new(name, content);
            if kind == TrustKind::StatusList.as_str() {
                lists.push(file);
            } else {
                // It was usable when it came; a later version of Cairn that reads less from it verifies less.
                let _ = trust.add(&file, issuer.as_deref());
            }
        }
        let mut verifier = Verifier::new(clock).trusting(trust);
        for list in &lists {
            let _ = verifier.add_status_list(list);
        }
        Ok(verifier)
    }
}

impl TrustKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Issuer => "issuer",
            Self::StatusList => "status-list",
        }
    }
}

/// Why a document did not come into the trust store.
#[derive(Debug, thiserror::Error)]
pub enum TrustRefused {
    /// It holds nothing that verification could rely on.
    #[error("{0}; import a DID document, a key set (JWKS) or a status list")]
    Unusable(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
