package org.idlewild.work;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A version of an application for one platform.
 *
 * @param id names it
 * @param app the application's id
 * @param version from 1
 * @param platform what it runs on
 * @param main the name of one of its files
 * @param arguments of the command line, parameters not yet put in
 * @param files its files
 * @param outputs what it makes
 * @param limits what it may use
 * @param planClass what it asks of a host beyond the platform
 * @param checkpoint the file that its tasks keep to go on from, here or on another host
 * @param evm what it may do in the virtual machine, if it is for Windows
 * @param clients how BOINC's clients run it
 */
public record AppVersion(
    long id,
    long app,
    int version,
    String platform,
    String main,
    List<String> arguments,
    List<NamedFile> files,
    List<ExpectedOutput> outputs,
    Limits limits,
    PlanClass planClass,
    Optional<String> checkpoint,
    EvmPolicy evm,
    ClientTerms clients) {

  /** The place of a workunit's parameter in an argument. */
  public static final String PARAMETER = "{parameter}";

  /** The same on other terms for BOINC's clients. */
  public AppVersion with(ClientTerms others) {
    return new AppVersion(
        id,
        app,
        version,
        platform,
        main,
        arguments,
        files,
        outputs,
        limits,
        planClass,
        checkpoint,
        evm,
        others);
  }

  /** The hashes of what BOINC's clients run of it, nothing where they run none. */
  public List<String> neededByClients(String launcher) {
    Stream<String> own = files.stream().map(file -> file.content().sha256());
    return switch (clients.way()) {
      case NONE -> List.of();
      case LAUNCHED -> Stream.concat(own, Stream.of(launcher)).toList();
      case API -> own.toList();
    };
  }

  /** The same, with whether all that BOINC's clients run of it is signed. */
  public AppVersion signedIf(Predicate<List<String>> signed, String launcher) {
    return clients.areAny()
        ? with(new ClientTerms(clients.way(), signed.test(neededByClients(launcher))))
        : this;
  }

  /**
   * The command line of one workunit. An argument that is the placeholder and nothing else becomes
   * as many arguments as the parameter has words.
   */
  public List<String> argumentsFor(String parameter) {
    return arguments.stream()
        .flatMap(
            argument ->
                argument.equals(PARAMETER)
                    ? Arrays.stream(parameter.strip().split("\\s+"))
                    : Stream.of(argument.replace(PARAMETER, parameter)))
        .filter(argument -> !argument.isEmpty())
        .toList();
  }
}
