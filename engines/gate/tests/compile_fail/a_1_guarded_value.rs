//! The value of a `Guarded` cannot be taken without the gate.
fn take(guarded: gate::Guarded<String>) -> String {
    guarded.value
}

fn look(guarded: &gate::Guarded<String>) -> &String {
    guarded.value()
}

fn main() {}
