package org.idlewild.scheduler;

import java.lang.reflect.RecordComponent;
import org.idlewild.scheduler.batch.PolicyRequest;

/** Requests of which little is said. */
public final class Said {
  private Said() {}

  /** A policy of which something is said, as names and values in turn. */
  public static PolicyRequest policy(Object... said) {
    PolicyRequest policy = PolicyRequest.NOTHING;
    for (int i = 0; i < said.length; i += 2) {
      policy = with(policy, (String) said[i], said[i + 1]);
    }
    return policy;
  }

  /** The same but for one component. */
  @SuppressWarnings("unchecked")
  public static <T extends Record> T with(T plain, String name, Object value) {
    try {
      RecordComponent[] parts = plain.getClass().getRecordComponents();
      Object[] values = new Object[parts.length];
      Class<?>[] types = new Class<?>[parts.length];
      boolean found = false;
      for (int i = 0; i < parts.length; i++) {
        boolean meant = parts[i].getName().equals(name);
        types[i] = parts[i].getType();
        values[i] = meant ? value : parts[i].getAccessor().invoke(plain);
        found |= meant;
      }
      if (!found) {
        throw new IllegalArgumentException(plain.getClass().getSimpleName() + " has no " + name);
      }
      return (T) plain.getClass().getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
