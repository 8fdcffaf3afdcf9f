package org.idlewild.agent.host;

/**
 * What the machine is.
 *
 * @param osName such as {@code linux}
 * @param osVersion for people
 * @param architecture such as {@code x86_64}
 * @param processorModel for people
 * @param flopsPerProcessor floating-point operations per second of one processor
 */
public record Facts(
    String osName,
    String osVersion,
    String architecture,
    String processorModel,
    double flopsPerProcessor) {}
