package org.idlewild.agent.task;

/** A task was to be moved in a way that the table does not know: a fault of the agent. */
public final class IllegalTransition extends IllegalStateException {
  private static final long serialVersionUID = 1;

  IllegalTransition(TaskState from, TaskEvent event) {
    super("A task in the state " + from + " cannot " + event + ".");
  }
}
