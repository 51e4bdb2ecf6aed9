//! What the columns of a table mean: guessed from the header, corrected by an officer, handed to the reader as a
//! mapping.

use crate::keys::Headings;
use crate::store_columns::Meaning;
use kernel::{EntityKind, Property};
use reading::Mapping;
use reading::mapping::{MappedColumn, MappedEntity, MappedLink};
use std::collections::HashMap;

/// What a column may be said to mean, in the order of the list.
pub(crate) const PROPERTIES: &[Property] = &[
    Property::Name,
    Property::Alias,
    Property::BirthDate,
    Property::BirthPlace,
    Property::Nationality,
    Property::Gender,
    Property::ParentName,
    Property::Role,
    Property::Title,
    Property::Phone,
    Property::Email,
    Property::Handle,
    Property::Website,
    Property::Address,
    Property::Country,
    Property::DocumentNumber,
    Property::DocumentKind,
    Property::DocumentIssuer,
    Property::IssuedOn,
    Property::ExpiresOn,
    Property::RegistrationNumber,
    Property::Imo,
    Property::Mmsi,
    Property::CallSign,
    Property::Flag,
    Property::Plate,
    Property::CraftType,
    Property::AccountNumber,
    Property::Bank,
    Property::Imei,
    Property::Model,
    Property::Date,
    Property::Reference,
    Property::Programme,
    Property::ListedOn,
    Property::Remark,
];

/// How a form says that a column marks its row; an officer may say that it means something else.
pub(crate) const MARKS: &str = "marks";

/// The columns of a table and what each means.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    /// The header.
    pub(crate) header: Vec<String>,
    /// What each row is about.
    pub(crate) kind: EntityKind,
    /// What each column means; `None` is left out.
    pub(crate) chosen: Vec<Option<Property>>,
    /// Which columns mark their row (handling, TLP, PAP).
    pub(crate) marks: Vec<bool>,
    /// Under which name the meaning is kept that was taken, if one was.
    pub(crate) kept_as: Option<String>,
    guess: Mapping,
}

impl Columns {
    /// The guess, corrected by what an officer said. Columns nobody spoke of stay as guessed.
    pub(crate) fn new(header: &[String], kind: Option<EntityKind>, said: &HashMap<usize, String>) -> Self {
        let guess = Mapping::guess(header).mapping;
        let guessed = |name: &String| guess.columns.iter().find(|c| c.column == *name).map(|c| c.property);
        let chosen = header
            .iter()
            .enumerate()
            .map(|(place, name)| match said.get(&place) {
                Some(code) => Property::parse(code).filter(|p| PROPERTIES.contains(p)),
                None => guessed(name),
            })
            .collect();
        let marks = header
            .iter()
            .enumerate()
            .map(|(place, name)| {
                let guessed = guess.markings.iter().any(|m| m.column == *name);
                guessed && said.get(&place).is_none_or(|code| code == MARKS)
            })
            .collect();
        let own = holder(&guess).map_or(EntityKind::Person, |e| e.kind);
        Self { header: header.to_vec(), kind: kind.unwrap_or(own), chosen, marks, kept_as: None, guess }
    }

    /// As a kept meaning says, column by column of the same name; a column that it does not know stays as guessed.
    pub(crate) fn kept(header: &[String], meaning: &Meaning, headings: &Headings) -> Self {
        let said = header.iter().enumerate().filter_map(|(place, name)| {
            let head = headings.of(name);
            let at = meaning.heads.iter().position(|known| *known == head)?;
            Some((place, meaning.codes.get(at)?.clone()))
        });
        let columns = Self::new(header, Some(meaning.kind), &said.collect());
        Self { kept_as: Some(meaning.name.clone()), ..columns }
    }

    /// Whether the header names a marking, so that the column may mark its row.
    pub(crate) fn can_mark(&self, place: usize) -> bool {
        let name = self.header.get(place);
        name.is_some_and(|name| self.guess.markings.iter().any(|m| m.column == *name))
    }

