//! Status lists, supplied as files: whether a credential was taken back.

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::read::GzDecoder;
use serde_json::Value;

use super::document::{id_of, many, member, text, texts};
use super::verdict::{Evidence, IssuerCheck, ProofCheck, StatusCheck, Verdict};

/// The largest list after inflating, in bytes: 128 million credentials.
const LARGEST_LIST: u64 = 16 * 1024 * 1024;

/// The least number of entries of a list, so that looking one up does not tell who was looked up.
const LEAST_BITS: usize = 131_072;

/// What lists had before the minimum was raised.
const OLD_LEAST_BITS: usize = 100_000;

/// A status list, read.
#[derive(Clone, Debug)]
pub(super) struct StatusList {
    id: Option<String>,
    issuer: Option<String>,
    purposes: Vec<String>,
    content: Content,
    /// Why nothing can be read from it.
    trouble: Option<String>,
    /// What must be said when it is relied upon.
    caveat: Option<String>,
}

#[derive(Clone, Debug)]
enum Content {
    Bits(Vec<u8>),
    /// The identifiers of what was revoked.
    Revoked(Vec<String>),
}

impl StatusList {
    /// A list that is a credential, with the verdict on it.
    pub(super) fn of_credential(list: &Value, verdict: &Verdict) -> Option<Self> {
        let kinds = ["BitstringStatusListCredential", "StatusList2021Credential", "RevocationList2020Credential"];
        if !texts(list, "type").iter().any(|kind| kinds.contains(kind)) {
            return None;
        }
        let subject = member(list, "credentialSubject")?;
        let purposes = texts(subject, "statusPurpose").into_iter().map(str::to_owned).collect::<Vec<_>>();
        let purposes = if purposes.is_empty() { vec!["revocation".to_owned()] } else { purposes };
        let mut trouble = (verdict.evidence() == Evidence::Rejected || verdict.proof != ProofCheck::Good)
            .then(|| format!("the status list does not verify: {}", verdict.reasons.first().map_or("it is not signed", String::as_str)));
        let bits = match text(subject, "encodedList").ok_or_else(|| "it has no `encodedList`".to_owned()).and_then(inflated) {
            Ok(bits) => bits,
            Err(why) => {
                trouble.get_or_insert(format!("the status list cannot be read: {why}"));
                Vec::new()
            }
        };
        let mut caveat = None;
        if bits.len() * 8 < OLD_LEAST_BITS {
            trouble.get_or_insert(format!("the status list has only {} entries; at least {LEAST_BITS} are required", bits.len() * 8));
        } else if bits.len() * 8 < LEAST_BITS {
            caveat = Some("the status list has fewer entries than the standard asks today".to_owned());
        }
        if verdict.issuer != IssuerCheck::Bound {
            caveat = Some("the status list is signed by a key of which nothing at hand says whose it is".to_owned());
        }
        let issuer = member(list, "issuer").and_then(id_of).map(str::to_owned);
        Some(Self { id: text(list, "id").map(str::to_owned), issuer, purposes, content: Content::Bits(bits), trouble, caveat })
    }

    /// A plain list of what was revoked: of Open Badges 2.0, or of 1EdTech for Open Badges 3.0. It is not signed; whoever
    /// supplies it answers for it.
    pub(super) fn of_revocations(list: &Value) -> Option<Self> {
        let entries = [many(list, "revokedAssertions"), many(list, "revokedCredential"), many(list, "revokedCredentials")].concat();
        if entries.is_empty() && !texts(list, "type").iter().any(|kind| kind.contains("RevocationList")) {
            return None;
        }
        Some(Self {
            id: text(list, "id").map(str::to_owned),
            issuer: member(list, "issuer").and_then(id_of).map(str::to_owned),
            purposes: vec!["revocation".to_owned()],
            content: Content::Revoked(entries.into_iter().filter_map(id_of).map(str::to_owned).collect()),
            trouble: None,
            caveat: Some("the revocation list is not signed; it was taken as supplied".to_owned()),
        })
    }

