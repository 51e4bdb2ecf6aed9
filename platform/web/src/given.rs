//! Templates give values sometimes plain and sometimes behind references; the pieces take them all the same.

/// A copyable value, or references to one.
pub trait Given<V: Copy> {
    /// The value.
    fn it(&self) -> V;
}

impl<V: Copy> Given<V> for V {
    fn it(&self) -> V {
        *self
    }
}
impl<V: Copy> Given<V> for &V {
    fn it(&self) -> V {
        **self
    }
}
impl<V: Copy> Given<V> for &&V {
    fn it(&self) -> V {
        ***self
    }
}
impl<V: Copy> Given<V> for &&&V {
    fn it(&self) -> V {
        ****self
    }
}
