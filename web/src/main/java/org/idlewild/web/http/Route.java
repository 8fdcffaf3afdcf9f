package org.idlewild.web.http;

import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Notes the template of the address that a request matched, so that metrics have few names however
 * many batches.
 */
@Provider
@Singleton
public class Route implements ContainerRequestFilter {
  /** The servlet request's attribute. */
  public static final String ATTRIBUTE = "org.idlewild.route";

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    String root = context.getUriInfo().getBaseUri().getPath();
    request.setAttribute(
        ATTRIBUTE,
        template(
            root,
            resource.getResourceClass(),
            path(resource.getResourceMethod().getAnnotation(Path.class))));
  }

  /** Joins the three parts of a route with single slashes. */
  public static String template(String root, Class<?> resource, Optional<String> method) {
    return Stream.of(Optional.of(root), path(resource.getAnnotation(Path.class)), method)
        .flatMap(Optional::stream)
        .flatMap(part -> Arrays.stream(part.split("/")))
        .filter(step -> !step.isEmpty())
        .collect(Collectors.joining("/", "/", ""));
  }

  private static Optional<String> path(Path path) {
    return Optional.ofNullable(path).map(Path::value);
  }
}
