//! The steps as a table (CSV), for a spreadsheet.

use super::content::Report;

/// Why no table could be written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The writer failed.
    #[error("the table could not be written ({0})")]
    Csv(#[from] csv::Error),
    /// What was written is no text.
    #[error("the table could not be written ({0})")]
    Buffer(String),
}

/// The steps, one a row, with the pages that their facts come from.
///
/// # Errors
/// When the writer fails.
pub fn table(report: &Report) -> Result<String, TableError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let words = report.words;
    writer.write_record(
        [
            words.step,
            words.award,
            words.how,
            words.start,
            words.end,
            words.cost,
            words.currency,
            words.cost_certainty,
            words.hours,
            words.hours_certainty,
            words.state,
            words.sources,
            words.notes,
        ]
        .map(str::to_lowercase),
    )?;
    for step in &report.steps {
        let urls = report.sources.iter().filter(|source| step.sources.contains(&source.number));
        let sources: Vec<String> = urls.map(|source| format!("{} ({})", source.url, source.read)).collect();
        let certainty = |mark: &str| if mark.is_empty() { words.stated.to_owned() } else { mark.to_owned() };
        writer.write_record([
            step.number.to_string(),
            step.title.clone(),
            step.how.clone(),
            step.days.0.to_string(),
            step.days.1.to_string(),
            step.amount.clone(),
            report.currency.clone(),
            certainty(&step.cost_mark),
            step.hours.clone(),
            certainty(&step.hours_mark),
            step.state.clone(),
            sources.join("; "),
            step.notes.join("; "),
        ])?;
    }
    let bytes = writer.into_inner().map_err(|error| TableError::Buffer(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| TableError::Buffer(error.to_string()))
}
