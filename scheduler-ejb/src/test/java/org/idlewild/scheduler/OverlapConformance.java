package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.scheduler.status.BatchViews;
import org.junit.jupiter.api.Test;

/** What happens between two statements of a transaction, on every database. */
abstract class OverlapConformance extends GridConformance {
  private Runnable meanwhile = () -> {};
  private int rowsRead;
  private int after = Integer.MAX_VALUE;

  abstract DataSource plain();

  /** The same, told of each statement before it is sent. */
  @Override
  DataSource database() {
    return wrapped(DataSource.class, plain());
  }

  @Test
  void aReportThatComesWhileItsWorkunitIsReadIsNotOverlooked() {
    long batch = grid.batch(researcher, "app", "one");
    grid.run(PassName.TRANSITIONER);
    grid.run(PassName.FEEDER);
    Order first = grid.ask(alpha, 1, Set.of()).orders().get(0);
    Order second = grid.ask(beta, 1, Set.of()).orders().get(0);
    grid.answer(alpha, first, "same");
    grid.write("UPDATE workunit SET transition_time = 0");

    betweenTheTwoReads(() -> grid.answer(beta, second, "same"));
    grid.run(PassName.TRANSITIONER);
    assertThat(after).as("the report came in between").isEqualTo(Integer.MAX_VALUE);

    grid.settle();
    assertThat(grid.get(BatchViews.class).batch(researcher, batch).output()).isPresent();
  }

  /** The transitioner reads workunits and their results; both have a version. */
  private void betweenTheTwoReads(Runnable act) {
    meanwhile = act;
    rowsRead = 0;
    after = 2;
  }

  private void beforeStatement(String sql) {
    String upper = sql.toUpperCase(Locale.ROOT);
    if (upper.startsWith("SELECT") && upper.contains("VERSION") && ++rowsRead == after) {
      after = Integer.MAX_VALUE;
      meanwhile.run();
    }
  }

  private <T> T wrapped(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                beforeStatement((String) arguments[0]);
              }
              try {
                Object answer = method.invoke(real, arguments);
                return answer instanceof Connection connection && type == DataSource.class
                    ? wrapped(Connection.class, connection)
                    : answer;
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            }));
  }
}
