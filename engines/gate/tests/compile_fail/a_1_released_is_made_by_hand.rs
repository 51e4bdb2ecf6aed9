//! A `Released` cannot be written down outside the gate.
fn make(to: gate::Recipient, object: gate::ObjectRef) -> gate::Released<String> {
    gate::Released { object, to, value: String::new() }
}

fn main() {}
