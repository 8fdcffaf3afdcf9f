package org.idlewild.standalone;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * Connections that are used again as they were left. H2's own pool rolls each back first, and H2
 * then forgets all statements that it has compiled. Threads: any.
 */
final class KeptConnections {
  private final DataSource fresh;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

  private KeptConnections(DataSource fresh) {
    this.fresh = fresh;
  }

  /** Whoever closes one of its connections must have ended what he did. */
  static DataSource of(DataSource fresh) {
    KeptConnections kept = new KeptConnections(fresh);
    return (DataSource) proxy(DataSource.class, kept::ofSource);
  }

  private interface Called {
    Object with(Method method, Object[] arguments)
        throws ReflectiveOperationException, SQLException;
  }

  private static Object proxy(Class<?> type, Called called) {
    return Proxy.newProxyInstance(
        KeptConnections.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          try {
            return called.with(method, arguments);
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
          }
        });
  }

  private Object ofSource(Method method, Object[] arguments)
      throws ReflectiveOperationException, SQLException {
    return method.getName().equals("getConnection") ? take() : method.invoke(fresh, arguments);
  }

  private Connection take() throws SQLException {
    Connection before = idle.poll();
    Connection kept = before == null ? fresh.getConnection() : before;
    AtomicBoolean closed = new AtomicBoolean();
    return (Connection)
        proxy(
            Connection.class,
            (method, arguments) -> {
              if (!method.getName().equals("close")) {
                return method.invoke(kept, arguments);
              }
              if (!closed.getAndSet(true)) {
                idle.push(kept);
              }
              return null;
            });
  }
}
