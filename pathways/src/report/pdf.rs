//! The report as a PDF, tagged for accessibility (PDF/UA-1), set by Typst.

use super::Paper;
use super::content::Report;

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// This program was built without the part that sets PDFs.
    #[error("this build of Cairn cannot make PDFs; write HTML and print it, or use a full build")]
    NotBuiltIn,
    /// The typesetter refused the content.
    #[error("the PDF could not be made ({0}); write HTML instead, and report this")]
    Refused(String),
}

/// The PDF.
///
/// # Errors
/// When the typesetter refuses the content, or this build has none.
#[cfg(feature = "pdf")]
pub fn pdf(report: &Report, paper: Paper) -> Result<Vec<u8>, PdfError> {
    use typst::foundations::{Dict, IntoValue, Smart};
    use typst_as_lib::TypstEngine;
    use typst_as_lib::typst_kit_options::TypstKitFontOptions;
    use typst_layout::PagedDocument;
    use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

    let content = serde_json::to_string(report).map_err(|error| PdfError::Refused(error.to_string()))?;
    let paper = match paper {
        Paper::A4 => "a4",
        Paper::Letter => "us-letter",
    };
    let mut inputs = Dict::new();
    inputs.insert("report".into(), content.into_value());
    inputs.insert("paper".into(), paper.into_value());
    // The fonts that come with the typesetter: the same pages on every machine.
    let fonts = TypstKitFontOptions::default().include_system_fonts(false).include_embedded_fonts(true);
    let engine = TypstEngine::builder().main_file(include_str!("plan.typ")).search_fonts_with(fonts).build();
    let document: PagedDocument = engine.compile_with_input(inputs).output.map_err(|error| PdfError::Refused(error.to_string()))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| PdfError::Refused(format!("{error:?}")))?;
    let options = PdfOptions { standards, creator: Smart::Custom(Some("Cairn".to_owned())), ..PdfOptions::default() };
    let refused = |errors: &[typst::diag::SourceDiagnostic]| errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>();
    typst_pdf::pdf(&document, &options).map_err(|errors| PdfError::Refused(refused(&errors).join("; ")))
}

/// The PDF.
///
/// # Errors
/// Always: this build has no typesetter.
#[cfg(not(feature = "pdf"))]
pub fn pdf(_report: &Report, _paper: Paper) -> Result<Vec<u8>, PdfError> {
    Err(PdfError::NotBuiltIn)
}
