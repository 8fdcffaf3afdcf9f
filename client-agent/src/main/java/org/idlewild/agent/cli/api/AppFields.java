package org.idlewild.agent.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What of an application can be set after it was registered, as {@code KEY=VALUE}. */
public final class AppFields {
  private static final Set<String> NUMBERS =
      Set.of(
          "weight",
          "adaptiveQuorum",
          "dailyQuota",
          "maxPerHost",
          "maxPerUser",
          "fixedCredit",
          "tail");
  private static final Set<String> FLAGS = Set.of("beta", "staticClass", "sameVersion", "locality");
  private static final Set<String> WORDS = Set.of("redundancy", "credit");
  private static final String FOOTPRINT = "footprint.";
  private static final Set<String> FOOTPRINTS =
      Set.of("memoryBytes", "cpuSeconds", "elapsedSeconds", "processes", "diskBytes");

  /** What options' keys begin with, and the field that holds them. */
  private static final Map<String, String> PLUGINS =
      Map.of("validator.", "validatorOptions", "assimilator.", "assimilatorOptions");

  private AppFields() {}

  /** The change that some settings ask for, as the server wants it. */
  public static ObjectNode change(List<String> settings) {
    ObjectNode change = Json.object();
    settings.forEach(setting -> put(change, setting));
    return change;
  }

  private static void put(ObjectNode change, String setting) {
    int equals = setting.indexOf('=');
    if (equals < 1) {
      throw CommandFailed.usage("'%s' is expected as KEY=VALUE.", setting);
    }
    String key = setting.substring(0, equals);
    String value = setting.substring(equals + 1);
    for (Map.Entry<String, String> plugin : PLUGINS.entrySet()) {
      if (key.startsWith(plugin.getKey())) {
        change
            .withObject("/" + plugin.getValue())
            .put(key.substring(plugin.getKey().length()), value.isEmpty() ? null : value);
        return;
      }
    }
    policy(change.withObject("/policy"), key, value);
  }

  private static void policy(ObjectNode policy, String key, String value) {
    if (key.startsWith(FOOTPRINT) && FOOTPRINTS.contains(key.substring(FOOTPRINT.length()))) {
      number(policy.withObject("/footprint"), key.substring(FOOTPRINT.length()), value);
    } else if (NUMBERS.contains(key)) {
      number(policy, key, value);
    } else if (FLAGS.contains(key)) {
      flag(policy, key, value);
    } else if (WORDS.contains(key)) {
      policy.put(key, value);
    } else {
      throw CommandFailed.usage(
          "There is no setting '%s'; 'idlewild app set --help' lists them.", key);
    }
  }

  private static void number(ObjectNode object, String key, String value) {
    if (!value.matches("-?[0-9]{1,18}([.][0-9]{1,9})?")) {
      throw CommandFailed.usage("%s is expected to be a number, not '%s'.", key, value);
    }
    BigDecimal number = new BigDecimal(value);
    if (number.scale() == 0) {
      object.put(key, number.longValueExact());
    } else {
      object.put(key, number);
    }
  }

  private static void flag(ObjectNode object, String key, String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw CommandFailed.usage("%s is expected to be true or false, not '%s'.", key, value);
    }
    object.put(key, value.equals("true"));
  }

  /** What an application is set to, by key. */
  public static Map<String, String> of(JsonNode app) {
    Map<String, String> fields = new TreeMap<>();
    app.path("policy")
        .fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isObject()) {
                texts(fields, field.getKey() + ".", field.getValue());
              } else {
                fields.put(field.getKey(), field.getValue().asText());
              }
            });
    PLUGINS.forEach((prefix, field) -> texts(fields, prefix, app.path(field)));
    return fields;
  }

  private static void texts(Map<String, String> fields, String prefix, JsonNode object) {
    object
        .fields()
        .forEachRemaining(field -> fields.put(prefix + field.getKey(), field.getValue().asText()));
  }
}