    /// Whether a plain list holds the identifier.
    pub(super) fn revokes(&self, id: &str) -> bool {
        matches!(&self.content, Content::Revoked(ids) if ids.iter().any(|revoked| revoked == id))
    }

    pub(super) fn has_id(&self, id: &str) -> bool {
        self.id.as_deref() == Some(id)
    }
}

fn inflated(encoded: &str) -> Result<Vec<u8>, String> {
    // Lists from before the multibase head was asked for begin with the head of GZIP, which in base64 is H4sI.
    let digits = encoded.strip_prefix('u').unwrap_or(encoded).trim_end_matches('=');
    let packed = URL_SAFE_NO_PAD.decode(digits).map_err(|_| "it is not written in base64url".to_owned())?;
    let mut bits = Vec::new();
    let mut reader = GzDecoder::new(packed.as_slice()).take(LARGEST_LIST + 1);
    reader.read_to_end(&mut bits).map_err(|_| "it is not packed with GZIP".to_owned())?;
    if bits.len() as u64 > LARGEST_LIST {
        return Err(format!("unpacked it has more than {} MB", LARGEST_LIST >> 20));
    }
    Ok(bits)
}

/// Checks the status of a credential against the lists at hand.
pub(super) fn check(credential: &Value, lists: &[StatusList], verdict: &mut Verdict) {
    let issuer = member(credential, "issuer").and_then(id_of);
    for entry in many(credential, "credentialStatus") {
        let found = match entry_status(credential, entry, issuer, lists, verdict) {
            Ok(found) => found,
            Err(why) => {
                verdict.say(format!("whether it was revoked is not known: {why}"));
                StatusCheck::Unknown
            }
        };
        // The worst of several entries decides: revoked before suspended before unknown before good.
        let rank = |status: StatusCheck| match status {
            StatusCheck::Revoked => 4,
            StatusCheck::Suspended => 3,
            StatusCheck::Unknown => 2,
            StatusCheck::Good => 1,
            StatusCheck::None => 0,
        };
        if rank(found) > rank(verdict.status) {
            verdict.status = found;
        }
    }
    match verdict.status {
        StatusCheck::Revoked => verdict.say("the issuer's list says that it was revoked"),
        StatusCheck::Suspended => verdict.say("the issuer's list says that it is suspended"),
        _ => {}
    }
}

fn entry_status(
    credential: &Value,
    entry: &Value,
    issuer: Option<&str>,
    lists: &[StatusList],
    verdict: &mut Verdict,
) -> Result<StatusCheck, String> {
    let kinds = texts(entry, "type");
    if kinds.iter().any(|kind| kind.ends_with("1EdTechRevocationList")) {
        let id = text(entry, "id").ok_or("the entry names no list")?;
        let list = lists.iter().find(|list| list.has_id(id)).ok_or_else(|| format!("the list {id} is not at hand"))?;
        verdict.reasons.extend(list.caveat.clone());
        let revoked = text(credential, "id").is_some_and(|own| list.revokes(own));
        return Ok(if revoked { StatusCheck::Revoked } else { StatusCheck::Good });
    }
    let known = ["BitstringStatusListEntry", "StatusList2021Entry", "RevocationList2020Status"];
    if !kinds.iter().any(|kind| known.contains(kind)) {
        return Err(format!("a status of type {} is not known here", kinds.first().unwrap_or(&"?")));
    }
    let purpose = text(entry, "statusPurpose").unwrap_or("revocation");
    let address = ["statusListCredential", "revocationListCredential"].iter().find_map(|field| text(entry, field));
    let address = address.ok_or("the entry names no list")?;
    let index = ["statusListIndex", "revocationListIndex"].iter().find_map(|field| member(entry, field));
    let index = index.and_then(whole).ok_or("the entry has no index")?;
    let list = chosen(lists, address, purpose, issuer, verdict)?;
    if let Some(trouble) = &list.trouble {
        return Err(trouble.clone());
    }
    if !list.purposes.iter().any(|stated| stated == purpose) {
        return Err(format!("the list is one for {}, not for {purpose}", list.purposes.join(", ")));
    }
    let Content::Bits(bits) = &list.content else { return Err("the list is of another kind than the entry".to_owned()) };
    let size = member(entry, "statusSize")
        .map_or(Some(1), whole)
        .filter(|size| (1..=64).contains(size))
        .ok_or("the size of the status is absurd")?;
    let value = value_at(bits, index, size).ok_or_else(|| format!("the index {index} lies outside the list"))?;
    if list.issuer.as_deref() != issuer {
        verdict.say(format!("its status is stated by another party ({})", list.issuer.as_deref().unwrap_or("unnamed")));
    }
    if let Some(caveat) = &list.caveat {
        verdict.say(caveat.clone());
    }
    Ok(match (purpose, value) {
        (_, 0) => StatusCheck::Good,
        ("revocation", _) => StatusCheck::Revoked,
        ("suspension", _) => StatusCheck::Suspended,
        (other, value) => {
            verdict.say(format!("the list has the message {value} for it ({other})"));
            StatusCheck::Good
        }
    })
}

