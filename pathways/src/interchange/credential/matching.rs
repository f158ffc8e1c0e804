//! Which awards of the catalogue a credential may stand for: candidates with scores and reasons.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::claim::Claim;
use crate::interchange::ctdl::{ctid, ctid_in};
use crate::model::{Award, AwardId, Catalogue};

/// From this score on a match may be proposed as certain.
const CERTAIN: u8 = 90;

/// Below this score two awards have nothing to do with one another.
const LEAST: u8 = 60;

/// From this likeness on two issuers are taken for the same: universities share half of their names.
const SAME_ISSUER: u8 = 80;

/// How far a certain match must lie ahead of the next.
const LEAD: u8 = 5;

/// The most candidates that are shown side by side.
const MOST_CANDIDATES: usize = 5;

/// An award that a credential may stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The award.
    pub award: AwardId,
    /// How alike they are, 0 to 100.
    pub score: u8,
    /// Why.
    pub reasons: Vec<MatchReason>,
}

/// What speaks for a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MatchReason {
    /// It was decided before.
    Remembered,
    /// The credential names the award's identifier or page.
    Identifier(String),
    /// The credential says that it is aligned with the award.
    Alignment(String),
    /// The credential has the award's course code.
    Code(String),
    /// The titles are alike, in hundredths.
    Title(u8),
    /// The issuers are alike, in hundredths.
    Issuer(u8),
    /// Another issuer awards it.
    OtherIssuer,
}

/// The candidates for a claim, best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// At most five.
    pub candidates: Vec<Candidate>,
    /// Whether the first can be accepted without a second look.
    pub certain: bool,
}

/// What was decided for a claim before: an award, or that no award of the catalogue is meant.
pub type Decision = Option<AwardId>;

impl Claim {
    /// What stays the same from one learner's credential to the next: decisions are remembered by it.
    #[must_use]
    pub fn key(&self) -> String {
        let issuer = self.issuer.clone().or_else(|| self.issuer_name.as_deref().map(plain)).unwrap_or_default();
        let what = self.identifiers.first().cloned().or_else(|| self.title.as_deref().map(plain)).unwrap_or_default();
        format!("{issuer} {what}")
    }
}

/// Looks for the awards that a claim may stand for. `decided` is what was decided for the same claim before.
#[must_use]
pub fn matches(catalogue: &Catalogue, claim: &Claim, decided: Option<&Decision>) -> Matches {
    match decided {
        Some(Some(award)) if catalogue.awards.contains_key(award) => {
            let candidate = Candidate { award: award.clone(), score: 100, reasons: vec![MatchReason::Remembered] };
            return Matches { candidates: vec![candidate], certain: true };
        }
        Some(None) => return Matches::default(),
        _ => {}
    }
    let compared = Compared::of(claim);
    let mut candidates: Vec<Candidate> = catalogue.awards.values().filter_map(|award| compared.with(catalogue, award)).collect();
    candidates.sort_by(|one, other| other.score.cmp(&one.score).then_with(|| one.award.cmp(&other.award)));
    candidates.truncate(MOST_CANDIDATES);
    let next = candidates.get(1).map_or(0, |candidate| candidate.score);
    let certain = candidates.first().is_some_and(|best| best.score >= CERTAIN && best.score >= next.saturating_add(LEAD));
    Matches { candidates, certain }
}

/// A claim, prepared once for comparing it with every award.
struct Compared<'c> {
    claim: &'c Claim,
    identifiers: Vec<String>,
    alignments: Vec<String>,
    title: String,
    issuer_name: String,
    hosts: Vec<String>,
}

impl<'c> Compared<'c> {
    fn of(claim: &'c Claim) -> Self {
        let hosts = [claim.issuer_url.as_deref(), claim.issuer.as_deref()].into_iter().flatten().filter_map(host).collect();
        Self {
            claim,
            identifiers: claim.identifiers.iter().map(|id| address(id)).collect(),
            alignments: claim.alignments.iter().map(|id| address(id)).collect(),
            title: claim.title.as_deref().map(plain).unwrap_or_default(),
            issuer_name: claim.issuer_name.as_deref().map(plain).unwrap_or_default(),
            hosts,
        }
    }

