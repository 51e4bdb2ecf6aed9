//! The value of a `Guarded` cannot be taken without the gate.
fn main() {
    let object = gate::ObjectRef { kind: "case", id: uuid::Uuid::nil() };
    let label = kernel::Label::own(kernel::id::AuthorityId(uuid::Uuid::nil()));
    let guarded = gate::Guarded::new(object, label, String::new());
    let _: String = guarded.value;
}
