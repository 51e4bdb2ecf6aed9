//! Nodes, visitors and strangers at one door, over real sockets on this machine.

mod at_the_door;
mod limits;
mod scene;
mod way_out;
