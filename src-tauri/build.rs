//! Declares the shell's commands, so that each needs a permission of the window that calls it.

const COMMANDS: &[&str] = &[
    "start",
    "choose_role",
    "search",
    "award",
    "transfers",
    "learners",
    "learner",
    "open_learner",
    "new_learner",
    "remove_learner",
    "hold",
    "drop_held",
    "answer_gate",
    "set_preferences",
    "exclude",
    "undo",
    "redo",
    "agreed_plan",
    "adopt_route",
    "mark_step",
    "give_up_plan",
    "plan_repairs",
    "adopt_repair",
    "plan_versions",
    "compare_versions",
    "restore_version",
    "plan_routes",
    "cancel",
    "catalogue_packs",
    "import_pack",
    "import_learner",
    "export_learner",
    "open_source",
    "save_picture",
    "write_mail",
];

fn main() {
    let attributes = tauri_build::Attributes::new().app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        eprintln!("{error:#}");
        std::process::exit(1);
    }
}