    fn with(&self, catalogue: &Catalogue, award: &Award) -> Option<Candidate> {
        let mut own: Vec<String> = [Some(award.id.as_str()), award.url.as_deref()].into_iter().flatten().map(address).collect();
        own.extend(ctid(&award.extensions));
        own.extend(ctid_in(award.id.as_str()).map(str::to_owned));
        // The same resource stands under several addresses; its CTID is the same everywhere.
        let names_it = |id: &String| own.contains(id) || ctid_in(id).is_some_and(|ctid| own.iter().any(|one| one == ctid));
        let of = |score, reasons| Some(Candidate { award: award.id.clone(), score, reasons });
        if let Some(place) = self.identifiers.iter().position(names_it) {
            return of(100, vec![MatchReason::Identifier(self.claim.identifiers[place].clone())]);
        }
        if let Some(place) = self.alignments.iter().position(names_it) {
            return of(95, vec![MatchReason::Alignment(self.claim.alignments[place].clone())]);
        }
        let title = self.title_score(award);
        let issuer = self.issuer_score(catalogue, award);
        let code = self.claim.identifiers.iter().find(|id| names_code(award, id));
        if let Some(code) = code
            && issuer.is_some_and(|score| score >= 85)
        {
            return of(93, vec![MatchReason::Code(code.clone()), MatchReason::Issuer(issuer.unwrap_or_default())]);
        }
        if title < LEAST {
            return None;
        }
        let (score, reason) = match issuer {
            // A name alone never makes a match certain: many institutions teach "Statistics".
            None => (parts(title, 4, 5), None),
            Some(issuer) if issuer >= SAME_ISSUER => {
                let sum = u16::from(title) * 7 + u16::from(issuer) * 3;
                (u8::try_from(sum / 10).unwrap_or(100).min(94), Some(MatchReason::Issuer(issuer)))
            }
            Some(_) => (parts(title, 2, 3), Some(MatchReason::OtherIssuer)),
        };
        if score < LEAST {
            return None;
        }
        of(score, std::iter::once(MatchReason::Title(title)).chain(reason).collect())
    }

    fn title_score(&self, award: &Award) -> u8 {
        let other = plain(&award.title);
        if self.title.is_empty() {
            return 0;
        }
        // Catalogues put the course code before the title, badges often do not.
        let bare = without_code(&other);
        let bare_own = without_code(&self.title);
        [alike(&self.title, &other), alike(&self.title, bare), alike(bare_own, &other), alike(bare_own, bare)]
            .into_iter()
            .max()
            .unwrap_or(0)
    }

    /// How alike the issuers are; `None` when the credential does not say who issued it.
    fn issuer_score(&self, catalogue: &Catalogue, award: &Award) -> Option<u8> {
        let organizations =
            [Some(&award.issuer), award.platform.as_ref()].into_iter().flatten().filter_map(|id| catalogue.organizations.get(id));
        let scores = organizations.map(|organization| {
            let same_host = organization.url.as_deref().and_then(host).is_some_and(|own| self.hosts.contains(&own));
            if same_host { 100 } else { alike(&self.issuer_name, &plain(&organization.name)) }
        });
        let best = scores.max();
        if self.issuer_name.is_empty() && self.hosts.is_empty() { None } else { Some(best.unwrap_or(0)) }
    }
}

/// A share of a score.
fn parts(score: u8, share: u16, of: u16) -> u8 {
    u8::try_from(u16::from(score) * share / of).unwrap_or(100)
}

