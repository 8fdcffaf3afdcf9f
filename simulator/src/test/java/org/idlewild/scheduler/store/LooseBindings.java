package org.idlewild.scheduler.store;

import org.idlewild.work.Binding;

/** Broken: binds nothing. */
public class LooseBindings extends Bindings {
  LooseBindings(Database database) {
    super(database);
  }

  @Override
  public void bind(long workunit, Binding binding) {
    // Any host may get the next one.
  }
}
