/**
 * The demonstration: a whole grid on one machine, real processes throughout, with an answer that
 * mathematics knows.
 *
 * <p>Its parts serve the crash tests too, which kill what the demonstration merely stops.
 */
package org.idlewild.agent.demo;
