// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import static dev.culvert.farside.Inputs.AES;
import static dev.culvert.farside.Inputs.CHACHA;
import static dev.culvert.farside.Inputs.PRIMARY;
import static dev.culvert.farside.Inputs.SECONDARY;
import static dev.culvert.farside.Inputs.UDP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error that the driver documents, and the lines that give a departure away. */
class StrictnessTest {
  private static final String CURRENT = "2.8.4";
  private static final Bytes NONE = Bytes.EMPTY;
  private static final Bytes PEER = Inputs.newPeer(1194, UDP);
  private static final Bytes SET = Inputs.setPeer(10, 60, 1400);
  private static final Bytes FIRST_KEY = Inputs.newKey(PRIMARY, AES, 0, 32, 1);

  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final Log log = new Log(new PrintStream(lines, true, UTF_8));
  private final RecordingClient client = new RecordingClient();
  private DriverState driver = driver(CURRENT, true);

  private DriverState driver(String version, boolean chacha) {
    return new DriverState(
        DriverVersion.of(version), chacha, new Adapter(new MemoryTun()), log, () -> 0);
  }

  @AfterEach
  void close() {
    driver.gone();
  }

  private Frame ask(int code, Bytes input, int outMax) {
    driver.ioctl(client, 1, code, outMax, input);
    return Objects.requireNonNull(client.present(), "no answer");
  }

  private int ask(Ioctl ioctl, Bytes input) {
    return ask(ioctl.code(), input, ioctl.outputSize()).status();
  }

  private int write(Bytes packet) {
    driver.write(client, 1, packet);
    return Objects.requireNonNull(client.present(), "no answer").status();
  }

  private List<String> violations() {
    return lines.toString(UTF_8).lines().filter(l -> l.startsWith("VIOLATION: ")).toList();
  }

  private void withPeer() {
    assertThat(ask(Ioctl.NEW_PEER, PEER)).isZero();
  }

  private void withKey() {
    withPeer();
    assertThat(ask(Ioctl.SET_PEER, SET)).isZero();
    assertThat(ask(Ioctl.NEW_KEY, FIRST_KEY)).isZero();
  }

  @Test
  void aCorrectSessionHasNoViolation() throws InterruptedException {
    driver.opened(client);
    assertThat(ask(Ioctl.GET_VERSION, NONE)).isZero();
    withPeer();
    assertThat(write(Bytes.ofHex("3801"))).isZero();
    assertThat(ask(Ioctl.START_VPN, NONE)).isZero();
    assertThat(ask(Ioctl.SET_PEER, SET)).isZero();
    assertThat(ask(Ioctl.NEW_KEY, FIRST_KEY)).isZero();
    assertThat(ask(Ioctl.NEW_KEY, Inputs.newKey(SECONDARY, CHACHA, 1, 32, 3))).isZero();
    assertThat(ask(Ioctl.SWAP_KEYS, NONE)).isZero();
    assertThat(ask(Ioctl.NEW_KEY, Inputs.newKey(SECONDARY, AES, 2, 16, 5))).isZero();
    assertThat(ask(Ioctl.GET_STATS, NONE)).isZero();
    assertThat(ask(Ioctl.GET_PEER_STATS.code(), Bytes.ofHex("ffffffff"), 40).status()).isZero();
    driver.ioctl(client, 1, Ioctl.DEL_PEER.code(), 0, NONE);
    assertThat(client.next()).isEqualTo(Frame.flush());
    assertThat(client.next().status()).isZero();
    driver.closed();
    assertThat(violations()).isEmpty();
    assertThat(lines.toString(UTF_8))
        .isEqualTo(
            """
            OPEN
            GET_VERSION
            NEW_PEER udp local=0.0.0.0:0 remote=127.0.0.1:1194
            WRITE 2
            START_VPN
            SET_PEER interval=10 timeout=60 mss=1400
            NEW_KEY slot=primary cipher=AES-GCM bits=256 key-id=0 peer-id=7
            NEW_KEY slot=secondary cipher=CHACHA20-POLY1305 bits=256 key-id=1 peer-id=7
            SWAP_KEYS
            NEW_KEY slot=secondary cipher=AES-GCM bits=128 key-id=2 peer-id=7
            GET_STATS
            GET_PEER_STATS -1
            DEL_PEER
            CLOSE
            media disconnected
            """);
  }