/// The list that the entry names. A list may state another address than the one it is fetched from: then the only supplied
/// one whose address ends alike, else the only one of the same issuer for the purpose.
fn chosen<'l>(
    lists: &'l [StatusList],
    address: &str,
    purpose: &str,
    issuer: Option<&str>,
    verdict: &mut Verdict,
) -> Result<&'l StatusList, String> {
    if let Some(list) = lists.iter().find(|list| list.has_id(address)) {
        return Ok(list);
    }
    let ends_alike =
        |list: &&StatusList| list.id.as_deref().is_some_and(|id| last_part(id) == last_part(address) && !last_part(id).is_empty());
    let same_issuer = |list: &&StatusList| {
        let serves = list.purposes.iter().any(|stated| stated == purpose) && matches!(list.content, Content::Bits(_));
        list.issuer.as_deref() == issuer && issuer.is_some() && serves
    };
    let list = only(lists.iter().filter(ends_alike)).or_else(|| only(lists.iter().filter(same_issuer)));
    let list = list.ok_or_else(|| format!("the list {address} is not at hand"))?;
    verdict.say(format!("the list that was supplied states another address than {address}"));
    Ok(list)
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

fn last_part(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or_default()
}

fn whole(value: &Value) -> Option<usize> {
    let number = value.as_u64().or_else(|| value.as_str()?.parse().ok())?;
    usize::try_from(number).ok()
}

/// The number in `size` bits at the entry `index`; the first bit is the leftmost of the first byte.
fn value_at(bits: &[u8], index: usize, size: usize) -> Option<u64> {
    let start = index.checked_mul(size)?;
    (start..start.checked_add(size)?).try_fold(0, |value, at| {
        let byte = bits.get(at / 8)?;
        Some(value << 1 | u64::from(byte >> (7 - at % 8) & 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_counted_from_the_left() {
        let bits = [0b0100_0001, 0b1000_0000];
        let at = |index| value_at(&bits, index, 1);
        assert_eq!((at(0), at(1), at(7), at(8), at(15), at(16)), (Some(0), Some(1), Some(1), Some(1), Some(0), None));
        assert_eq!((value_at(&bits, 0, 2), value_at(&bits, 3, 2), value_at(&bits, usize::MAX, 2)), (Some(1), Some(1), None));
    }

    #[test]
    fn a_list_that_swells_is_refused() {
        use std::io::Write;
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        for _ in 0..20 {
            packer.write_all(&vec![0; 1024 * 1024]).expect("it is written to memory");
        }
        let packed = packer.finish().expect("it is written to memory");
        let encoded = format!("u{}", URL_SAFE_NO_PAD.encode(packed));
        assert!(inflated(&encoded).expect_err("it is refused").contains("more than"));
        assert!(inflated("uH4sIAAA").is_err() && inflated("u%%%").is_err());
    }
}
