// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.culvert.library.ImportOptions;
import dev.culvert.library.ImportPlanner;
import dev.culvert.library.PlannedImport;
import dev.culvert.library.ProfileLibrary;
import dev.culvert.runtime.ProfileDownload.Downloaded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@Tag("not-under-wine")
class ProfileDownloadTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final byte[] PROFILE = "client\nremote a\n".getBytes(UTF_8);

  private final SSLContext tls = LoopbackTls.context();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch done = new CountDownLatch(1);
  private HttpServer plain = server();
  private HttpsServer secure = secureServer();

  @BeforeEach
  void start() {
    plain.setExecutor(threads);
    secure.setExecutor(threads);
    plain.start();
    secure.start();
  }

  @AfterEach
  void stop() {
    done.countDown();
    plain.stop(0);
    secure.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aProfileComesWithTheNameOfItsLink() throws Exception {
    on(plain, "/a/My%20Work.ovpn", exchange -> answer(exchange, 200, PROFILE));

    Downloaded got = get(link(plain, "/a/My%20Work.ovpn?token=s3cret"), LONG);

    assertThat(got.content().toArray()).isEqualTo(PROFILE);
    assertThat(got.fileName()).isEqualTo("My Work.ovpn");
    assertThat(got.place()).isEqualTo(link(plain, "/a/My Work.ovpn"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "attachment; filename=\"work vpn.ovpn\" > work vpn.ovpn",
        "attachment; filename=work.ovpn > work.ovpn",
        "attachment; filename=\"x.ovpn\"; filename*=UTF-8''M%C3%BCnchen.ovpn > M\u00FCnchen.ovpn",
        "attachment; filename=\"a\\\"b.ovpn\" > a\"b.ovpn",
        "attachment; filename*=UTF-8''%zz > get",
        "inline > get"
      },
      quoteCharacter = '`')
  void orTheNameThatTheServerGives(String header, String name) throws Exception {
    on(
        plain,
        "/get",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Disposition", header);
          answer(exchange, 200, PROFILE);
        });

    assertThat(get(link(plain, "/get"), LONG).fileName()).isEqualTo(name);
  }

  @Test
  void aRedirectToHttpsIsFollowed() throws Exception {
    on(plain, "/old", exchange -> redirect(exchange, link(secure, "/new.ovpn")));
    on(secure, "/new.ovpn", exchange -> redirect(exchange, "/newer.ovpn"));
    on(secure, "/newer.ovpn", exchange -> answer(exchange, 200, PROFILE));

    Downloaded got = get(link(plain, "/old"), LONG);

    assertThat(got.fileName()).isEqualTo("newer.ovpn");
    assertThat(got.place()).isEqualTo(link(plain, "/old"));
  }

  @Test
  void aRedirectToAnythingElseIsNot() {
    on(secure, "/down", exchange -> redirect(exchange, link(plain, "/x?t=s3cret")));
    on(plain, "/same", exchange -> redirect(exchange, link(plain, "/x")));
    on(plain, "/file", exchange -> redirect(exchange, "file:///etc/passwd"));
    on(plain, "/bad", exchange -> redirect(exchange, "http://[oops"));
    on(secure, "/loop", exchange -> redirect(exchange, "/loop"));

    assertThatSentence(link(secure, "/down"))
        .isEqualTo(
            link(secure, "/down")
                + ": redirected to "
                + link(plain, "/x")
                + ", which is not https: not followed");
    assertThatSentence(link(plain, "/same")).endsWith("which is not https: not followed");
    assertThatSentence(link(plain, "/file"))
        .endsWith("redirected to another kind of link, which is not https: not followed");
    assertThatSentence(link(plain, "/bad")).endsWith("redirected to what is no link");
    assertThatSentence(link(secure, "/loop")).endsWith("redirected more than 5 times");
  }

  @Test
  void aServerWithoutATrustedCertificateIsNotBelieved() {
    on(secure, "/x", exchange -> answer(exchange, 200, PROFILE));
    ProfileDownload download = new ProfileDownload(LONG, LONG, Optional.empty());

    assertThatThrownBy(() -> download.get(link(secure, "/x")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(link(secure, "/x") + ": no trusted TLS connection: ");
  }

  @Test
  void whatIsTooLargeIsNotTaken() {
    on(
        plain,
        "/said",
        exchange -> {
          exchange.sendResponseHeaders(200, 10_000_001);
          exchange.getResponseBody().write('c');
          exchange.getResponseBody().flush();
          await();
        });
    on(
        plain,
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] part = new byte[100_000];
          while (done.getCount() > 0) {
            exchange.getResponseBody().write(part);
          }
        });

    assertThatSentence(link(plain, "/said"))
        .isEqualTo(link(plain, "/said") + ": it is larger than 10 MB");
    assertThatSentence(link(plain, "/endless")).endsWith(": it is larger than 10 MB");
  }

  @Test
  void whatIsTooSlowIsGivenUp() {
    on(plain, "/silent", exchange -> await());
    on(
        plain,
        "/slow",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('c');
          exchange.getResponseBody().flush();
          await();
        });
    Duration limit = Duration.ofSeconds(1);

    assertThatThrownBy(() -> get(link(plain, "/silent"), limit))
        .hasMessage(link(plain, "/silent") + ": it took longer than 1 s");
    assertThatThrownBy(() -> get(link(plain, "/slow"), limit))
        .hasMessage(link(plain, "/slow") + ": it took longer than 1 s");
  }

  @Test
  void whatTheServerRefusesIsSaid() {
    on(plain, "/gone", exchange -> answer(exchange, 404, PROFILE));
    on(plain, "/login", exchange -> answer(exchange, 403, PROFILE));
    on(plain, "/broken", exchange -> answer(exchange, 500, PROFILE));
    on(
        plain,
        "/gzip",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          answer(exchange, 200, PROFILE);
        });
    on(
        plain,
        "/cut",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(PROFILE);
          exchange.close();
        });

    assertThatSentence(link(plain, "/gone"))
        .endsWith("/gone: the server answered 404: there is nothing at this link (any more)");
    assertThatSentence(link(plain, "/login")).contains("403: it wants a login");
    assertThatSentence(link(plain, "/broken")).endsWith("500: no profile");
    assertThatSentence(link(plain, "/gzip")).endsWith("sent packed (gzip) without being asked to");
    assertThatSentence(link(plain, "/cut")).startsWith(link(plain, "/cut") + ": ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://",
        "http:///x",
        "https://a b/",
        "http://user:s3cret@127.0.0.1/x",
        "http://127.0.0.1:x/?s3cret",
        "http://127.0.0.1:99999999/s3cret?s3cret",
        "http://%00/"
      })
  void aBrokenLinkIsASentenceWithoutItsSecret(String link) {
    assertThatSentence(link).isNotBlank().doesNotContain("?s3cret").doesNotContain(":s3cret");
  }

  @Test
  void aWebPageIsNoProfile() throws Exception {
    byte[] page = "<!DOCTYPE html><html>client\nremote a\n".getBytes(UTF_8);
    on(
        plain,
        "/work.ovpn",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/x-openvpn-profile");
          answer(exchange, 200, page);
        });

    assertThatThrownBy(() -> plan("/work.ovpn")).hasMessageContaining("a web page (a link may ask");
  }

  @Test
  void aProfileFromALinkReadsNoFileOfThisComputer() throws Exception {
    byte[] spy = "client\nca /etc/hostname\nkey pom.xml\n".getBytes(UTF_8);
    on(plain, "/spy.ovpn", exchange -> answer(exchange, 200, spy));

    assertThat(plan("/spy.ovpn").refusals())
        .hasSize(2)
        .allMatch(sentence -> sentence.contains("a profile from a link cannot name files"));
  }

  private PlannedImport plan(String path) throws Exception {
    ImportSource source = new ImportSource(new ProfileDownload(LONG, LONG, Optional.of(tls)));
    ImportPlanner planner = new ImportPlanner(new ProfileLibrary(List.of()), ImportOptions.CAREFUL);
    return planner.plan(source.find(link(plain, path)).candidates().getFirst());
  }

  private org.assertj.core.api.AbstractStringAssert<?> assertThatSentence(String link) {
    try {
      Downloaded got = get(link, LONG);
      throw new AssertionError("got " + got);
    } catch (IOException e) {
      return assertThat(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Downloaded get(String link, Duration limit) throws IOException, InterruptedException {
    return new ProfileDownload(LONG, limit, Optional.of(tls)).get(link);
  }

  private void await() {
    try {
      done.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void on(HttpServer server, String path, HttpHandler handler) {
    server.createContext(java.net.URI.create(path).getPath(), handler);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private static String link(HttpServer server, String path) {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private HttpsServer secureServer() {
    try {
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return server;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
