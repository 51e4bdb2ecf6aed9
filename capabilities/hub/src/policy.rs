//! The policies of the room. It brings none of its own: what it does is trusting, administering and the node's own
//! protocol, which the gate's general rules and the directory's decide.

/// The room's policies, joined to the gate's own by the program.
pub const POLICY: gate::PolicyFile = gate::PolicyFile { room: "hub", text: include_str!("../policy.cedar") };
