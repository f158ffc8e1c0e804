//! How far a plan has come, and what is due when.

use chrono::{Days, NaiveDate};
use num_traits::Zero;

use super::{AgreedPlan, StepState};
use crate::model::{AwardId, Catalogue, GateId, HeldAward, LearnerRecord, Rational, Recognition, Step, Way, exact};

/// How far a plan has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Steps completed.
    pub completed: usize,
    /// Steps under way.
    pub enrolled: usize,
    /// Steps in all; dropped ones do not count.
    pub steps: usize,
    /// Study hours of the completed steps.
    pub hours_done: Rational,
    /// Study hours in all.
    pub hours: Rational,
    /// What completed steps and those under way cost, earlier plans included, in major units of the route's currency.
    pub spent: Rational,
    /// What the others cost.
    pub ahead: Rational,
    /// The step to take next: what is to begin first.
    pub next: Option<AwardId>,
    /// Whether the target is achieved.
    pub arrived: bool,
}

/// Sums up.
#[must_use]
pub fn progress(plan: &AgreedPlan) -> Progress {
    let mut out = Progress {
        completed: 0,
        enrolled: 0,
        steps: 0,
        hours_done: Rational::zero(),
        hours: Rational::zero(),
        spent: plan.spent(),
        ahead: Rational::zero(),
        next: plan.open_steps().find(|step| *plan.state(&step.award) == StepState::Planned).map(|step| step.award.clone()),
        arrived: matches!(plan.state(&plan.target), StepState::Completed { .. }),
    };
    for step in &plan.route.steps {
        match plan.state(&step.award) {
            StepState::Dropped { .. } => continue,
            StepState::Completed { .. } => {
                out.completed += 1;
                out.hours_done += step.hours;
            }
            StepState::Enrolled { .. } => out.enrolled += 1,
            StepState::Planned => out.ahead += step.cost,
        }
        out.steps += 1;
        out.hours += step.hours;
    }
    out
}

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueKind {
    /// A condition is to be confirmed before the step that needs it.
    Confirm,
    /// A step with fixed dates is to be enrolled in: it starts on that day, and no source states an earlier deadline.
    Enrol,
    /// A step starts.
    Start,
    /// A step is to have ended.
    End,
    /// What is held or achieved must be used by an agreement by then.
    UseBy,
    /// Something held runs out.
    Expires,
    /// An agreement that is still to be used ends.
    AgreementEnds,
    /// The target is to be achieved.
    Finish,
}

impl DueKind {
    /// A stable word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Enrol => "enrol",
            Self::Start => "start",
            Self::End => "end",
            Self::UseBy => "use-by",
            Self::Expires => "expires",
            Self::AgreementEnds => "agreement-ends",
            Self::Finish => "finish",
        }
    }
}

/// Something with a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub on: NaiveDate,
    /// What kind of date it is.
    pub kind: DueKind,
    /// The award concerned.
    pub award: AwardId,
    /// What is to be done or to be known, as a sentence.
    pub what: String,
}

/// What is due in a plan, the earliest first. Completed and dropped steps are due no longer.
#[must_use]
pub fn dues(plan: &AgreedPlan, catalogue: &Catalogue, record: &LearnerRecord) -> Vec<Due> {
    let mut out = Vec::new();
    for step in plan.open_steps() {
        let mut due = |on, kind, what| out.push(Due { on, kind, award: step.award.clone(), what });
        let title = catalogue.title(&step.award);
        let (start, end) = (plan.day(step.start_week), plan.expected_end(step));
        if *plan.state(&step.award) == StepState::Planned {
            for gate in asked(catalogue, step).filter(|gate| plan.route.to_confirm.contains(gate)) {
                due(start, DueKind::Confirm, format!("{} must be confirmed before {title}.", label(catalogue, gate)));
            }
            let scheduled = step.way == Way::Earn && catalogue.awards.get(&step.award).is_some_and(crate::model::Award::is_scheduled);
            match &step.way {
                Way::Recognition(_) => due(start, DueKind::Start, format!("Ask for {title} to be recognised.")),
                Way::Earn if scheduled => due(start, DueKind::Enrol, format!("{title} starts; enrol before, by the provider's own date.")),
                Way::Earn if step.end_week > step.start_week => due(start, DueKind::Start, format!("Start {title}.")),
                Way::Earn => {}
            }
        }
        if step.award == plan.target {
            due(end, DueKind::Finish, format!("{title} is achieved."));
        } else if step.end_week > step.start_week {
            due(end, DueKind::End, format!("{title} is to be completed."));
        }
        if let Way::Recognition(id) = &step.way
            && let Some(recognition) = catalogue.recognitions.get(id)
        {
            out.extend(shelf_life(plan, catalogue, record, step, recognition));
        }
    }
    for held in &record.held {
        if let Some(last) = last_day(catalogue, held).filter(|last| *last < plan.route.finish)
            && plan.open_steps().any(|step| named(catalogue, step).contains(&&held.award))
        {
            let what = format!("{} runs out.", catalogue.title(&held.award));
            out.push(Due { on: last, kind: DueKind::Expires, award: held.award.clone(), what });
        }
    }
    out.sort_by(|a, b| (a.on, a.kind, &a.award, &a.what).cmp(&(b.on, b.kind, &b.award, &b.what)));
    out.dedup();
    out
}

