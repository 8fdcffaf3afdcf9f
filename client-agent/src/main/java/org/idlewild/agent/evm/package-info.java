/**
 * The controller of the virtual machine for Windows programs: what it tells a wrapped program, what
 * it hears from it, and what it decides.
 *
 * <p>It starts the program under Wine, in a prefix and a root of its own, and ends what does not
 * keep to its policy. What a program may do is mediated inside its own process, which stops
 * mistakes and curiosity; a program that means harm needs the sandbox around it.
 */
package org.idlewild.agent.evm;
