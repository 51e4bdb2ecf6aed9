//! One text form for everything that travels: the lower-case hexadecimal digits of its bytes.

/// Serialises a type through its `to_bytes` and `from_bytes`.
macro_rules! hex_serde {
    ($name:ident) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, s: S) -> std::result::Result<S::Ok, S::Error> {
                s.serialize_str(&::data_encoding::HEXLOWER.encode(&self.to_bytes()))
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> std::result::Result<Self, D::Error> {
                use ::serde::de::Error as _;
                let text = <String as ::serde::Deserialize>::deserialize(d)?;
                let bytes = ::data_encoding::HEXLOWER.decode(text.as_bytes()).map_err(D::Error::custom)?;
                Self::from_bytes(&bytes).map_err(D::Error::custom)
            }
        }
    };
}
pub(crate) use hex_serde;
