package org.idlewild.scheduler.contact;

import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.dispatch.Assignment;

/**
 * What a host is told.
 *
 * @param acknowledged the results whose reports it can forget
 * @param assignment what it gets; empty for one that only reported
 */
public record Served(List<Long> acknowledged, Optional<Assignment> assignment) {}
