//! i2 charts: an item for an entity with its attributes, and one for each link. The chart has no layout; i2 lays it
//! out when it is opened.

use super::{Outgoing, Writer, caption, links, texts};
use crate::anx_words::{class_of, icon_of};
use kernel::{EntityKind, Property};
use quick_xml::escape::escape;
use std::io::{self, Write};

/// Opens the chart.
pub(super) fn begin<W: Write>(writer: &mut Writer<W>) -> io::Result<()> {
    writer
        .to
        .write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Chart>\n<AttributeClassCollection>\n")?;
    let classes = Property::ALL.iter().filter(|p| !p.is_link()).map(|p| class_of(*p));
    for class in classes.chain(["handling", "tlp", "pap", "restriction"].map(str::to_owned)) {
        writeln!(writer.to, "<AttributeClass Name=\"{class}\" Type=\"AttText\" Visible=\"false\"/>")?;
    }
    writer.to.write_all(b"</AttributeClassCollection>\n<ChartItemCollection>\n")
}

/// Closes the chart.
pub(super) fn end<W: Write>(writer: &mut Writer<W>) -> io::Result<()> {
    writer.to.write_all(b"</ChartItemCollection>\n</Chart>\n")
}

/// Writes an entity with its links.
pub(super) fn entity<W: Write>(
    writer: &mut Writer<W>,
    outgoing: &Outgoing,
    kind_of: &dyn Fn(&str) -> Option<EntityKind>,
) -> io::Result<()> {
    let entity = &outgoing.entity;
    let (label, id) = (escaped(&caption(entity)), escaped(&entity.key));
    let icon = icon_of(entity.kind);
    writeln!(
        writer.to,
        "<ChartItem Label=\"{label}\"><End X=\"0\"><Entity EntityId=\"{id}\" Identity=\"{label}\"><Icon><IconStyle Type=\"{icon}\"/></Icon></Entity></End>"
    )?;
    let said: Vec<(String, String)> = texts(entity).map(|(p, text)| (class_of(p), escaped(text))).collect();
    attributes(writer, outgoing, &said)?;
    for (link, key) in links(entity) {
        if kind_of(key).is_none() {
            writer.note(format!("link {link} to what does not leave"));
            continue;
        }
        let (kind, to) = (class_of(link), escaped(key));
        writeln!(
            writer.to,
            "<ChartItem Label=\"{kind}\"><Link End1Id=\"{id}\" End2Id=\"{to}\"><LinkStyle Type=\"{kind}\" ArrowStyle=\"ArrowOnHead\"/></Link>"
        )?;
        attributes(writer, outgoing, &[])?;
    }
    Ok(())
}

fn attributes<W: Write>(
    writer: &mut Writer<W>,
    outgoing: &Outgoing,
    said: &[(String, String)],
) -> io::Result<()> {
    let marked = &outgoing.marked;
    let mut all = said.to_vec();
    all.extend(marked.handling.map(|m| ("handling".to_owned(), m.to_string())));
    all.extend(marked.tlp.map(|m| ("tlp".to_owned(), escaped(m.code()))));
    all.extend(marked.pap.map(|m| ("pap".to_owned(), m.to_string())));
    all.extend(outgoing.restrictions.iter().map(|said| ("restriction".to_owned(), escaped(said))));
    writer.to.write_all(b"<AttributeCollection>")?;
    for (class, value) in all {
        write!(writer.to, "<Attribute AttributeClass=\"{class}\" Value=\"{value}\"/>")?;
    }
    writer.to.write_all(b"</AttributeCollection></ChartItem>\n")
}

/// A text as it stands in an attribute: what XML means something by, and line breaks, which it would join.
fn escaped(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    escape(plain.as_str()).replace('\n', "&#10;").replace('\t', "&#9;")
}
