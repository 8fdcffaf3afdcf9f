package org.idlewild.agent.host;

import java.util.List;

/**
 * What the machine is.
 *
 * @param osName such as {@code linux}
 * @param osVersion for people
 * @param architecture such as {@code x86_64}
 * @param processorModel for people
 * @param features what its processors and its Java runtime can do
 */
public record Facts(
    String osName,
    String osVersion,
    String architecture,
    String processorModel,
    List<String> features) {}
