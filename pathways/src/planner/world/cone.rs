//! Gathering the cone: every award that the target could rest on gets its number, and its ways.

use std::collections::HashMap;

use super::{AwardEntry, AwardNumber, WayEntry, World};
use crate::model::{AwardId, AwardKind, HeldAward, Recognition, Requirement};
use crate::planner::{PlanError, rulings};

impl<'a> World<'a> {
    pub(super) fn number(&mut self, id: &'a AwardId, held: &HashMap<&AwardId, &'a HeldAward>) -> AwardNumber {
        if let Some(&number) = self.numbers.get(id) {
            return number;
        }
        let number = self.awards.len();
        self.numbers.insert(id, number);
        let award = self.request.catalogue.awards.get(id);
        self.awards.push(AwardEntry { id, award, held: held.get(id).copied(), ways: Vec::new() });
        number
    }

    /// Adds the ways of an award, and what they rest on.
    pub(super) fn gather(&mut self, number: AwardNumber, held: &HashMap<&AwardId, &'a HeldAward>) -> Result<(), PlanError> {
        let entry = &self.awards[number];
        let (Some(award), None) = (entry.award, entry.held) else { return Ok(()) };
        if rulings::is_granted(&self.rulings, &award.id) {
            return Ok(());
        }
        if award.earnable && award.kind != AwardKind::TransferCredit {
            let way = self.by_study(number, award)?;
            self.add(way, held);
        }
        let recognitions: Vec<&Recognition> = self.request.catalogue.granting(&award.id).collect();
        for recognition in recognitions {
            let way = self.by_recognition(number, award, recognition);
            self.add(way, held);
        }
        Ok(())
    }

    fn add(&mut self, mut way: WayEntry<'a>, held: &HashMap<&AwardId, &'a HeldAward>) {
        let scope = way.recognition.map_or(self.awards[way.award].id.as_str(), |r| r.id.as_str());
        way.rulings = (0..self.rulings.len()).filter(|&n| self.rulings[n].bears_on(scope)).collect();
        let requirements = || [way.requires, way.from].into_iter().flatten();
        for id in requirements().flat_map(Requirement::awards) {
            self.number(id, held);
        }
        for &ruling in &way.rulings {
            let exception = self.rulings[ruling].exception;
            self.number(&exception.award, held);
            if let Some(award) = self.rulings[ruling].adds() {
                self.number(award, held);
            }
        }
        let mut rests_on: Vec<AwardNumber> = requirements().flat_map(|e| rulings::reliable_by(self, &way, e)).collect();
        rests_on.sort_unstable();
        rests_on.dedup();
        way.rests_on = rests_on;
        self.awards[way.award].ways.push(self.ways.len());
        self.ways.push(way);
    }
}
