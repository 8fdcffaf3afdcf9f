package org.idlewild.agent.host;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the machine is.
 *
 * @param osName such as {@code linux}
 * @param osVersion for people
 * @param architecture such as {@code x86_64}
 * @param processorModel for people
 * @param features what its processors and its Java runtime can do, and what its owner allows
 */
public record Facts(
    String osName,
    String osVersion,
    String architecture,
    String processorModel,
    List<String> features) {

  /** The same machine with more features. */
  public Facts with(List<String> more) {
    List<String> all = Stream.concat(features.stream(), more.stream()).distinct().toList();
    return new Facts(osName, osVersion, architecture, processorModel, all);
  }
}
