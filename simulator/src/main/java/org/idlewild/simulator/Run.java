package org.idlewild.simulator;

import java.util.List;
import java.util.Optional;
import org.idlewild.simulator.invariants.Violation;

/**
 * What became of a seed.
 *
 * @param seed which
 * @param fingerprint SHA-256 of the trace; the same for the same seed
 * @param violation what was broken; empty for a run that went well
 * @param trace what happened, a line an event
 */
public record Run(
    long seed, String fingerprint, Optional<Violation> violation, List<String> trace) {}
