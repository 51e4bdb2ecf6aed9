//! Nodes, visitors and strangers at one door, over real sockets on this machine.

#[cfg(test)]
mod at_the_door;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod scene;
#[cfg(test)]
mod way_out;
