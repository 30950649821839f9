// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import static dev.culvert.simnet.Ends.CIPHERS;
import static dev.culvert.simnet.Ends.CLIENT;
import static dev.culvert.simnet.Ends.QUICK;
import static dev.culvert.simnet.Ends.SERVER;
import static dev.culvert.simnet.Ends.TLS_CRYPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Secret;
import dev.culvert.control.ControlMessage.ChallengeResponse;
import dev.culvert.event.DisconnectCause.AuthFailed;
import dev.culvert.event.DisconnectCause.NoPushReply;
import dev.culvert.event.TunnelEvent.LinkToOpen;
import dev.culvert.event.TunnelEvent.LoginPending;
import dev.culvert.event.TunnelEvent.RenegotiationDone;
import dev.culvert.event.TunnelEvent.TextChallenge;
import dev.culvert.keys.UserPass;
import dev.culvert.negotiate.AuthToken;
import dev.culvert.role.ClientRole;
import dev.culvert.role.Role;
import dev.culvert.role.ServerRole;
import dev.culvert.simnet.Ends;
import dev.culvert.simnet.Noise;
import dev.culvert.simnet.NoisyWire;
import dev.culvert.simnet.SimEnd;
import dev.culvert.simnet.World;
import dev.culvert.wire.PeerId;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A client's login in virtual time: when it is read, and what a server that waits brings about. */
final class LoginSessionTest {
  private final World world = new World();
  private final NoisyWire wire = new NoisyWire(world, Noise.NONE, 1);
  private final SecureRandom random = new SecureRandom();
  private final List<AuthToken> tokens = new ArrayList<>();
  private final List<Secret> handedOut = new ArrayList<>();
  private Optional<String> password = Optional.of("first-pw");
  private int asked;

  @Test
  void eachKeyTakesTheLoginOfItsTimeAndWipesIt() {
    SimEnd server = server("auth-token SESS_ID_AT_x", "auth-token-user YWxpY2U=");
    SimEnd client = client();
    runUntil(() -> client.established() && server.established());
    assertThat(asked).isEqualTo(1);
    assertThat(tokens.getLast().user()).contains("alice");
    assertThat(client.events().toString()).doesNotContain("SESS_ID").doesNotContain("first-pw");

    client.with(Session::renegotiate);
    runUntil(() -> client.count(RenegotiationDone.class) == 1);
    assertThat(asked).isEqualTo(2);
    assertThat(handedOut).allMatch(Secret::isZero);
  }

  @Test
  void aKeyWaitsForALoginThatIsAskedFor() {
    password = Optional.empty();
    SimEnd server = server();
    SimEnd client = client();
    world.runUntil(() -> false, Duration.ofSeconds(20));
    assertThat(client.established()).isFalse();

    password = Optional.of("typed");
    client.with(Session::onLogin);
    runUntil(() -> client.established() && server.established());

    password = Optional.empty();
    client.with(Session::renegotiate);
    world.runUntil(() -> false, Duration.ofSeconds(20));
    assertThat(client.count(RenegotiationDone.class)).isZero();
    password = Optional.of("typed again");
    client.with(Session::onLogin);
    runUntil(() -> client.count(RenegotiationDone.class) == 1);
  }

  @Test
  void aPendingLoginIsWaitedForAndItsQuestionAnswered() {
    WaitingServer role =
        new WaitingServer(List.of("AUTH_PENDING,timeout 40", "INFO_PRE,CR_TEXT:R,E:Enter token"));
    SimEnd server = end(SERVER, settings(role, null));
    server.start();
    SimEnd client = client();
    runUntil(() -> client.count(TextChallenge.class) == 1);
    assertThat(client.events()).contains(new LoginPending(Duration.ofSeconds(40)));
    client.with(
        (session, now) ->
            session.respond(new ChallengeResponse(Secret.copyOf("123456".getBytes(UTF_8))), now));
    runUntil(client::established);
    assertThat(role.heard()).contains("CR_RESPONSE,MTIzNDU2");
  }

  @Test
  void aPendingLoginHasAnEnd() {
    WaitingServer role =
        new WaitingServer(
            List.of("AUTH_PENDING,timeout 30", "INFO_PRE,WEB_AUTH::https://auth.vector.test/x"));
    SimEnd server = end(SERVER, settings(role, null));
    server.start();
    SimEnd client = client();
    runUntil(() -> client.count(LinkToOpen.class) == 1);
    world.runUntil(() -> false, Duration.ofSeconds(27));
    assertThat(client.ended()).isEmpty();
    world.runUntil(() -> false, Duration.ofSeconds(10));
    assertThat(client.ended()).containsInstanceOf(NoPushReply.class);
  }

  @Test
  void aRefusalEndsTheSessionWithTheServersText() {
    SimEnd server = end(SERVER, settings(new WaitingServer(List.of("AUTH_FAILED,not you")), null));
    server.start();
    SimEnd client = client();
    runUntil(() -> client.ended().isPresent());
    assertThat(client.ended()).contains(new AuthFailed("not you"));
  }

  private static final Charset UTF_8 = StandardCharsets.UTF_8;

  private SimEnd server(String... options) {
    SimEnd server =
        end(SERVER, settings(new ServerRole(CIPHERS, List.of(options), new PeerId(5)), null));
    server.start();
    return server;
  }

  private SimEnd client() {
    SessionSettings plain = settings(new ClientRole(CIPHERS, "test", "linux"), SERVER);
    SimEnd client =
        end(
            CLIENT,
            new SessionSettings(
                plain.role(),
                plain.protection(),
                plain.tls(),
                plain.optionsString(),
                plain.timers(),
                plain.remote(),
                plain.allowFloat(),
                plain.clock(),
                new User()));
    client.start();
    return client;
  }

  private static SessionSettings settings(Role role, @Nullable InetSocketAddress remote) {
    return Ends.settings(role, TLS_CRYPT, QUICK, remote);
  }

  private SimEnd end(InetSocketAddress at, SessionSettings settings) {
    return new SimEnd(world, wire, at, settings, random);
  }

  private void runUntil(BooleanSupplier done) {
    assertThat(world.runUntil(done, Duration.ofSeconds(20))).as("done in 20 s").isTrue();
  }

  /** The user of this test. */
  private final class User implements SessionLogin {
    @Override
    public Optional<UserPass> current() {
      asked++;
      Optional<Secret> secret = password.map(text -> Secret.copyOf(text.getBytes(UTF_8)));
      secret.ifPresent(handedOut::add);
      return secret.map(known -> new UserPass("alice", known));
    }

    @Override
    public void onToken(AuthToken token) {
      tokens.add(token);
    }
  }
}
