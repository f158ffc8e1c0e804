//! The TypeScript of the wire types. The committed file must be what these types say.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use ts_rs::{Config, TS, TypeVisitor};

use super::{
    agreed, award, backup, catalogue, choice, credential, exception, fault, importing, learner, licence, merge, opening, plan, privacy,
    report, search, session, sharing, transfer, triage,
};

const FILE: &str = "../ui/src/ipc/bindings/index.ts";
const HEAD: &str = "// Generated from the Rust types in src-tauri/src/wire. Change those, then run:\n\
                    // UPDATE_BINDINGS=1 cargo test -p cairn-desktop bindings\n\n";

struct Declarations {
    config: Config,
    seen: HashSet<TypeId>,
    texts: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_none() || !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
        let docs = T::docs().unwrap_or_default();
        let text = format!("{}export {}", docs, T::decl(&self.config));
        self.texts.insert(T::ident(&self.config), text);
    }
}

fn typescript() -> String {
    let mut all = Declarations { config: Config::default(), seen: HashSet::new(), texts: BTreeMap::new() };
    // Whatever a command takes or returns; all else is reached from these.
    all.visit::<fault::Fault>();
    all.visit::<backup::BackupRow>();
    all.visit::<catalogue::Start>();
    all.visit::<catalogue::Role>();
    all.visit::<catalogue::PackRow>();
    all.visit::<credential::CredentialFile>();
    all.visit::<credential::ClaimRef>();
    all.visit::<credential::TrustRow>();
    all.visit::<importing::ImportEvent>();
    all.visit::<importing::ImportView>();
    all.visit::<importing::CatalogueForm>();
    all.visit::<importing::RecordForm>();
    all.visit::<importing::RemovedRow>();
    all.visit::<importing::RemovalView>();
    all.visit::<search::SearchQuery>();
    all.visit::<search::SearchResults>();
    all.visit::<award::AwardPage>();
    all.visit::<transfer::TransferRow>();
    all.visit::<learner::LearnerSummary>();
    all.visit::<learner::PreferencesEdit>();
    all.visit::<learner::ExcludedKind>();
    all.visit::<plan::PlanAsk>();
    all.visit::<plan::PlanEvent>();
    all.visit::<plan::PlanView>();
    all.visit::<exception::ExceptionEdit>();
    all.visit::<licence::LicenceRow>();
    all.visit::<merge::MergeView>();
    all.visit::<opening::ArrivedFile>();
    all.visit::<merge::Decision>();
    all.visit::<privacy::PrivacyView>();
    all.visit::<privacy::PassphraseChange>();
    all.visit::<privacy::ActivityView>();
    all.visit::<report::ReportAsk>();
    all.visit::<session::SessionsView>();
    all.visit::<session::TryOut>();
    all.visit::<triage::TriageAsk>();
    all.visit::<triage::TriageView>();
    all.visit::<triage::RecheckEvent>();
    all.visit::<triage::RecheckDone>();
    all.visit::<triage::Receipt>();
    all.visit::<triage::RosterPreview>();
    all.visit::<agreed::AgreedView>();
    all.visit::<agreed::StepRef>();
    all.visit::<agreed::StepMark>();
    all.visit::<agreed::RepairsView>();
    all.visit::<agreed::WhichRepair>();
    all.visit::<agreed::VersionRow>();
    all.visit::<sharing::Picture>();
    all.visit::<choice::ChoiceAsk>();
    all.visit::<choice::WorkEvent>();
    all.visit::<choice::RouteChoices>();
    all.visit::<choice::PlanBView>();
    all.visit::<choice::FragilityView>();
    all.visit::<choice::SavingsView>();
    all.visit::<choice::InsteadView>();
    all.visit::<choice::OpeningView>();
    all.visit::<choice::UnlockView>();
    all.visit::<choice::RemainsView>();
    let texts: Vec<String> = all.texts.into_values().collect();
    format!("{HEAD}{}\n", texts.join("\n\n"))
}

#[test]
fn bindings_are_fresh() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let wanted = typescript();
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        std::fs::create_dir_all(file.parent().expect("the file stands in a folder")).expect("the folder can be made");
        std::fs::write(&file, &wanted).expect("the bindings can be written");
    }
    let found = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(found == wanted, "{FILE} is stale; run UPDATE_BINDINGS=1 cargo test -p cairn-desktop bindings");
}

#[test]
fn no_wire_type_needs_a_big_integer_or_any() {
    let text = typescript();
    assert!(!text.contains("bigint") && !text.contains(": any"), "{text}");
}
