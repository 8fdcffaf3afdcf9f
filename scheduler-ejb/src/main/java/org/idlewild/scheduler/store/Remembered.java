package org.idlewild.scheduler.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that forget what nobody asked for longest. */
final class Remembered {
  private static final float LOAD = 0.75f;

  private Remembered() {}

  /** One of bounded size. Threads: any. */
  static <K, V> Map<K, V> atMost(int size) {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(16, LOAD, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > size;
          }
        });
  }
}
