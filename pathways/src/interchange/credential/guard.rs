//! What is looked at before an XML document is parsed: a parser compares every attribute of an element with every other, and
//! unfolds an entity wherever it is named, so that a small file can cost hours and gigabytes.

/// The most attributes of one element; drawings have a few dozen.
const MOST_ATTRIBUTES: usize = 1_000;

/// The longest document type, in bytes; those that drawing programs write have two thousand.
const LONGEST_DOCTYPE: usize = 16 * 1024;

/// How often entities may be named.
const MOST_REFERENCES: usize = 1_000;

/// Whether a document can be parsed at a cost that its size bounds.
///
/// # Errors
/// In words, when it cannot.
pub(super) fn guard(text: &str) -> Result<(), String> {
    let mut rest = text;
    let mut declares = false;
    let mut references = 0;
    while let Some(at) = rest.find('<') {
        references += if declares { named(&rest[..at]) } else { 0 };
        rest = &rest[at..];
        let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")].into_iter().find(|(begin, _)| rest.starts_with(begin));
        let end = if let Some((begin, end)) = skipped {
            rest[begin.len()..].find(end).map_or(rest.len(), |at| begin.len() + at + end.len())
        } else if rest.starts_with("<!DOCTYPE") {
            let end = doctype(rest);
            let whole = &rest[..end];
            if end > LONGEST_DOCTYPE {
                return Err("the document type is longer than any that a drawing has".to_owned());
            }
            declares |= whole.contains("<!ENTITY");
            if declares && named(whole) > 0 {
                return Err("the document has entities that hold others, which could grow without end".to_owned());
            }
            end
        } else {
            let (end, attributes) = tag(rest);
            if attributes > MOST_ATTRIBUTES {
                return Err(format!("an element has more than {MOST_ATTRIBUTES} attributes"));
            }
            references += if declares { named(&rest[..end]) } else { 0 };
            end
        };
        if references > MOST_REFERENCES {
            return Err(format!("entities are named more than {MOST_REFERENCES} times"));
        }
        rest = &rest[end.max(1)..];
    }
    references += if declares { named(rest) } else { 0 };
    if references > MOST_REFERENCES { Err(format!("entities are named more than {MOST_REFERENCES} times")) } else { Ok(()) }
}

/// How often entities are named, those that XML knows by itself left out.
fn named(text: &str) -> usize {
    let own = ["#", "amp;", "lt;", "gt;", "quot;", "apos;"];
    text.split('&').skip(1).filter(|after| !own.iter().any(|name| after.starts_with(name))).count()
}

/// Where a tag ends, and how many attributes it has.
fn tag(text: &str) -> (usize, usize) {
    let (mut quote, mut attributes) = (None, 0);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'=') => attributes += 1,
            (None, b'>') => return (at + 1, attributes),
            _ => {}
        }
    }
    (text.len(), attributes)
}

/// Where a document type ends, its own declarations included.
fn doctype(text: &str) -> usize {
    let (mut quote, mut inside) = (None, false);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[') => inside = true,
            (None, b']') => inside = false,
            (None, b'>') if !inside => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_drawing_programs_write_passes() {
        let doctype =
            r#"<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x/svg11.dtd" [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]>"#;
        let drawing =
            format!(r#"<?xml version="1.0"?>{doctype}<!-- a < b = c --><svg xmlns="&ns_svg;" a='1>2'><![CDATA[<x y="]]>&amp;&#65;</svg>"#);
        assert_eq!(guard(&drawing), Ok(()));
        assert_eq!(guard("no tag at all"), Ok(()));
        assert_eq!(guard("<a <b"), Ok(()), "what is no XML is for the parser to say");
    }

    #[test]
    fn what_costs_more_than_its_size_is_refused() {
        let attributes: String = (0..1_001).map(|n| format!(" x{n}=''")).collect();
        assert!(guard(&format!("<a{attributes}/>")).expect_err("refused").contains("attributes"));
        let quoted: String = (0..1_001).map(|_| "=").collect();
        assert_eq!(guard(&format!("<a x=\"{quoted}\"/>")), Ok(()), "signs within a value are no attributes");
        let nested = r#"<!DOCTYPE a [<!ENTITY e "x"><!ENTITY f "&e;&e;">]><a>&f;</a>"#;
        assert!(guard(nested).expect_err("refused").contains("hold others"));
        let often = format!(r#"<!DOCTYPE a [<!ENTITY e "x">]><a>{}</a>"#, "&e;".repeat(1_001));
        assert!(guard(&often).expect_err("refused").contains("named"));
        let long = format!(r#"<!DOCTYPE a [<!ENTITY e "{}">]><a>&e;</a>"#, "x".repeat(LONGEST_DOCTYPE));
        assert!(guard(&long).expect_err("refused").contains("longer"));
    }
}