/// By when an agreement must be used: what it takes grows too old, or it ends itself.
fn shelf_life(plan: &AgreedPlan, catalogue: &Catalogue, record: &LearnerRecord, step: &Step, recognition: &Recognition) -> Vec<Due> {
    let mut out = Vec::new();
    let agreement = recognition.title.as_deref().unwrap_or(recognition.id.as_str());
    if let Some(months) = recognition.within_months {
        let days = (months * exact::days_per_month()).floor().to_integer();
        for award in recognition.from.awards() {
            let held = record.held.iter().find(|held| held.award == *award).map(|held| held.earned);
            let planned = || plan.open_steps().find(|other| other.award == *award).map(|other| plan.expected_end(other));
            let last = held.or_else(planned).and_then(|day| day.checked_add_days(Days::new(u64::try_from(days).ok()?)));
            if let Some(on) = last {
                let what = format!("Last day on which {} is recent enough for “{agreement}”.", catalogue.title(award));
                out.push(Due { on, kind: DueKind::UseBy, award: award.clone(), what });
            }
        }
    }
    if let Some(until) = recognition.valid.and_then(|valid| valid.until) {
        let what = format!("The agreement “{agreement}” ends.");
        out.push(Due { on: until, kind: DueKind::AgreementEnds, award: step.award.clone(), what });
    }
    out
}

/// The last day on which a held award counts; `None`: it does not run out.
pub(super) fn last_day(catalogue: &Catalogue, held: &HeldAward) -> Option<NaiveDate> {
    held.expires.or_else(|| {
        let months = catalogue.awards.get(&held.award)?.validity_months?;
        let days = (exact::whole(months) * exact::days_per_month()).floor().to_integer();
        held.earned.checked_add_days(Days::new(u64::try_from(days).ok()?))
    })
}

/// The requirements of a step, by the way that it is taken.
pub(super) fn requirements<'a>(catalogue: &'a Catalogue, step: &Step) -> impl Iterator<Item = &'a crate::model::Requirement> + use<'a> {
    let (from, requires) = match &step.way {
        Way::Earn => (None, catalogue.awards.get(&step.award).and_then(|award| award.requires.as_ref())),
        Way::Recognition(id) => {
            catalogue.recognitions.get(id).map_or((None, None), |recognition| (Some(&recognition.from), recognition.requires.as_ref()))
        }
    };
    from.into_iter().chain(requires)
}

fn named<'a>(catalogue: &'a Catalogue, step: &Step) -> Vec<&'a AwardId> {
    requirements(catalogue, step).flat_map(|requirement| requirement.awards()).collect()
}

fn asked<'a>(catalogue: &'a Catalogue, step: &Step) -> impl Iterator<Item = &'a GateId> + use<'a> {
    requirements(catalogue, step).flat_map(|requirement| requirement.gates()).map(|gate| &gate.gate)
}

/// A condition as its source puts it, or its id.
fn label(catalogue: &Catalogue, id: &GateId) -> String {
    catalogue.gate(id).and_then(|gate| gate.label.clone()).unwrap_or_else(|| id.to_string())
}
