//! A catalogue in one of the forms that others read.

use super::contract::write_pack;
use super::conversion::Unmapped;
use super::ctdl::write_ctdl;
use super::graphs::{write_dot, write_graphml};
use crate::model::{AwardId, Catalogue, Confidence, Pack, PackHeader};

/// A form in which a catalogue is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CatalogueForm {
    /// One pack of the contract.
    Pack,
    /// CTDL JSON-LD.
    Ctdl,
    /// The graph of what rests on what, as GraphML.
    Graphml,
    /// The same graph for Graphviz.
    Dot,
}

/// A catalogue as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueText {
    /// The file.
    pub text: String,
    /// What the catalogue says and the form cannot, by key.
    pub unsaid: Vec<Unmapped>,
}

/// Why a catalogue was not written.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueTextError {
    /// There is no pack.
    #[error("there is no pack to export; import one first")]
    Empty,
    /// The graph could not be written.
    #[error("the graph could not be written ({0})")]
    Graph(String),
}

/// Writes a catalogue. `target` is the award that the graph marks.
///
/// # Errors
/// When there is nothing to write.
pub fn catalogue_text(catalogue: Catalogue, form: CatalogueForm, target: Option<&AwardId>) -> Result<CatalogueText, CatalogueTextError> {
    let text = match form {
        CatalogueForm::Graphml => write_graphml(&catalogue, target).map_err(|error| CatalogueTextError::Graph(error.to_string()))?,
        CatalogueForm::Dot => write_dot(&catalogue, target),
        CatalogueForm::Pack => write_pack(&one_pack(catalogue)?),
        CatalogueForm::Ctdl => {
            let export = write_ctdl(&catalogue);
            return Ok(CatalogueText { text: export.text, unsaid: export.unsaid });
        }
    };
    Ok(CatalogueText { text, unsaid: Vec::new() })
}

/// Several packs as one.
fn one_pack(catalogue: Catalogue) -> Result<Pack, CatalogueTextError> {
    let several = catalogue.packs.len() > 1;
    let mut pack = catalogue.into_pack().ok_or(CatalogueTextError::Empty)?;
    if several {
        pack.header = PackHeader {
            id: "export".into(),
            title: None,
            version: pack.header.version,
            description: None,
            url: None,
            sources: Vec::new(),
            confidence: Confidence::Stated,
            extensions: Vec::new(),
        };
    }
    Ok(pack)
}
