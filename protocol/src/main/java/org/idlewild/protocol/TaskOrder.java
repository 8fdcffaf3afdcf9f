package org.idlewild.protocol;

import java.util.List;

/**
 * A task to do: everything that a host needs to know about one result.
 *
 * @param resultId names the task
 * @param workunitId the workunit it belongs to
 * @param app the app's name
 * @param appVersion the app's version
 * @param platform {@code java}: {@code main} is a JAR, run by a Java runtime of 17 or newer; {@code
 *     linux-x86_64}: {@code main} is a program; {@code windows-x86_64}, {@code windows-x86} of 32
 *     bits: {@code main} is a Windows program as its author made it, and the host wraps it
 * @param main the name of one of {@code files}
 * @param arguments the command line after {@code main}; parameters already put in
 * @param files the app version's files; shared by its tasks, readable and not writable
 * @param inputs this workunit's files, copied into the working folder
 * @param outputs the files it is to make in its working folder; the name {@code stdout} means its
 *     standard output
 * @param limits breaking one ends the task
 * @param deadlineSeconds from now until the server gives up on this host
 * @param processors that the task keeps busy; a server that does not say means 1
 * @param checkpoint where the program keeps how far it is; null when it keeps nothing, and from an
 *     older server
 * @param evm what a Windows program may do in the virtual machine; null for others, and from an
 *     older server
 */
public record TaskOrder(
    long resultId,
    long workunitId,
    String app,
    int appVersion,
    String platform,
    String main,
    List<String> arguments,
    List<FileRef> files,
    List<FileRef> inputs,
    List<OutputRule> outputs,
    Limits limits,
    long deadlineSeconds,
    int processors,
    Checkpoint checkpoint,
    Evm evm) {

  /** Fills in what an older server leaves out. */
  public TaskOrder {
    processors = processors == 0 ? 1 : processors;
  }

  /**
   * A file from which the task can go on, here or on another host.
   *
   * @param name a plain file name in the working folder; when it is among the inputs the task goes
   *     on from it
   * @param everySeconds the least time between two uploads of it
   * @param maxBytes a larger one is not uploaded
   */
  public record Checkpoint(String name, long everySeconds, long maxBytes) {}

  /**
   * What a Windows program may do.
   *
   * @param cipher how its files lie on disk while it runs: {@code none}, {@code 3des}, {@code aes}
   * @param stripSignature whether signatures may be cut out
   * @param jit those of its files that may make code while they run
   * @param net addresses that it may connect to, such as {@code 10.0.0.1:80}
   * @param processes at once
   * @param threads of a process at once; 0 means as many as its limits allow
   * @param ioBytesPerSecond read and written; 0 means as many as it can
   */
  public record Evm(
      String cipher,
      boolean stripSignature,
      List<String> jit,
      List<String> net,
      int processes,
      int threads,
      long ioBytesPerSecond) {}

  /**
   * A file to fetch from {@code /scheduler/files/SHA256}.
   *
   * @param name a plain file name, no folder
   * @param sha256 lower-case hexadecimal
   * @param bytes its size
   */
  public record FileRef(String name, String sha256, long bytes) {}

  /**
   * A file to make.
   *
   * @param name a plain file name
   * @param maxBytes more than this fails the task
   * @param required whether its absence fails the task
   */
  public record OutputRule(String name, long maxBytes, boolean required) {}

  /**
   * What a task may use.
   *
   * @param memoryBytes memory
   * @param cpuSeconds processor time of all its processes together
   * @param elapsedSeconds wall time while running
   * @param processes processes and threads at once
   * @param diskBytes its working folder
   */
  public record Limits(
      long memoryBytes, long cpuSeconds, long elapsedSeconds, int processes, long diskBytes) {}
}