/// Small letters without accents, one blank between words.
fn plain(text: &str) -> String {
    let letters: String = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    letters.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A title without the words before its first word that has no digit, when those hold a code: "ctl sc0x supply chain".
fn without_code(title: &str) -> &str {
    let coded = |word: &str| word.chars().any(|c| c.is_ascii_digit());
    let Some(last) = title.split(' ').take(3).position(coded) else { return title };
    let mut words = title.splitn(last + 2, ' ');
    words.nth(last + 1).unwrap_or(title)
}

/// How alike two texts are, in hundredths: letter by letter, and word by word in any order.
fn alike(one: &str, other: &str) -> u8 {
    if one.is_empty() || other.is_empty() {
        return 0;
    }
    if one == other {
        return 100;
    }
    let sorted = |text: &str| {
        let mut words: Vec<&str> = text.split(' ').collect();
        words.sort_unstable();
        words.join(" ")
    };
    let straight = strsim::normalized_damerau_levenshtein(one, other);
    let by_words = strsim::normalized_damerau_levenshtein(&sorted(one), &sorted(other));
    // 99 at most: what is not equal must not look so.
    (straight.max(by_words) * 99.0) as u8
}

/// Whether a code, such as STAT-510, is a word of the award's title or the end of its id.
fn names_code(award: &Award, code: &str) -> bool {
    let code = plain(code).replace(' ', "");
    let has_both = code.chars().any(|c| c.is_ascii_digit()) && code.chars().any(char::is_alphabetic) && code.len() >= 4;
    let of_id = award.id.as_str().rsplit([':', '/']).next().map(|end| plain(end).replace(' ', ""));
    let title = plain(&award.title);
    let words: Vec<&str> = title.split(' ').take(3).collect();
    let of_title = (1..=words.len()).any(|length| words[..length].concat() == code);
    has_both && (of_title || of_id.as_deref() == Some(code.as_str()))
}

/// An address without what does not matter: scheme, `www.`, a slash at the end, parameters.
fn address(text: &str) -> String {
    let text = text.trim().to_ascii_lowercase();
    let text = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(&text);
    let text = text.strip_prefix("www.").unwrap_or(text);
    text.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_owned()
}

fn host(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).or_else(|| url.strip_prefix("did:web:"))?;
    let host = rest.split(['/', ':', '?', '#']).next()?.to_ascii_lowercase();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned()).filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::SourceFile;
    use crate::interchange::contract::read_packs;

    fn catalogue() -> Catalogue {
        let pack = r#"{"format":"cairn.catalogue/1","id":"p","version":"1",
            "organizations":[{"id":"org:river","name":"Riverbank College","url":"https://www.riverbank.example/","sources":[{"url":"https://riverbank.example"}],"confidence":"stated"},
                             {"id":"org:hill","name":"Hilltop University","sources":[{"url":"https://hill.example"}],"confidence":"stated"}],
            "awards":[
             {"id":"river:stat-510","title":"STAT.510 Applied Statistics","kind":"course","issuer":"org:river","url":"https://riverbank.example/stat","sources":[{"url":"https://riverbank.example"}],"confidence":"stated"},
             {"id":"river:stat-520","title":"STAT.520 Advanced Statistics","kind":"course","issuer":"org:river","sources":[{"url":"https://riverbank.example"}],"confidence":"stated"},
             {"id":"hill:stat","title":"Applied Statistics","kind":"course","issuer":"org:hill","x-ctid":"ce-22f0bd3f-538b-494c-a624-1cdcc33d55e5","sources":[{"url":"https://hill.example"}],"confidence":"stated"}]}"#;
        read_packs(&[SourceFile::new("p.json", pack)]).expect("the test's pack is good").0
    }

    fn claim(title: &str, issuer: &str) -> Claim {
        Claim { title: Some(title.to_owned()), issuer_name: Some(issuer.to_owned()), ..Claim::default() }
    }

    fn best(claim: &Claim) -> (String, u8, bool) {
        let found = matches(&catalogue(), claim, None);
        let first = found.candidates.first().expect("there is a candidate");
        (first.award.as_str().to_owned(), first.score, found.certain)
    }

    #[test]
    fn identifiers_and_addresses_decide() {
        let by_address = Claim { identifiers: vec!["http://www.Riverbank.example/stat/".to_owned()], ..claim("Anything", "Anyone") };
        assert_eq!(best(&by_address), ("river:stat-510".to_owned(), 100, true));
        let aligned = Claim { alignments: vec!["https://riverbank.example/stat?x=1".to_owned()], ..claim("Anything", "Anyone") };
        assert_eq!(best(&aligned), ("river:stat-510".to_owned(), 95, true));
        let at_sandbox = "https://sandbox.credentialengineregistry.org/resources/ce-22f0bd3f-538b-494c-a624-1cdcc33d55e5";
        let registered = Claim { alignments: vec![at_sandbox.to_owned()], ..claim("Anything", "Anyone") };
        assert_eq!(best(&registered), ("hill:stat".to_owned(), 95, true));
        let coded = Claim { identifiers: vec!["STAT-510".to_owned()], ..claim("Statistik", "Riverbank College") };
        assert_eq!(best(&coded), ("river:stat-510".to_owned(), 93, true));
    }

    #[test]
    fn title_and_issuer_together_are_certain_and_a_title_alone_is_not() {
        assert_eq!(best(&claim("Applied Statistics", "Riverbank College")), ("river:stat-510".to_owned(), 94, true));
        assert_eq!(best(&claim("Applied  Stätistics", "Hilltop University")), ("hill:stat".to_owned(), 94, true));
        let nobody = Claim { title: Some("Applied Statistics".to_owned()), ..Claim::default() };
        let found = matches(&catalogue(), &nobody, None);
        assert!(!found.certain && found.candidates.len() >= 2, "{found:?}");
        let elsewhere = matches(&catalogue(), &claim("Applied Statistics", "University of Nowhere"), None);
        assert!(
            !elsewhere.certain && elsewhere.candidates.iter().all(|one| one.reasons.contains(&MatchReason::OtherIssuer)),
            "{elsewhere:?}"
        );
        assert_eq!(matches(&catalogue(), &claim("Pottery", "Riverbank College"), None), Matches::default());
    }

    #[test]
    fn decisions_are_kept() {
        let claim = claim("Pottery", "Riverbank College");
        let decided = Some(AwardId::from("hill:stat"));
        let found = matches(&catalogue(), &claim, Some(&decided));
        assert!(found.certain && found.candidates[0].reasons == [MatchReason::Remembered]);
        assert_eq!(matches(&catalogue(), &claim, Some(&None)), Matches::default());
    }
}
