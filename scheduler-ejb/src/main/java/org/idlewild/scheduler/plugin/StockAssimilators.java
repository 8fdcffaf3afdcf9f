package org.idlewild.scheduler.plugin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.idlewild.assimilator.Assimilator;
import org.idlewild.assimilator.CopyAssimilator;
import org.idlewild.scheduler.settings.AssimilationSettings;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.scheduler.settings.PluginSettings;
import org.idlewild.scheduler.store.Answers;
import org.idlewild.scheduler.store.Scratch;
import org.idlewild.scheduler.store.Transactions;

/** The assimilators that need something of the server: a folder, its database, its scripts. */
@Singleton
class StockAssimilators {
  private final List<Assimilator> all = new ArrayList<>();

  @Inject
  StockAssimilators(
      AssimilationSettings settings,
      LifecycleSettings lifecycle,
      PluginSettings plugins,
      ScriptSandbox scripts,
      Scratch scratch,
      Tables tables) {
    settings.folder().ifPresent(folder -> all.add(new CopyAssimilator(folder)));
    all.add(
        new ScriptAssimilator(plugins.scripts(), scripts, scratch, lifecycle.pluginLimit(), ""));
    all.add(tables.assimilator());
  }

  List<Assimilator> all() {
    return List.copyOf(all);
  }

  /** Keeps the database out of the list of what all need. */
  @Singleton
  static class Tables {
    private final Transactions transactions;
    private final Answers answers;

    @Inject
    Tables(Transactions transactions, Answers answers) {
      this.transactions = transactions;
      this.answers = answers;
    }

    Assimilator assimilator() {
      return new TableAssimilator(transactions, answers);
    }
  }
}
