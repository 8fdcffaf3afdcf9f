package org.idlewild.agent.testing;

import java.util.ArrayList;
import java.util.List;
import org.idlewild.protocol.TaskOrder;
import org.idlewild.protocol.TaskOrder.FileRef;
import org.idlewild.protocol.TaskOrder.Limits;
import org.idlewild.protocol.TaskOrder.OutputRule;

/** Builds orders that are right unless told otherwise. */
public final class Orders {
  private static final Limits LIMITS = new Limits(64L << 20, 30, 60, 32, 64L << 20);

  private final long id;
  private String platform = "linux-x86_64";
  private String main = "main.sh";
  private final List<String> arguments = new ArrayList<>();
  private final List<FileRef> files = new ArrayList<>();
  private final List<FileRef> inputs = new ArrayList<>();
  private final List<OutputRule> outputs = new ArrayList<>();
  private Limits limits = LIMITS;
  private TaskOrder.Checkpoint checkpoint;
  private TaskOrder.Evm evm;
  private int processors = 1;

  private Orders(long id) {
    this.id = id;
  }

  /** An order with a main file that is not to be had anywhere. */
  public static Orders order(long id) {
    return new Orders(id);
  }

  public Orders platform(String name) {
    platform = name;
    return this;
  }

  public Orders main(String name) {
    main = name;
    return this;
  }

  public Orders arguments(String... more) {
    arguments.addAll(List.of(more));
    return this;
  }

  public Orders file(String name, String sha256, long bytes) {
    files.add(new FileRef(name, sha256, bytes));
    return this;
  }

  public Orders input(String name, String sha256, long bytes) {
    inputs.add(new FileRef(name, sha256, bytes));
    return this;
  }

  public Orders output(String name, long maxBytes, boolean required) {
    outputs.add(new OutputRule(name, maxBytes, required));
    return this;
  }

  public Orders limits(Limits other) {
    limits = other;
    return this;
  }

  public Orders checkpoint(String name) {
    checkpoint = new TaskOrder.Checkpoint(name, 1, 1 << 20);
    return this;
  }

  public Orders evm(TaskOrder.Evm terms) {
    evm = terms;
    return this;
  }

  public Orders processors(int count) {
    processors = count;
    return this;
  }

  public TaskOrder build() {
    if (files.isEmpty()) {
      file(main, "0".repeat(64), 1);
    }
    return new TaskOrder(
        id,
        id + 1000,
        "app",
        1,
        platform,
        main,
        arguments,
        files,
        inputs,
        outputs,
        limits,
        3600,
        processors,
        checkpoint,
        evm);
  }
}
