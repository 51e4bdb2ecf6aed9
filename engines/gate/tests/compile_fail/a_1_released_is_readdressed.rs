//! A `Released` for one recipient cannot be given another.
fn readdress(mut released: gate::Released<String>, other: gate::Recipient) -> gate::Released<String> {
    released.to = other;
    released
}

fn main() {}
