package org.idlewild.scheduler.status;

import java.util.List;

/** An application and its versions, oldest first. */
public record AppView(
    String name,
    String owner,
    String validator,
    String assimilator,
    List<AppVersionView> versions) {}
