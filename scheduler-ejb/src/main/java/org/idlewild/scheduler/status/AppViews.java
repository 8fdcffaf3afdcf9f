package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.TreeMap;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Identities;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.App;

/** Applications as researchers see them; everybody sees all. Threads: any. */
@Singleton
public class AppViews {
  private final Transactions transactions;
  private final Catalogue catalogue;
  private final Identities identities;

  @Inject
  AppViews(Transactions transactions, Catalogue catalogue, Identities identities) {
    this.transactions = transactions;
    this.catalogue = catalogue;
    this.identities = identities;
  }

  public List<AppView> all(Caller caller) {
    caller.requireResearcher();
    return transactions.call(() -> catalogue.all().stream().map(this::view).toList());
  }

  /** One of them; NOT_FOUND when there is none of that name. */
  public AppView named(Caller caller, String name) {
    caller.requireResearcher();
    return transactions
        .call(() -> catalogue.named(name).map(this::view))
        .orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "there is no app of this name"));
  }

  private AppView view(App app) {
    return new AppView(
        app.name(),
        identities.withId(app.owner()).map(Identities.Account::name).orElse(""),
        app.validator(),
        new TreeMap<>(app.validatorOptions()),
        app.assimilator(),
        new TreeMap<>(app.assimilatorOptions()),
        PolicyView.of(app.policy()),
        catalogue.versionsOf(app.id()).stream()
            .map(version -> AppVersionView.of(app.name(), version))
            .toList());
  }
}
