package org.idlewild.scheduler.status;

import java.util.List;
import java.util.Map;

/** An application and its versions by number, those of one number oldest first. */
public record AppView(
    String name,
    String owner,
    String validator,
    Map<String, String> validatorOptions,
    String assimilator,
    Map<String, String> assimilatorOptions,
    PolicyView policy,
    List<AppVersionView> versions) {}
