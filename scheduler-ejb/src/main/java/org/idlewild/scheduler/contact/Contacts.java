package org.idlewild.scheduler.contact;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.daemon.Wake;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.dispatch.Dispatch;
import org.idlewild.scheduler.dispatch.Round;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.report.Report;
import org.idlewild.scheduler.report.Reports;
import org.idlewild.scheduler.report.Taken;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Visit;
import org.idlewild.scheduler.store.Visits;

/**
 * Serves hosts: takes their reports and answers their requests (BOINC: handle_request). Those that
 * come at the same time are served in one transaction, and none is answered before its commit.
 * Threads: any.
 */
@Singleton
public class Contacts {
  private static final int MOST = 64;

  private final Transactions transactions;
  private final Visits visits;
  private final Reports reports;
  private final Dispatch dispatch;
  private final Wake wake;
  private final Together<Timed, Served> together = new Together<>(MOST, Timed::host, this::serve);

  @Inject
  Contacts(
      Transactions transactions, Visits visits, Reports reports, Dispatch dispatch, Wake wake) {
    this.transactions = transactions;
    this.visits = visits;
    this.reports = reports;
    this.dispatch = dispatch;
    this.wake = wake;
  }

  private record Timed(Contact contact, Instant now) {
    long host() {
      return contact.host();
    }
  }

  /** One that is served now, and its host. */
  private record Known(int place, Contact contact, Visit visit) {}

  /**
   * Serves one.
   *
   * @throws Refused NOT_FOUND for a host that never enrolled, CONFLICT when another agent polls as
   *     this host, BUSY while the database serves nobody
   */
  public Served serve(Contact contact, Instant now) {
    return together.call(new Timed(contact, now));
  }

  /** When that fails, each is served alone, so that nobody suffers from another. */
  private List<Supplier<Served>> serve(List<Timed> all) {
    if (all.size() == 1) {
      return List.of(alone(all.get(0)));
    }
    try {
      return inOne(all);
    } catch (RuntimeException failure) {
      return all.stream().map(this::alone).toList();
    }
  }

  private Supplier<Served> alone(Timed one) {
    try {
      return inOne(List.of(one)).get(0);
    } catch (RuntimeException failure) {
      return () -> {
        throw failure;
      };
    }
  }

  private List<Supplier<Served>> inOne(List<Timed> all) {
    List<Contact> contacts = all.stream().map(Timed::contact).toList();
    Instant now = all.stream().map(Timed::now).max(Instant::compareTo).orElseThrow();
    Session session = transactions.call(() -> new Session(contacts, now).run());
    session.announce();
    return session.answers;
  }

  /** One transaction. */
  private final class Session {
    private final List<Contact> contacts;
    private final Instant now;
    private final List<Supplier<Served>> answers = new ArrayList<>();
    private final List<Known> known = new ArrayList<>();
    private Taken taken;
    private Optional<Round> round = Optional.empty();

    Session(List<Contact> contacts, Instant now) {
      this.contacts = contacts;
      this.now = now;
    }

    Session run() {
      admit(visits.of(contacts.stream().map(Contact::host).toList()));
      taken = report();
      answer(taken.workunits());
      visits.save(known.stream().map(Known::visit).toList());
      return this;
    }

    private void admit(Map<Long, Visit> here) {
      for (Contact contact : contacts) {
        Optional<Refused> refused = refusal(contact, Optional.ofNullable(here.get(contact.host())));
        refused.ifPresentOrElse(
            why ->
                answers.add(
                    () -> {
                      throw why;
                    }),
            () -> {
              known.add(new Known(answers.size(), contact, here.get(contact.host())));
              answers.add(null);
            });
      }
    }

    private Optional<Refused> refusal(Contact contact, Optional<Visit> visit) {
      if (visit.isEmpty()) {
        return Optional.of(new Refused(Refused.Reason.NOT_FOUND, "this host never enrolled here"));
      }
      return mark(contact)
          .filter(mark -> !mark.follows(visit.get().last()))
          .map(
              copy ->
                  new Refused(
                      Refused.Reason.CONFLICT,
                      "another agent polls as this host, so this one is a copy: it must be enrolled"
                          + " anew"));
    }

    private static Optional<Visit.Mark> mark(Contact contact) {
      return contact
          .mark()
          .map(mark -> new Visit.Mark(mark.number(), Optional.of(mark.instance())));
    }

    private Taken report() {
      List<Reports.Told> told =
          known.stream()
              .filter(each -> !each.contact().reports().isEmpty())
              .map(each -> new Reports.Told(each.visit(), each.contact().reports()))
              .toList();
      return reports.take(told, now);
    }

    private void answer(Set<Long> due) {
      List<Known> asking =
          known.stream().filter(each -> each.contact().request().isPresent()).toList();
      visits.note(
          asking.stream()
              .map(
                  each ->
                      new Visits.Arrival(
                          each.visit(),
                          each.contact().request().orElseThrow().description(),
                          mark(each.contact()),
                          now))
              .toList());
      Map<Long, Assignment> assignments = asking.isEmpty() ? Map.of() : assign(asking, due);
      for (Known each : known) {
        Served served =
            new Served(
                each.contact().reports().stream().map(Report::resultId).distinct().toList(),
                Optional.ofNullable(assignments.get(each.contact().host())));
        answers.set(each.place(), () -> served);
      }
    }

    private Map<Long, Assignment> assign(List<Known> asking, Set<Long> due) {
      Round begun = dispatch.begin(wanting(asking), due, now);
      for (Known each : asking) {
        dispatch.answer(begun, each.visit(), each.contact().request().orElseThrow());
      }
      round = Optional.of(begun);
      return dispatch.write(begun);
    }

    private static List<Visit> wanting(List<Known> asking) {
      return asking.stream()
          .filter(each -> !each.contact().request().orElseThrow().wanted().isSated())
          .map(Known::visit)
          .toList();
    }

    /** After the commit. */
    void announce() {
      if (!taken.workunits().isEmpty()) {
        Faults.at(Point.REPORTS_TAKEN);
        taken.concerns().forEach(wake::up);
        Faults.at(Point.REPORTS_ANNOUNCED);
      }
      round.ifPresent(dispatch::written);
    }
  }
}
