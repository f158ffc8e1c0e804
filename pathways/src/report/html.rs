//! The report as one HTML file: no script, nothing from the network, laid out for screen and paper.

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use super::content::{LedgerRow, Report, StepRow, Timeline};

const STYLE: &str = include_str!("page.css");

/// The page.
#[must_use]
pub fn html(report: &Report) -> String {
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (report.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    (first_page(report))
                    (ledger(report))
                    section {
                        h2 { "Timeline" }
                        (timeline(&report.timeline))
                    }
                    (map(report))
                    (sources(report))
                    section {
                        h2 { "Glossary" }
                        dl class="glossary" { @for term in &report.glossary { dt { (term.word) } dd { (term.meaning) } } }
                    }
                }
            }
        }
    };
    page.into_string()
}

fn list(title: &str, sentences: &[String]) -> Markup {
    markup! {
        @if !sentences.is_empty() {
            section { h2 { (title) } ul { @for sentence in sentences { li { (sentence) } } } }
        }
    }
}

fn first_page(report: &Report) -> Markup {
    markup! {
        header {
            h1 { (report.target) }
            p class="issuer" { (report.issuer) }
            p { (report.learner) " · " (report.made) }
            p class="unofficial" {
                strong { (report.unofficial) } " Ask: "
                @for (place, contact) in report.ask.iter().enumerate() {
                    @if place > 0 { ", " }
                    @match &contact.url { Some(url) => a href=(url) { (contact.name) }, None => (contact.name) }
                }
            }
        }
        dl class="figures" {
            @for figure in &report.figures {
                div { dt { (figure.label) } dd { strong { (figure.value) } span { (figure.note) } } }
            }
        }
        (list("What no longer holds", &report.drift))
        section {
            h2 { "Route" }
            table {
                thead { tr { th { "" } th { "Step" } th { "From" } th { "To" } th class="number" { "Cost" } th class="number" { "Hours" } th { "State" } th { "Sources" } } }
                tbody { @for step in &report.steps { (row(step)) } }
            }
        }
        (list("To confirm", &report.confirm))
        (list("Grades that the plan relies on", &report.grades))
        (list("Exceptions that the plan relies on", &report.exceptions))
        section {
            h2 { "What is due" }
            table { tbody { @for due in &report.dues { tr { th scope="row" { (due.on) } td { (due.what) } } } } }
        }
        (list("Notes", &report.notes))
    }
}

fn row(step: &StepRow) -> Markup {
    let marked = |value: &str, mark: &str| markup! { (value) @if !mark.is_empty() { " " em { "(" (mark) ")" } } };
    markup! {
        tr {
            td class="number" { (step.number) }
            th scope="row" {
                (step.title) small { (step.how) }
                @for note in &step.notes { small { (note) } }
            }
            td { (step.start) }
            td { (step.end) }
            td class="number" { (marked(&step.cost, &step.cost_mark)) }
            td class="number" { (marked(&step.hours, &step.hours_mark)) }
            td { (step.state) }
            td { @for number in &step.sources { a href={ "#source-" (number) } { (number) } " " } }
        }
    }
}

fn ledger(report: &Report) -> Markup {
    let line = |line: &LedgerRow| {
        markup! {
            tr {
                th scope="row" { (line.of) }
                td { (line.asks) }
                td class="number" { (line.credit) }
                td { (if line.met { "met" } else { "open" }) }
                td { (line.counts.join("; ")) }
            }
        }
    };
    markup! {
        section {
            h2 { "Ledger" }
            table {
                thead { tr { th { "Requirement of" } th { "Asks for" } th class="number" { "Credit" } th { "State" } th { "What counts" } } }
                tbody { @for one in &report.ledger { (line(one)) } }
            }
            @if !report.own.is_empty() {
                h3 { "What is held, and what becomes of it" }
                table {
                    tbody { @for own in &report.own { tr { th scope="row" { (own.award) } td { (own.fate) } td { (own.why) } } } }
                }
            }
        }
    }
}

fn timeline(timeline: &Timeline) -> Markup {
    let share = |thousandths: u32| format!("{}.{}%", thousandths / 10, thousandths % 10);
    markup! {
        table class="timeline" {
            thead {
                tr {
                    th { "Step" } th { "Dates" }
                    th { div class="track" { @for tick in &timeline.ticks { span class="tick" style={ "left:" (share(tick.at)) } { (tick.label) } } } }
                }
            }
            tbody {
                @for bar in &timeline.bars {
                    tr {
                        th scope="row" { (bar.title) }
                        td { (bar.dates) }
                        td { div class="track" { span class="bar" style={ "left:" (share(bar.at)) ";width:" (share(bar.length)) } {} } }
                    }
                }
            }
        }
    }
}

fn map(report: &Report) -> Markup {
    markup! {
        section {
            h2 { "Map" }
            p { "From what is held, on the left, to the target." }
            div class="map" {
                @for column in &report.map {
                    ul { @for station in column { li class=(station.kind) { (station.title) small { (station.sign) } } } }
                }
            }
            h3 { "What leads to what" }
            table { tbody { @for lead in &report.leads { tr { th scope="row" { (lead.from) } td { (lead.to.join("; ")) } } } } }
        }
    }
}

fn sources(report: &Report) -> Markup {
    markup! {
        section {
            h2 { "Sources" }
            @if report.sources.is_empty() { p { "No source is recorded." } }
            ol {
                @for source in &report.sources {
                    li id={ "source-" (source.number) } {
                        a href=(source.url) { (source.url) } ", " (source.read)
                        @if source.old { " " em { "(out of date: check it again)" } }
                        small { (source.about) }
                    }
                }
            }
        }
    }
}
