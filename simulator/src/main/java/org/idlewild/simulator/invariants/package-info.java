/**
 * What must hold of a grid's database at every moment, whoever wrote to it. It needs nothing but a
 * data source, so tests of real servers can ask it as well as the simulator.
 */
package org.idlewild.simulator.invariants;
