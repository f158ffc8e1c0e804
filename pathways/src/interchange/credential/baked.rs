//! Badges baked into images: the text that a PNG or SVG carries for Open Badges of either generation.

use std::io::Cursor;

use roxmltree::{Document, Node, ParsingOptions};

use super::guard::guard;

/// The first bytes of every PNG.
pub(super) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The keywords of the text chunks: Open Badges 3.0 and 2.0.
const KEYWORDS: [&str; 2] = ["openbadgecredential", "openbadges"];

/// The most that the metadata of an image may take, in bytes.
const LARGEST_METADATA: usize = 8 * 1024 * 1024;

/// The most elements and texts of an XML document.
const MOST_NODES: u32 = 200_000;

const OPENBADGES3: &str = "https://purl.imsglobal.org/ob/v3p0";
const OPENBADGES2: [&str; 2] = ["http://openbadges.org", "https://openbadges.org"];

const SEVERAL: &str = "the image carries more than one badge of a generation; readers would disagree which counts";

/// The texts that a PNG carries: one of each generation at most.
pub(super) fn png(bytes: &[u8]) -> Result<Vec<String>, String> {
    let damaged = |error: png::DecodingError| format!("the image is damaged or not a PNG ({error})");
    // A chunk that is damaged must be seen: it may be the one that carries the badge.
    let mut options = png::DecodeOptions::default();
    options.set_skip_ancillary_crc_failures(false);
    let mut decoder = png::Decoder::new_with_options(Cursor::new(bytes), options);
    decoder.set_limits(png::Limits { bytes: LARGEST_METADATA });
    let mut reader = decoder.read_info().map_err(damaged)?;
    // The chunk may stand after the image data: read to the end, or it is missed.
    reader.finish().map_err(damaged)?;
    let info = reader.info();
    let named = |keyword: &str| KEYWORDS.contains(&keyword);
    if info.compressed_latin1_text.iter().any(|chunk| named(&chunk.keyword))
        || info.uncompressed_latin1_text.iter().any(|chunk| named(&chunk.keyword))
    {
        return Err("the image carries a badge in an outdated kind of text chunk; ask the issuer for a current one".to_owned());
    }
    let mut texts = Vec::new();
    for keyword in KEYWORDS {
        let mut chunks = info.utf8_text.iter().filter(|chunk| chunk.keyword == keyword);
        let Some(chunk) = chunks.next() else { continue };
        if chunks.next().is_some() {
            return Err(SEVERAL.to_owned());
        }
        if chunk.compressed {
            return Err("the badge in the image is compressed, which the standard forbids".to_owned());
        }
        texts.push(chunk.get_text().map_err(damaged)?);
    }
    if texts.is_empty() { Err("the image carries no badge".to_owned()) } else { Ok(texts) }
}

/// An XML document. A document type is allowed in images only, where older programs write one; entities are never loaded.
pub(super) fn xml(text: &str) -> Result<Document<'_>, String> {
    guard(text)?;
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    match Document::parse_with_options(text, options) {
        Ok(document) => Ok(document),
        Err(roxmltree::Error::DtdDetected) => {
            let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
            let document = Document::parse_with_options(text, options).map_err(|error| wrong_xml(&error))?;
            if document.root_element().tag_name().name() == "svg" {
                Ok(document)
            } else {
                Err("the document brings a document type of its own, which is never read: it could pull in other files or grow without end"
                    .to_owned())
            }
        }
        Err(error) => Err(wrong_xml(&error)),
    }
}

fn wrong_xml(error: &roxmltree::Error) -> String {
    format!("the document is no XML that can be read: {error}")
}

/// The texts that an SVG carries: one of each generation at most.
pub(super) fn svg(document: &Document<'_>) -> Result<Vec<String>, String> {
    let is_named = |node: &Node<'_, '_>, spaces: &[&str], name: &str| {
        node.is_element() && spaces.contains(&node.tag_name().namespace().unwrap_or_default()) && node.tag_name().name() == name
    };
    let mut texts = Vec::new();
    for (spaces, name) in [(&[OPENBADGES3][..], "credential"), (&OPENBADGES2[..], "assertion")] {
        let mut found = document.descendants().filter(|node| is_named(node, spaces, name));
        let Some(element) = found.next() else { continue };
        if found.next().is_some() {
            return Err(SEVERAL.to_owned());
        }
        texts.push(carried(element)?);
    }
    if texts.is_empty() { Err("the image carries no badge".to_owned()) } else { Ok(texts) }
}

fn carried(element: Node<'_, '_>) -> Result<String, String> {
    let text: String = element.children().filter_map(|child| child.text()).collect();
    let text = text.trim();
    if !text.is_empty() {
        return Ok(text.to_owned());
    }
    let verify = element.attribute("verify").map(str::trim).filter(|value| !value.is_empty());
    verify.map(str::to_owned).ok_or_else(|| "the badge in the image is empty".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: &str = r#"<svg xmlns="http://www.w3.org/2000/svg"/>"#;

    fn baked(inner: &str) -> Result<Vec<String>, String> {
        let text = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="{OPENBADGES3}">{inner}</svg>"#);
        svg(&xml(&text)?)
    }

    #[test]
    fn an_svg_carries_one_badge_as_a_token_or_as_json() {
        assert_eq!(baked(r#"<ob:credential verify="eyJ.e30.c2ln"/>"#), Ok(vec!["eyJ.e30.c2ln".to_owned()]));
        assert_eq!(baked("<ob:credential><![CDATA[ {\"a\": 1} ]]></ob:credential>"), Ok(vec!["{\"a\": 1}".to_owned()]));
        let both = r#"<ob:credential verify="b"/><x:assertion xmlns:x="http://openbadges.org" verify="a"/>"#;
        assert_eq!(baked(both), Ok(vec!["b".to_owned(), "a".to_owned()]), "one of each generation");
        assert!(baked("<ob:credential/><ob:credential/>").expect_err("two").contains("more than one"));
        assert!(svg(&xml(NOTHING).expect("it is XML")).expect_err("none").contains("no badge"));
    }

    #[test]
    fn a_document_type_is_for_images_only_and_entities_do_not_grow() {
        let doctype = "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">";
        assert!(xml(&format!("{doctype}{NOTHING}")).is_ok());
        assert!(xml("<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>").expect_err("refused").contains("document type"));
        let entities: String = (1..30).map(|n| format!("<!ENTITY e{n} \"&e{0};&e{0};&e{0};&e{0};\">", n - 1)).collect();
        let bomb = format!("<!DOCTYPE svg [<!ENTITY e0 \"x\">{entities}]><svg>&e29;</svg>");
        assert!(xml(&bomb).is_err());
    }
}
