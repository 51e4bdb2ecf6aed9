//! A `Released` cannot be made outside the gate.
fn make(to: gate::Recipient, object: gate::ObjectRef) -> gate::Released<String> {
    gate::Released { object, to, value: String::new() }
}

fn for_test(to: gate::Recipient, object: gate::ObjectRef) -> gate::Released<String> {
    gate::Released::for_test(String::new(), to, object)
}

fn main() {}
