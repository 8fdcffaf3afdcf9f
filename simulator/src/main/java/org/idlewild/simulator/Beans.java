package org.idlewild.simulator;

import jakarta.annotation.Resource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceContext;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Wires the server's classes by their constructors, as its container does, in microseconds: a new
 * one is a server that was just started.
 */
public final class Beans {
  private final Map<Class<?>, Object> made = new HashMap<>();
  private final Map<Class<?>, Class<?>> replaced = new HashMap<>();

  /** Lets this be the bean of its class. */
  <T> Beans put(Class<T> type, T bean) {
    made.put(type, bean);
    return this;
  }

  /** Lets a subclass take a class's place: how tests break a rule on purpose. */
  public <T> Beans replace(Class<T> type, Class<? extends T> by) {
    replaced.put(type, by);
    made.remove(type);
    return this;
  }

  /** Takes what a bean produces. */
  void putProducts(Object producer) {
    Stream.of(producer.getClass().getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Produces.class))
        .forEach(method -> made.put(method.getReturnType(), call(producer, method)));
  }

  private static Object call(Object producer, Method method) {
    try {
      method.setAccessible(true);
      return method.invoke(producer);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(method + " cannot be called", failure);
    }
  }

  /** The bean of a class. */
  <T> T get(Class<T> type) {
    Object bean = made.get(type);
    if (bean == null) {
      bean = make(replaced.getOrDefault(type, type));
      made.put(type, bean);
    }
    return type.cast(bean);
  }

  private Object make(Class<?> type) {
    try {
      Constructor<?> constructor = constructor(type);
      constructor.setAccessible(true);
      Object[] parameters =
          Stream.of(constructor.getParameterTypes()).map(this::get).toArray(Object[]::new);
      Object bean = constructor.newInstance(parameters);
      for (Field field : type.getDeclaredFields()) {
        if (isInjected(field)) {
          field.setAccessible(true);
          field.set(bean, get(field.getType()));
        }
      }
      return bean;
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(type + " cannot be made", failure);
    }
  }

  private static Constructor<?> constructor(Class<?> type) {
    Constructor<?>[] all = type.getDeclaredConstructors();
    return Stream.of(all)
        .filter(constructor -> constructor.isAnnotationPresent(Inject.class) || all.length == 1)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(type + " has no constructor to inject"));
  }

  private static boolean isInjected(AnnotatedElement field) {
    return field.isAnnotationPresent(PersistenceContext.class)
        || field.isAnnotationPresent(Resource.class)
        || field.isAnnotationPresent(Inject.class);
  }
}
