/** The simulator's command. */
package org.idlewild.simulator.cli;
