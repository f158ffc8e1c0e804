//! The report as one HTML file: no script, nothing from the network, laid out for screen and paper.

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use super::content::{LedgerRow, Report, StepRow};

const STYLE: &str = include_str!("page.css");

/// The page.
#[must_use]
pub fn html(report: &Report) -> String {
    let page = markup! {
        (DOCTYPE)
        html lang=(report.language.tag()) {
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
                        h2 { (report.words.timeline) }
                        (timeline(report))
                    }
                    (map(report))
                    (sources(report))
                    section {
                        h2 { (report.words.glossary) }
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
    let words = report.words;
    markup! {
        header {
            h1 { (report.target) }
            p class="issuer" { (report.issuer) }
            p { (report.learner) " · " (report.made) }
            p class="unofficial" {
                strong { (report.unofficial) } " " (words.ask) ": "
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
        (list(words.no_longer, &report.drift))
        section {
            h2 { (words.confirm) }
            @if report.confirm.is_empty() { p { (words.nothing_to_confirm) } }
            ul { @for sentence in &report.confirm { li { (sentence) } } }
        }
        (list(words.grades, &report.grades))
        (list(words.exceptions, &report.exceptions))
        section {
            h2 { (words.route) }
            table {
                thead { tr { th { (words.number) } th { (words.step) } th { (words.from) } th { (words.to) } th class="number" { (words.cost) } th class="number" { (words.hours) } th { (words.state) } th { (words.sources) } } }
                tbody { @for step in &report.steps { (row(step)) } }
            }
        }
        section {
            h2 { (words.due) }
            table { tbody { @for due in &report.dues { tr { th scope="row" { (due.on) } td { (due.what) } } } } }
        }
        (list(words.notes, &report.notes))
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
    let words = report.words;
    let line = |line: &LedgerRow| {
        markup! {
            tr {
                td { (line.asks) }
                td { @if !line.credit.is_empty() { (line.credit) ", " } (line.state) }
                td { (line.counts.join("; ")) }
            }
        }
    };
    markup! {
        section {
            h2 { (words.ledger) }
            table {
                thead { tr { th { (words.asks) } th { (words.state) } th { (words.counts) } } }
                @for group in report.ledger.chunk_by(|one, next| one.of == next.of) {
                    tbody {
                        @for first in group.iter().take(1) { tr { th scope="rowgroup" colspan="3" { (words.requirement_of) " " (first.of) } } }
                        @for one in group { (line(one)) }
                    }
                }
            }
            @if !report.own.is_empty() {
                h3 { (words.own) }
                table {
                    tbody { @for own in &report.own { tr { th scope="row" { (own.award) } td { (own.fate) } td { (own.why) } } } }
                }
            }
        }
    }
}

fn timeline(report: &Report) -> Markup {
    let (timeline, words) = (&report.timeline, report.words);
    let share = |thousandths: u32| format!("{}.{}%", thousandths / 10, thousandths % 10);
    markup! {
        table class="timeline" {
            thead {
                tr {
                    th { (words.step) } th { (words.dates) }
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
    let words = report.words;
    markup! {
        section {
            h2 { (words.map) }
            p { (words.map_lead) }
            div class="map" {
                @for column in &report.map {
                    ul { @for station in column { li class=(station.kind) { (station.title) small { (station.sign) } } } }
                }
            }
            h3 { (words.leads) }
            table { tbody { @for lead in &report.leads { tr { th scope="row" { (lead.from) } td { (lead.to.join("; ")) } } } } }
        }
    }
}

fn sources(report: &Report) -> Markup {
    let words = report.words;
    markup! {
        section {
            h2 { (words.sources) }
            @if report.sources.is_empty() { p { (words.no_source) } }
            ol {
                @for source in &report.sources {
                    li id={ "source-" (source.number) } {
                        a href=(source.url) { (source.url) } ", " (source.read)
                        @if source.old { " " em { "(" (words.old) ")" } }
                        small { (source.about) }
                    }
                }
            }
        }
    }
}
