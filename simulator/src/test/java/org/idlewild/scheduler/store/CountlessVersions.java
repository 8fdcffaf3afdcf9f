package org.idlewild.scheduler.store;

/** Broken: does not count what a host gets a day. */
public class CountlessVersions extends HostVersions {
  CountlessVersions(Database database, Catalogue catalogue) {
    super(database, catalogue);
  }

  @Override
  public void sent(long host, long version, long today) {
    // Every day is a new one.
  }
}
