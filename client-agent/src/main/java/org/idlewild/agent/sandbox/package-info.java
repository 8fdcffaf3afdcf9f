/**
 * Where a task's program runs, and what keeps it from harming the machine.
 *
 * <p>Back ends are found by {@link java.util.ServiceLoader} and are named in {@code
 * META-INF/services} alone; what they share - limits, captured output, the way a run is watched -
 * is here.
 */
package org.idlewild.agent.sandbox;
