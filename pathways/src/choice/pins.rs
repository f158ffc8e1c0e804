//! What each pin costs.

use super::{Again, Delta, Outcome, Totals};
use crate::answer::AnswerError;
use crate::model::{Pin, Route};

/// A pin and its price.
#[derive(Clone, Debug, PartialEq)]
pub struct PinPrice {
    /// The pin.
    pub pin: Pin,
    /// The best without it, by the route's own measure.
    pub released: Outcome,
    /// What the route asks beyond that: the price of the pin; `None`: it is not known.
    pub price: Option<Delta>,
}

/// The price of each pin of the record on a route that keeps them all.
///
/// # Errors
/// When the audit refuses a route.
pub fn pin_prices(again: &Again<'_>, route: &Route) -> Result<Vec<PinPrice>, AnswerError> {
    let pins = &again.request.record.pins;
    let totals = Totals::from(route);
    let mut prices = Vec::new();
    for (at, pin) in pins.iter().enumerate() {
        let mut record = again.request.record.clone();
        record.pins.remove(at);
        let released = again.with_record(&record, route.by)?;
        let price = released.route().map(|before| Delta::between(&Totals::from(before), &totals));
        prices.push(PinPrice { pin: pin.clone(), released, price });
        again.done(at + 1, pins.len());
    }
    Ok(prices)
}
