/**
 * A whole grid in one thread: the server's own stages on a database in memory, hosts that behave
 * well and badly, a network that loses things, and a clock that jumps. One seed is one run.
 */
package org.idlewild.simulator;
