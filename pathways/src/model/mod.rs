//! The words of the field as types: awards, requirements, recognitions, credit, money, learner records, plans.
//!
//! Everything here is a value: no files, no clock, no network. The data contract decides what each thing means.

pub mod award;
pub mod catalogue;
pub mod credit;
pub mod exact;
pub mod id;
pub mod learner;
pub mod money;
pub mod plan;
pub mod provenance;
pub mod recognition;
pub mod requirement;
mod terms;

pub use award::{Award, AwardKind, AwardStatus, Cost, Delivery, DeliveryMode, Effort, Level, Pacing, Skill};
pub use catalogue::{Catalogue, Organization, OrganizationKind, Pack, PackHeader};
pub use credit::{Conversion, Credit, CreditUnit};
pub use exact::Rational;
pub use id::{AwardId, GateId, OrganizationId, PackId, RecognitionId};
pub use learner::{Break, Exception, ExceptionKind, GateState, HeldAward, LearnerRecord, Pin, PinKind, Preferences};
pub use money::{Currency, Money};
pub use plan::{Assumption, Blocker, Cause, Objective, Plan, PlanStatus, Route, Step, Way};
pub use provenance::{AsOf, Confidence, Source};
pub use recognition::{Recognition, Validity};
pub use requirement::{Cap, CreditPool, Gate, GateKind, PoolEntry, Requirement};

/// Keys of a record that begin with `x-`, in the order of the file: kept, never interpreted.
pub type Extensions = Vec<(String, serde_json::Value)>;
