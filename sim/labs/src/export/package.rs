//! A content package of the IMS (Content Packaging 1.1.4): a manifest, and a file for each item.

use std::io;

use super::super::loading::Lab;
use super::item::Response;
use super::qti::assessment_item;
use super::sheet::Sheet;
use super::xml::{Element, document};
use super::zip;

const NAMESPACE: &str = "http://www.imsglobal.org/xsd/imscp_v1p1";
const SCHEMA: &str = "http://www.imsglobal.org/xsd/imscp_v1p1 http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd";

/// The namespace in which importers look for the metadata of items (QTI 2.1, Meta-data and Usage Data, IMS Global 2012).
const METADATA: &str = "http://www.imsglobal.org/xsd/imsqti_v2p1";

/// The package.
pub(super) fn package(lab: &Lab, sheets: &[Sheet]) -> io::Result<Vec<u8>> {
    let mut files = Vec::new();
    let mut resources = Element::new("resources");
    for item in sheets.iter().flat_map(|sheet| &sheet.items) {
        let path = format!("items/{}.xml", item.id);
        let resource = Element::new("resource")
            .with("identifier", format!("resource-{}", item.id))
            .with("type", "imsqti_item_xmlv2p1")
            .with("href", path.as_str())
            .child(kind(&item.response))
            .child(Element::new("file").with("href", path.as_str()));
        resources = resources.child(resource);
        files.push((path, assessment_item(item)?));
    }
    let bare = lab.name.rsplit('/').next().unwrap_or_default();
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let name: String = bare.chars().map(safe).collect();
    let about = Element::new("metadata")
        .child(Element::new("schema").text("QTIv2.1 Package"))
        .child(Element::new("schemaversion").text("1.0.0"));
    let manifest = Element::new("manifest")
        .with("xmlns", NAMESPACE)
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .with("xsi:schemaLocation", SCHEMA)
        .with("identifier", format!("bazaar-{name}"))
        .child(about)
        .child(Element::new("organizations"))
        .child(resources);
    files.insert(0, ("imsmanifest.xml".to_owned(), document(&manifest)?));
    zip::archive(&files)
}

/// Metadata that a system needs before it reads an item. Canvas reads conditions on a number only
/// if the manifest announces a text and calls the question numerical (`qti_exporter`,
/// `numeric_interaction.rb`); for a text entry it compares the right answer as characters.
fn kind(response: &Response) -> Element {
    let (interactions, question): (&[&str], _) = match response {
        Response::Number { .. } => {
            (&["extendedTextInteraction", "textEntryInteraction"], "numerical_question")
        }
        Response::Choice(_) => (&["choiceInteraction"], "multiple_choice_question"),
        Response::Text { .. } => (&["extendedTextInteraction"], "essay_question"),
    };
    let of_type = Element::new("instructureField").with("name", "question_type").with("value", question);
    let said = interactions.iter().fold(Element::new("qtiMetadata").with("xmlns", METADATA), |said, one| {
        said.child(Element::new("interactionType").text(*one))
    });
    Element::new("metadata").child(said).child(Element::new("instructureMetadata").child(of_type))
}