  @Test
  void ioctlCodesAreThoseOfTheHeader() {
    assertThat(Ioctl.NEW_PEER.code()).isEqualTo(0x00220004);
    assertThat(Ioctl.NEW_KEY.code()).isEqualTo(0x0022000C);
    assertThat(Ioctl.GET_PEER_STATS.code()).isEqualTo(0x0022004C);
  }

  @Test
  void refusesUnknownRequests() {
    assertThat(ask(0x00220fa0, NONE, 0).status()).isEqualTo(0xC0000010);
    assertThat(violations()).containsExactly("VIOLATION: ioctl 0x00220FA0 is unknown");
  }

  @ParameterizedTest
  @EnumSource(
      value = Ioctl.class,
      names = {"NEW_PEER", "NEW_KEY", "NEW_KEY_V2", "SET_PEER", "GET_PEER_STATS", "DEL_PEER"})
  void refusesInputOfAWrongSize(Ioctl ioctl) {
    int wrong = ioctl.inputSize() == 0 ? 1 : ioctl.inputSize() - 1;
    assertThat(ask(ioctl, Bytes.copyOf(new byte[wrong]))).isEqualTo(0xC0000023);
    assertThat(ask(ioctl, Bytes.copyOf(new byte[ioctl.inputSize() + 1]))).isEqualTo(0xC0000023);
    assertThat(violations()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Ioctl.class,
      names = {"GET_STATS", "GET_VERSION"})
  void refusesShortOutput(Ioctl ioctl) {
    Frame answer = ask(ioctl.code(), NONE, ioctl.outputSize() - 1);
    assertThat(answer.status()).isEqualTo(0xC0000023);
    assertThat(violations()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Ioctl.class,
      names = {"SET_PEER", "START_VPN", "SWAP_KEYS"})
  void refusesWhatNeedsAPeer(Ioctl ioctl) {
    Bytes input = ioctl == Ioctl.SET_PEER ? SET : NONE;
    assertThat(ask(ioctl, input)).isEqualTo(0xC0000010);
    assertThat(violations()).containsExactly("VIOLATION: " + ioctl + " without a peer");
  }

  @ParameterizedTest
  @CsvSource({"1.3.3, 0xC0000010", "2.0.1, 0xC0000010", "2.5.8, 0xC00002F0"})
  void refusesAKeyWithoutAPeer(String version, String status) {
    driver = driver(version, true);
    assertThat(ask(Ioctl.NEW_KEY, FIRST_KEY)).isEqualTo(Long.decode(status).intValue());
    assertThat(violations()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.3.3", "2.0.9"})
  void olderDriversRefuseASecondPeer(String version) {
    driver = driver(version, true);
    withPeer();
    assertThat(ask(Ioctl.NEW_PEER, PEER)).isEqualTo(0xC000022B);
    assertThat(violations()).hasSize(1);
  }

  @Test
  void newerDriversReplaceThePeer() {
    driver = driver("2.5.8", true);
    withPeer();
    withPeer();
    assertThat(violations()).isEmpty();
  }

  @Test
  void delPeerNeedsNoPeer() throws InterruptedException {
    driver.ioctl(client, 1, Ioctl.DEL_PEER.code(), 0, NONE);
    assertThat(client.next()).isEqualTo(Frame.flush());
    assertThat(client.next()).isEqualTo(Frame.reply(1, NtStatus.SUCCESS, NONE));
    assertThat(violations()).isEmpty();
  }

  @ParameterizedTest(name = "byte {0} = {1}")
  @CsvSource({
    "0, 7, 0xC0000010", // Local is no address
    "0, 23, 0xC0000010", // Local is IPv6, Remote IPv4
    "28, 0, 0xC0000010", // Remote is no address
    "56, 2, 0xC0000010", // Proto
    "59, 1, 0xC0000010", // Proto, highest byte
    "8, 1, 0xC000000D", // sin_zero
    "27, 1, 0xC000000D", // rest of the union of Local
    "55, 1, 0xC000000D", // rest of the union of Remote
  })
  void refusesABadNewPeer(int at, int value, String status) {
    assertThat(ask(Ioctl.NEW_PEER, Inputs.with(PEER, at, value)))
        .isEqualTo(Long.decode(status).intValue());
    assertThat(violations()).hasSize(1);
  }

  @Test
  void refusesARemoteWithoutPortOrAddress() {
    assertThat(ask(Ioctl.NEW_PEER, Inputs.newPeer(0, UDP))).isEqualTo(0xC000000D);
    InetSocketAddress any = Inputs.at("0.0.0.0", 1194);
    assertThat(ask(Ioctl.NEW_PEER, Inputs.newPeer(any, any, UDP))).isEqualTo(0xC000000D);
    assertThat(violations()).hasSize(2);
  }

  @Test
  void takesIpv6AndItsScopeOnlyWhereItBelongs() {
    InetSocketAddress local = Inputs.at("::", 0);
    Bytes global = Inputs.newPeer(local, Inputs.at("2001:db8::1", 1194), UDP);
    assertThat(ask(Ioctl.NEW_PEER, global)).isZero();
    assertThat(ask(Ioctl.NEW_PEER, Inputs.with(global, 52, 1))).isEqualTo(0xC000000D);
    assertThat(ask(Ioctl.NEW_PEER, Inputs.with(global, 32, 1))).isEqualTo(0xC000000D);
    Bytes linkLocal = Inputs.newPeer(local, Inputs.at("fe80::1", 1194), UDP);
    assertThat(ask(Ioctl.NEW_PEER, Inputs.with(linkLocal, 52, 1))).isZero();
    assertThat(violations()).hasSize(2);
    assertThat(lines.toString(UTF_8))
        .contains("NEW_PEER udp local=[::]:0 remote=[2001:db8::1]:1194");
  }

  @Test
  void aLocalPortInUseIsNoFaultOfTheClient() throws SocketException {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Bytes input =
          Inputs.newPeer(
              Inputs.at("127.0.0.1", taken.getLocalPort()), Inputs.at("127.0.0.1", 1194), UDP);
      assertThat(ask(Ioctl.NEW_PEER, input)).isEqualTo(0xC000020A);
    }
    assertThat(violations()).isEmpty();
  }

  @ParameterizedTest(name = "byte {0} = {1}")
  @CsvSource({
    "82, 1, 0xC000000D", // padding
    "93, 1, 0xC000000D", // padding
    "95, 1, 0xC000000D", // padding
    "84, 2, 0xC0000010", // KeySlot
    "88, 0, 0xC0000010", // CipherAlg none
    "88, 3, 0xC0000010", // CipherAlg
    "32, 33, 0xC0000010", // Encrypt.KeyLen over 32
    "73, 24, 0xC000000D", // Decrypt.KeyLen with key bytes behind it
    "92, 8, 0xC000000D", // KeyId
    "99, 1, 0xC000000D", // PeerId of more than 24 bits
  })
  void refusesABadNewKey(int at, int value, String status) {
    withPeer();
    ask(Ioctl.SET_PEER, SET);
    assertThat(ask(Ioctl.NEW_KEY, Inputs.with(FIRST_KEY, at, value)))
        .isEqualTo(Long.decode(status).intValue());
    assertThat(violations()).hasSize(1);
  }

  @Test
  void refusesKeyLengthsThatNoCipherHas() {
    withPeer();
    ask(Ioctl.SET_PEER, SET);
    assertThat(ask(Ioctl.NEW_KEY, Inputs.newKey(PRIMARY, AES, 0, 20, 1))).isEqualTo(0xC000000D);
    assertThat(ask(Ioctl.NEW_KEY, Inputs.newKey(PRIMARY, CHACHA, 0, 16, 1))).isEqualTo(0xC000000D);
    Bytes shorter = Inputs.newKey(PRIMARY, AES, 0, 16, 1);
    assertThat(ask(Ioctl.NEW_KEY, Inputs.with(shorter, 73, 24))).isEqualTo(0xC000000D);
    assertThat(violations()).hasSize(3);
    assertThat(ask(Ioctl.NEW_KEY, Inputs.newKey(PRIMARY, AES, 0, 24, 1))).isZero();
  }

  @Test
  void refusesKeysThatAreNotTheDirectionsOwn() {
    withPeer();
    ask(Ioctl.SET_PEER, SET);
    Bytes stale = Inputs.with(Inputs.newKey(PRIMARY, AES, 0, 16, 1), 31, 1);
    assertThat(ask(Ioctl.NEW_KEY, stale)).isEqualTo(0xC000000D);
    assertThat(violations().getLast()).contains("Encrypt.Key behind KeyLen is not zero");
    byte[] same = FIRST_KEY.toArray();
    System.arraycopy(same, 0, same, 41, 41);
    assertThat(ask(Ioctl.NEW_KEY, Bytes.copyOf(same))).isEqualTo(0xC000000D);
    assertThat(violations().getLast()).contains("one key for both directions");
  }

  @Test
  void refusesChachaWhereWindowsLacksIt() {
    driver = driver(CURRENT, false);
    withPeer();
    ask(Ioctl.SET_PEER, SET);
    assertThat(ask(Ioctl.NEW_KEY, Inputs.newKey(PRIMARY, CHACHA, 0, 32, 1))).isEqualTo(0xC0000010);
    assertThat(violations()).hasSize(1);
  }

  @Test
  void newKeyVersion2NeedsDriver28() {
    Bytes input = Bytes.copyOf(Arrays.copyOf(FIRST_KEY.toArray(), 104));
    driver = driver("2.7.1", true);
    withPeer();
    ask(Ioctl.SET_PEER, SET);
    assertThat(ask(Ioctl.NEW_KEY_V2, input)).isEqualTo(0xC0000010);
    assertThat(violations()).hasSize(1);
    driver.gone();
    driver = driver("2.8.0", true);
    withPeer();
    ask(Ioctl.SET_PEER, SET);
    assertThat(ask(Ioctl.NEW_KEY_V2, Inputs.with(input, 100, 2))).isEqualTo(0xC0000010);
    assertThat(violations()).hasSize(2);
    assertThat(ask(Ioctl.NEW_KEY_V2, input)).isZero();
    assertThat(violations()).hasSize(2);
  }

  @Test
  void namesTheOrdersThatBreakATunnel() {
    withPeer();
    assertThat(ask(Ioctl.NEW_KEY, FIRST_KEY)).isZero();
    ask(Ioctl.SET_PEER, SET);
    assertThat(ask(Ioctl.SWAP_KEYS, NONE)).isZero();
    assertThat(violations())
        .containsExactly(
            "VIOLATION: NEW_KEY before SET_PEER", "VIOLATION: SWAP_KEYS without a secondary key");
  }

  @Test
  void namesKeysInTheWrongSlot() {
    withPeer();
    ask(Ioctl.SET_PEER, SET);
    ask(Ioctl.NEW_KEY, Inputs.newKey(SECONDARY, AES, 0, 32, 1));
    ask(Ioctl.NEW_KEY, Inputs.newKey(PRIMARY, AES, 1, 32, 3));
    ask(Ioctl.NEW_KEY, Inputs.newKey(PRIMARY, AES, 2, 32, 5));
    assertThat(violations()).hasSize(2).first().asString().contains("first NEW_KEY");
    assertThat(violations().getLast()).contains("replaces the primary key");
  }

  @Test
  void namesAKeyIdOrAKeyThatIsThereAlready() {
    withKey();
    ask(Ioctl.NEW_KEY, Inputs.newKey(SECONDARY, AES, 0, 32, 3));
    ask(Ioctl.NEW_KEY, Inputs.newKey(SECONDARY, AES, 1, 32, 1));
    assertThat(violations())
        .containsExactly(
            "VIOLATION: NEW_KEY has the key id of the other slot",
            "VIOLATION: NEW_KEY has a key that was used before: its nonces would come again");
  }

  @Test
  void namesASecondStart() {
    withPeer();
    assertThat(ask(Ioctl.START_VPN, NONE)).isZero();
    assertThat(ask(Ioctl.START_VPN, NONE)).isZero();
    assertThat(violations()).containsExactly("VIOLATION: START_VPN twice");
  }

  @ParameterizedTest
  @CsvSource({
    "-2, 60, 1400, 0xC000000D",
    "10, -2, 1400, 0xC000000D",
    "10, 60, -2, 0xC000000D",
    "10, 60, 65536, 0xC000000D",
    "-1, 60, 1400, 0", // early drivers mishandle it
    "10, 0, 1400, 0", // one without the other
    "0, 60, 1400, 0",
  })
  void namesASetPeerThatSomeDriverMishandles(int interval, int timeout, int mss, String status) {
    withPeer();
    assertThat(ask(Ioctl.SET_PEER, Inputs.setPeer(interval, timeout, mss)))
        .isEqualTo(Long.decode(status).intValue());
    assertThat(violations()).isNotEmpty();
  }

  @Test
  void limitsWrites() {
    assertThat(write(Bytes.ofHex("38"))).isEqualTo(0xC0000184);
    withPeer();
    assertThat(write(Bytes.copyOf(new byte[1501]))).isEqualTo(0xC0000206);
    assertThat(write(NONE)).isEqualTo(0xC000000D);
    assertThat(violations()).hasSize(3);
    assertThat(write(Bytes.copyOf(new byte[1500]))).isZero();
    assertThat(violations()).hasSize(3);
    write(Bytes.ofHex("4800000700000001"));
    assertThat(violations().getLast()).isEqualTo("VIOLATION: WriteFile of a data packet");
  }

  @ParameterizedTest
  @CsvSource({"1.3.3, 0xC0000010", "2.0.0, 0xC0000010", "2.8.4, 0"})
  void statisticsMayBeAskedForWithoutAPeer(String version, String status) {
    driver = driver(version, true);
    assertThat(ask(Ioctl.GET_STATS, NONE)).isEqualTo(Long.decode(status).intValue());
    assertThat(violations()).isEmpty();
  }

  @Test
  void peerStatisticsComeWithDriver27() {
    Bytes all = Bytes.ofHex("ffffffff");
    driver = driver("2.6.2", true);
    assertThat(ask(Ioctl.GET_PEER_STATS, all)).isEqualTo(0xC0000010);
    driver = driver("2.7.1", true);
    assertThat(ask(Ioctl.GET_PEER_STATS.code(), all, 40))
        .isEqualTo(Frame.reply(1, NtStatus.SUCCESS, NONE));
    withPeer();
    assertThat(ask(Ioctl.GET_PEER_STATS.code(), all, 39))
        .isEqualTo(Frame.reply(1, NtStatus.BUFFER_OVERFLOW, Bytes.ofHex("28000000")));
    assertThat(ask(Ioctl.GET_PEER_STATS.code(), all, 40).payload().length()).isEqualTo(40);
    assertThat(violations()).isEmpty();
  }

  @Test
  void tellsItsVersion() {
    assertThat(ask(Ioctl.GET_VERSION.code(), NONE, 12).payload())
        .isEqualTo(Bytes.ofHex("020000000800000004000000"));
  }

  @ParameterizedTest
  @CsvSource({
    "SET_MODE, 1.3.3, 0xC0000010",
    "SET_MODE, 2.8.4, 0xC0000010",
    "MP_START_VPN, 2.8.4, 0xC0000184",
    "NOTIFY_EVENT, 2.8.4, 0xC0000184",
  })
  void refusesWhatIsForServers(Ioctl ioctl, String version, String status) {
    driver = driver(version, true);
    assertThat(ask(ioctl, Bytes.copyOf(new byte[ioctl.inputSize()])))
        .isEqualTo(Long.decode(status).intValue());
    assertThat(violations()).hasSize(1);
  }

  @Test
  void theVersionDeviceAnswersOneRequestOnly() {
    VersionDevice device = new VersionDevice(DriverVersion.of(CURRENT), log);
    device.ioctl(client, 1, Ioctl.GET_VERSION.code(), 12, NONE);
    device.ioctl(client, 2, Ioctl.GET_STATS.code(), 64, NONE);
    device.write(client, 3, Bytes.ofHex("38"));
    assertThat(Objects.requireNonNull(client.present()).payload().length()).isEqualTo(12);
    assertThat(Objects.requireNonNull(client.present()).status()).isEqualTo(0xC0000010);
    assertThat(Objects.requireNonNull(client.present()).status()).isEqualTo(0xC0000010);
    assertThat(violations()).hasSize(2);
  }

  @Test
  void neverLogsAKey() {
    withPeer();
    ask(Ioctl.SET_PEER, SET);
    ask(Ioctl.NEW_KEY, Inputs.newKey(PRIMARY, AES, 0, 32, 0xab));
    ask(Ioctl.NEW_KEY, Inputs.with(Inputs.newKey(SECONDARY, AES, 1, 16, 0xab), 31, 1));
    assertThat(lines.toString(UTF_8)).doesNotContainIgnoringCase("abab");
  }
}
