//! Exact numbers. Credits, hours and money are rationals from the file to the screen; no float takes part in a computation.

use num_rational::Ratio;
use num_traits::{One, Zero};

/// An exact number.
pub type Rational = Ratio<i128>;

/// The most digits before the decimal point that a number in a file may have.
const MOST_INTEGER_DIGITS: usize = 12;
/// The most decimals that a number in a file may have (after its exponent is applied).
const MOST_DECIMALS: usize = 9;

/// Reads a JSON number literal exactly. `None` when it is no number or larger or finer than any real fact
/// (over twelve digits before the point or nine after it), so that no later sum can overflow.
#[must_use]
pub fn parse(literal: &str) -> Option<Rational> {
    let (negative, rest) = match literal.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, literal),
    };
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], rest[at + 1..].parse::<i32>().ok()?),
        None => (rest, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut digits: String = [whole, fraction].concat();
    let mut point = i64::try_from(whole.len()).ok()? + i64::from(exponent);
    let leading = digits.len() - digits.trim_start_matches('0').len();
    digits.drain(..leading);
    point -= i64::try_from(leading).ok()?;
    digits.truncate(digits.trim_end_matches('0').len());
    if digits.is_empty() {
        return Some(Rational::zero());
    }
    let length = i64::try_from(digits.len()).ok()?;
    let decimals = (length - point).max(0);
    if point > MOST_INTEGER_DIGITS as i64 || decimals > MOST_DECIMALS as i64 {
        return None;
    }
    let mut numerator: i128 = digits.parse().ok()?;
    if point > length {
        numerator *= 10_i128.pow(u32::try_from(point - length).ok()?);
    }
    let value = Rational::new(numerator, 10_i128.pow(u32::try_from(decimals).ok()?));
    Some(if negative { -value } else { value })
}

/// The number as a JSON number: exact where it has a finite decimal expansion of up to nine decimals, else rounded to nine.
#[must_use]
pub fn to_number(value: Rational) -> serde_json::Number {
    if value.is_integer()
        && let Ok(whole) = i64::try_from(value.to_integer())
    {
        return whole.into();
    }
    decimal(value, MOST_DECIMALS).parse::<f64>().ok().and_then(serde_json::Number::from_f64).unwrap_or_else(|| 0.into())
}

/// The number in decimal notation with at most `decimals` decimals, half rounded away from zero, trailing zeros removed.
#[must_use]
pub fn decimal(value: Rational, decimals: usize) -> String {
    let scale = 10_i128.pow(u32::try_from(decimals).unwrap_or(0));
    let scaled = (value * Rational::from_integer(scale)).round().to_integer();
    let (sign, magnitude) = if scaled < 0 { ("-", -scaled) } else { ("", scaled) };
    let whole = magnitude / scale;
    let fraction = format!("{:0decimals$}", magnitude % scale);
    match fraction.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        _ if decimals == 0 => format!("{sign}{whole}"),
        digits => format!("{sign}{whole}.{digits}"),
    }
}

/// The smallest whole number not below `value`.
#[must_use]
pub fn ceil(value: Rational) -> i128 {
    value.ceil().to_integer()
}

/// A whole number as a rational.
#[must_use]
pub fn whole(value: impl Into<i128>) -> Rational {
    Rational::from_integer(value.into())
}

/// One.
#[must_use]
pub fn one() -> Rational {
    Rational::one()
}

/// A month as the contract counts it everywhere: 365.25 / 12 days.
#[must_use]
pub fn days_per_month() -> Rational {
    Rational::new(36525, 1200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_read_exactly() {
        assert_eq!(parse("0.1"), Some(Rational::new(1, 10)));
        assert_eq!(parse("1350"), Some(whole(1350)));
        assert_eq!(parse("-2.50"), Some(Rational::new(-5, 2)));
        assert_eq!(parse("1.5e3"), Some(whole(1500)));
        assert_eq!(parse("15e-1"), Some(Rational::new(3, 2)));
        assert_eq!(parse("0e99999"), Some(Rational::zero()));
    }

    #[test]
    fn absurd_literals_are_refused() {
        for text in ["1e13", "1e400", "1e-10", "9999999999999", "", "-", ".5", "1e99999999999", "NaN"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn decimals_round_half_away_from_zero() {
        assert_eq!(decimal(Rational::new(1, 3), 2), "0.33");
        assert_eq!(decimal(Rational::new(5, 1000), 2), "0.01");
        assert_eq!(decimal(Rational::new(-5, 2), 0), "-3");
        assert_eq!(decimal(whole(12), 2), "12");
    }
}
