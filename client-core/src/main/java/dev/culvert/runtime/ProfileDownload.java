// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import dev.culvert.bytes.Bytes;
import dev.culvert.library.Limits;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches profiles from links. What a link has behind its {@code ?} is often a secret: it is sent
 * and never shown. Redirects lead to https only.
 */
public final class ProfileDownload {
  private static final int MAX_REDIRECTS = 5;

  private final Duration connectLimit;
  private final Duration limit;
  private final Optional<SSLContext> tls;

  /** With the system's certificates, ten seconds for a connection and a minute for everything. */
  public ProfileDownload() {
    this(Duration.ofSeconds(10), Duration.ofMinutes(1), Optional.empty());
  }

  ProfileDownload(Duration connectLimit, Duration limit, Optional<SSLContext> tls) {
    this.connectLimit = connectLimit;
    this.limit = limit;
    this.tls = tls;
  }

  /**
   * What a link gave.
   *
   * @param place the link that was given, without what may be secret
   * @param fileName the server's name for it, or the end of the link
   */
  public record Downloaded(String place, String fileName, Bytes content) {
    /** Leaves out the content: there may be a private key in it. */
    @Override
    public String toString() {
      return place;
    }
  }

  /** Whether an argument is a link and no path. */
  public static boolean isLink(String argument) {
    return argument.regionMatches(true, 0, "http://", 0, 7)
        || argument.regionMatches(true, 0, "https://", 0, 8);
  }

  /** The link as it may be shown: no user, no query. */
  static String shown(URI link) {
    String port = link.getPort() < 0 ? "" : ":" + link.getPort();
    String path = link.getPath() == null ? "" : link.getPath();
    return (link.getScheme() + "://" + link.getHost() + port + path).replaceAll("\\p{Cntrl}", "?");
  }

  /**
   * Fetches a link.
   *
   * @throws IOException with one line that names the link
   */
  public Downloaded get(String link) throws IOException, InterruptedException {
    URI first = parsed(link);
    HttpClient client = client();
    try {
      long end = System.nanoTime() + limit.toNanos();
      URI at = first;
      for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
        HttpResponse<Optional<Bytes>> response = send(client, at, end);
        int status = response.statusCode();
        Optional<String> location = response.headers().firstValue("location");
        if (status / 100 == 3 && location.isPresent()) {
          at = redirected(at, location.get());
        } else if (status == 200) {
          return downloaded(first, at, response);
        } else {
          throw new IOException(
              shown(at) + ": the server answered " + status + ": " + words(status));
        }
      }
      throw new IOException(shown(first) + ": redirected more than 5 times");
    } finally {
      client.shutdownNow();
    }
  }

  private static String words(int status) {
    return switch (status) {
      case 401, 403 -> "it wants a login or does not like this link any more";
      case 404, 410 -> "there is nothing at this link (any more)";
      default -> "no profile";
    };
  }

  private static URI parsed(String link) throws IOException {
    try {
      URI uri = new URI(link);
      if (uri.getHost() == null) {
        throw new IOException("this link names no host");
      }
      if (uri.getRawUserInfo() != null) {
        throw new IOException(
            shown(uri) + ": a link with a user or password in it is not taken: others can see it");
      }
      return uri;
    } catch (URISyntaxException e) {
      // The link itself stays out of the message: what is wrong may be in its secret part.
      throw new IOException("this is no link: " + e.getReason(), e);
    }
  }

  private HttpClient client() {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectLimit);
    tls.ifPresent(builder::sslContext);
    return builder.build();
  }

  private static URI redirected(URI from, String location) throws IOException {
    URI to;
    try {
      to = from.resolve(new URI(location));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException(shown(from) + ": redirected to what is no link", e);
    }
    if (!"https".equalsIgnoreCase(to.getScheme()) || to.getHost() == null) {
      throw new IOException(
          shown(from)
              + ": redirected to "
              + (to.getHost() == null ? "another kind of link" : shown(to))
              + ", which is not https: not followed");
    }
    return to;
  }

  private HttpResponse<Optional<Bytes>> send(HttpClient client, URI at, long end)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(at).header("Accept", "*/*").timeout(limit).GET().build();
    CompletableFuture<HttpResponse<Optional<Bytes>>> answer =
        client.sendAsync(
            request,
            info -> new LimitedBody(info.headers().firstValueAsLong("content-length").orElse(0)));
    try {
      return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException(late(at), e);
    } catch (ExecutionException e) {
      throw new IOException(failed(at, e.getCause()), e);
    }
  }

  private String late(URI at) {
    return shown(at) + ": it took longer than " + limit.toSeconds() + " s";
  }

  private String failed(URI at, @Nullable Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return late(at);
    }
    if (cause instanceof SSLException) {
      return shown(at) + ": no trusted TLS connection: " + cause.getMessage();
    }
    if (cause instanceof java.net.ConnectException) {
      return shown(at) + ": no connection to " + at.getHost();
    }
    String message = cause == null ? null : cause.getMessage();
    return shown(at) + ": " + (message == null ? String.valueOf(cause) : message);
  }

  private static Downloaded downloaded(URI first, URI last, HttpResponse<Optional<Bytes>> response)
      throws IOException {
    Optional<Bytes> body = response.body();
    if (body.isEmpty()) {
      throw new IOException(shown(last) + ": it is larger than " + Limits.MAX_WORDS);
    }
    Optional<String> encoding = response.headers().firstValue("content-encoding");
    if (encoding.isPresent() && !encoding.get().toLowerCase(Locale.ROOT).equals("identity")) {
      throw new IOException(
          shown(last) + ": sent packed (" + encoding.get() + ") without being asked to");
    }
    Optional<String> named =
        response.headers().firstValue("content-disposition").flatMap(ContentDisposition::fileName);
    String path = last.getPath() == null ? "" : last.getPath();
    String end = path.substring(path.lastIndexOf('/') + 1);
    return new Downloaded(
        shown(first), named.orElse(end.isEmpty() ? last.getHost() : end), body.get());
  }
}
