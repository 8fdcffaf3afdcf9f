/**
 * A sandbox of Linux namespaces, made by bubblewrap.
 *
 * <p>A pure function turns a program into a list of operations, one interpreter turns the list into
 * a command; control groups keep limits for all processes together where the agent may make them,
 * and looking at the processes does elsewhere. It does not protect from faults of the kernel
 * itself, nor hide the processor from the program.
 */
package org.idlewild.agent.sandbox.namespaces;