    /// What a form says of a column: a property, [`MARKS`], or nothing.
    pub(crate) fn code(&self, place: usize) -> &'static str {
        match (self.marks.get(place), self.chosen.get(place)) {
            (Some(true), _) => MARKS,
            (_, Some(Some(property))) => property.code(),
            _ => "",
        }
    }

    /// The mapping for the reader; `None` if no column means anything.
    pub(crate) fn mapping(&self) -> Option<Mapping> {
        let row = holder(&self.guess).map_or_else(|| "row".to_owned(), |e| e.key.clone());
        let mut mapping =
            Mapping { entities: Vec::new(), columns: Vec::new(), links: Vec::new(), ..self.guess.clone() };
        let marks =
            |column: &str| self.header.iter().zip(&self.marks).any(|(name, on)| *on && name == column);
        mapping.markings.retain(|m| marks(&m.column));
        for (name, property) in self.header.iter().zip(&self.chosen) {
            let Some(property) = *property else { continue };
            let as_guessed = self.guess.columns.iter().find(|c| c.column == *name && c.property == property);
            let column = as_guessed.cloned().unwrap_or_else(|| MappedColumn {
                column: name.clone(),
                entity: self.belongs(property).map_or_else(|| row.clone(), |(key, _)| key.to_owned()),
                property,
                prefix: String::new(),
                split: matches!(property, Property::Phone | Property::Alias).then_some(';'),
                join: false,
            });
            if !mapping.entities.iter().any(|e| e.key == column.entity) {
                let kind =
                    if column.entity == row { self.kind } else { self.kind_of(&column.entity, property) };
                mapping.entities.push(MappedEntity { key: column.entity.clone(), kind });
            }
            mapping.columns.push(column);
        }
        if mapping.entities.iter().any(|e| e.key == row) {
            let others = mapping.entities.iter().filter(|e| e.key != row);
            mapping.links = others
                .map(|e| MappedLink { from: row.clone(), property: link_to(e.kind), to: e.key.clone() })
                .collect();
        }
        (!mapping.columns.is_empty()).then_some(mapping)
    }

    fn kind_of(&self, key: &str, property: Property) -> EntityKind {
        let guessed = self.guess.entities.iter().find(|e| e.key == key).map(|e| e.kind);
        guessed.or_else(|| self.belongs(property).map(|(_, kind)| kind)).unwrap_or(self.kind)
    }

    /// The thing beside the row's subject that a property speaks of; `None` if it speaks of the subject itself.
    fn belongs(&self, property: Property) -> Option<(&'static str, EntityKind)> {
        let thing = match property {
            Property::DocumentNumber
            | Property::DocumentKind
            | Property::DocumentIssuer
            | Property::IssuedOn
            | Property::ExpiresOn => ("document", EntityKind::TravelDocument),
            Property::Imo | Property::Mmsi | Property::CallSign | Property::Flag => {
                ("vessel", EntityKind::Vessel)
            }
            Property::Plate | Property::CraftType => ("vehicle", EntityKind::Vehicle),
            Property::AccountNumber | Property::Bank => ("account", EntityKind::BankAccount),
            Property::Handle => ("online", EntityKind::OnlineAccount),
            Property::Imei | Property::Model => ("device", EntityKind::Device),
            _ => return None,
        };
        (thing.1 != self.kind).then_some(thing)
    }
}

/// What each row of a guess is about: where its links come from, or its only entity.
fn holder(guess: &Mapping) -> Option<&MappedEntity> {
    let from = guess.links.first().map(|l| l.from.as_str());
    match from {
        Some(key) => guess.entities.iter().find(|e| e.key == key),
        None => guess.entities.first(),
    }
}

fn link_to(kind: EntityKind) -> Property {
    match kind {
        EntityKind::TravelDocument => Property::HoldsDocument,
        EntityKind::Organisation | EntityKind::Person | EntityKind::Place | EntityKind::Event => {
            Property::AssociatedWith
        }
        _ => Property::Uses,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use seal::vault::{MasterKey, Vault};

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|n| (*n).to_owned()).collect()
    }

    #[test]
    fn an_officers_word_replaces_the_guess_and_the_rest_stays() {
        let header = header(&["Name", "Passport", "Numéro perso", "Zzz"]);
        let said = HashMap::from([(2, "phone".to_owned()), (3, String::new())]);
        let columns = Columns::new(&header, None, &said);
        let wanted = [Some(Property::Name), Some(Property::DocumentNumber), Some(Property::Phone), None];
        assert_eq!(columns.chosen, wanted);
        let mapping = columns.mapping().unwrap();
        assert!(mapping.check().is_ok());
        let phone = mapping.columns.iter().find(|c| c.property == Property::Phone).unwrap();
        let name = mapping.columns.iter().find(|c| c.property == Property::Name).unwrap();
        assert_eq!(phone.entity, name.entity);
        assert_eq!(mapping.links.len(), 1, "the person holds the document");
    }

    #[test]
    fn a_kept_meaning_goes_by_the_names_of_columns_and_not_by_their_places() {
        let vault = Vault::new(MasterKey::generate(&kernel::testing::SeededRng::new(7)));
        let headings = crate::Keys::of(&vault).headings();
        let heads = headings.of_all(&header(&["Perso", "Name"]));
        let codes = vec!["phone".into(), "alias".into()];
        let meaning = Meaning::new("operator".into(), heads, EntityKind::Person, codes);
        let columns = Columns::kept(&header(&["NAME", "Passport", "perso "]), &meaning, &headings);
        let wanted = [Some(Property::Alias), Some(Property::DocumentNumber), Some(Property::Phone)];
        assert_eq!(
            (columns.chosen.as_slice(), columns.kept_as.as_deref()),
            (wanted.as_slice(), Some("operator"))
        );
    }

    #[test]
    fn a_header_that_says_nothing_can_be_mapped_whole() {
        let header = header(&["a", "b"]);
        assert!(Columns::new(&header, None, &HashMap::new()).mapping().is_none());
        let said = HashMap::from([(0, "name".to_owned()), (1, "plate".to_owned())]);
        let mapping = Columns::new(&header, Some(EntityKind::Vehicle), &said).mapping().unwrap();
        assert_eq!(mapping.entities.len(), 1, "name and plate are the vehicle's");
        assert_eq!(mapping.entities[0].kind, EntityKind::Vehicle);
        let mapping = Columns::new(&header, Some(EntityKind::Person), &said).mapping().unwrap();
        assert_eq!(mapping.entities.len(), 2);
        assert!(mapping.check().is_ok());
    }

    #[test]
    fn no_link_can_be_said_to_be_a_column() {
        assert!(PROPERTIES.iter().all(|p| !p.is_link()));
        let said = HashMap::from([(0, "uses".to_owned())]);
        assert_eq!(Columns::new(&header(&["a"]), None, &said).chosen, [None]);
    }
}
