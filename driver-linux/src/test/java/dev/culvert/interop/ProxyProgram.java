// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict proxy for tests, a program of its own: {@code http PORT RULE} or {@code socks PORT
 * RULE}. The login is {@code me} with {@code secret}. It says what it does, line by line; a request
 * that breaks a rule of the protocol is logged as {@code BROKEN} and gets no answer.
 */
final class ProxyProgram {
  private static final String USER = "me";
  private static final String PASSWORD = "secret";
  private static final String REALM = "test realm";
  private static final String NONCE = "dcd98b7102dd2f0e8b11d0f600bfb0c093";
  private static final Pattern REQUEST = Pattern.compile("CONNECT (\\S+):(\\d+) HTTP/1\\.[01]");

  private final String rule;

  private ProxyProgram(String rule) {
    this.rule = rule;
  }

  /** Starts it in the router's namespace and waits until it listens. */
  static Program start(Rig rig, String kind, int port, String rule) {
    List<String> words =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            ProxyProgram.class.getName(),
            kind,
            Integer.toString(port),
            rule);
    Program program = rig.start(kind + " proxy", rig.router(), words);
    program.log.await("listening", java.time.Duration.ofSeconds(20));
    return program;
  }

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws IOException {
    ProxyProgram program = new ProxyProgram(arguments[2]);
    try (ServerSocket listening = new ServerSocket(Integer.parseInt(arguments[1]))) {
      say("listening");
      while (true) {
        Socket client = listening.accept();
        Thread.ofVirtual()
            .start(
                () -> {
                  try (client) {
                    if (arguments[0].equals("http")) {
                      program.http(client);
                    } else {
                      program.socks(client);
                    }
                  } catch (IOException e) {
                    say("ended: " + e.getMessage());
                  }
                });
      }
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }

  private static IOException broken(String what) {
    say("BROKEN " + what);
    return new IOException(what);
  }

  private void http(Socket client) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(client); !line.isEmpty(); line = line(client)) {
      lines.add(line);
    }
    Matcher request = REQUEST.matcher(lines.getFirst());
    if (!request.matches()) {
      throw broken("request " + lines.getFirst());
    }
    if (lines.stream().filter(line -> line.startsWith("Host: ")).count() != 1) {
      throw broken("no Host, or several: " + lines);
    }
    lines.subList(1, lines.size()).stream()
        .filter(line -> !line.startsWith("Proxy-Authorization"))
        .forEach(line -> say("header " + line));
    String answer = judge(request.group(1) + ":" + request.group(2), value(lines));
    say("answer " + answer.lines().findFirst().orElseThrow());
    client.getOutputStream().write(answer.getBytes(ISO_8859_1));
    if (answer.contains(" 200 ")) {
      splice(client, request.group(1), Integer.parseInt(request.group(2)));
    }
  }

  /** A line that ends with CR LF, as it must. */
  private static String line(Socket client) throws IOException {
    StringBuilder line = new StringBuilder();
    while (!line.toString().endsWith("\r\n")) {
      int next = client.getInputStream().read();
      if (next < 0) {
        throw new IOException("the client left");
      }
      if (next == '\n' && !line.toString().endsWith("\r")) {
        throw broken("bare line feed");
      }
      line.append((char) next);
      if (line.length() > 512) {
        throw broken("a line of more than 512 bytes");
      }
    }
    return line.substring(0, line.length() - 2);
  }

  private static String value(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("Proxy-Authorization: "))
        .map(line -> line.substring("Proxy-Authorization: ".length()))
        .findFirst()
        .orElse("");
  }

  private String judge(String uri, String authorization) {
    return switch (rule) {
      case "open" -> "HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n";
      case "deny" -> "HTTP/1.1 403 Forbidden by policy\r\n\r\n";
      case "ntlm" -> login("NTLM");
      case "basic" ->
          authorization.equals(
                  "Basic "
                      + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(UTF_8)))
              ? "HTTP/1.1 200 OK\r\n\r\n"
              : login("Basic realm=\"test\"");
      default ->
          authorization.startsWith("Digest ") && proves(authorization, uri)
              ? "HTTP/1.0 200 OK\r\n\r\n"
              : login(
                  "Digest realm=\""
                      + REALM
                      + "\", nonce=\""
                      + NONCE
                      + "\", qop=\"auth\", algorithm="
                      + rule
                      + ", opaque=\"5ccc069c\"");
    };
  }

  private static String login(String challenge) {
    return "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: "
        + challenge
        + "\r\nContent-Length: 5\r\n\r\nlogin";
  }

  /** RFC 7616, computed here by the letter. */
  private boolean proves(String authorization, String uri) {
    String ours = field(authorization, "cnonce");
    String secret = hash(USER + ":" + REALM + ":" + PASSWORD);
    if (rule.endsWith("-sess")) {
      secret = hash(secret + ":" + NONCE + ":" + ours);
    }
    String proof =
        hash(secret + ":" + NONCE + ":00000001:" + ours + ":auth:" + hash("CONNECT:" + uri));
    return field(authorization, "response").equals(proof)
        && field(authorization, "uri").equals(uri)
        && field(authorization, "opaque").equals("5ccc069c")
        && authorization.contains("qop=auth, nc=00000001")
        && !ours.isEmpty();
  }

  private static String field(String authorization, String name) {
    Matcher found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(authorization);
    return found.find() ? found.group(1) : "";
  }

  private String hash(String text) {
    try {
      MessageDigest digest =
          MessageDigest.getInstance(rule.startsWith("SHA-256") ? "SHA-256" : "MD5");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void socks(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    OutputStream out = client.getOutputStream();
    if (in.readByte() != 5 || in.readByte() != 1) {
      throw broken("greeting");
    }
    byte offered = in.readByte();
    boolean login = rule.startsWith("login");
    if (offered != (login ? 2 : 0)) {
      say("answer no method");
      out.write(new byte[] {5, (byte) 0xff});
      return;
    }
    out.write(new byte[] {5, offered});
    if (login) {
      if (in.readByte() != 1) {
        throw broken("login");
      }
      String user = word(in);
      boolean right = user.equals(USER) && word(in).equals(PASSWORD);
      out.write(new byte[] {(byte) (rule.equals("login-5") ? 5 : 1), (byte) (right ? 0 : 1)});
      say("login " + (right ? "right" : "wrong"));
      if (!right) {
        return;
      }
    }
    request(client, in, out);
  }

  private void request(Socket client, DataInputStream in, OutputStream out) throws IOException {
    if (in.readByte() != 5) {
      throw broken("request");
    }
    int command = in.readByte();
    if (in.readByte() != 0) {
      throw broken("reserved byte");
    }
    String host =
        switch (in.readByte()) {
          case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
          case 3 -> word(in);
          case 4 -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
          default -> throw broken("kind of address");
        };
    int port = in.readUnsignedShort();
    say("request " + command + " " + host + " " + port);
    if (rule.equals("deny") || (rule.equals("no-udp") && command == 3)) {
      out.write(new byte[] {5, (byte) (command == 3 ? 7 : 2), 0, 1, 0, 0, 0, 0, 0, 0});
    } else if (command == 1) {
      out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
      splice(client, host, port);
    } else {
      relay(client, out);
    }
  }

  private static String word(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), UTF_8);
  }

  private static void relay(Socket client, OutputStream out) throws IOException {
    // Answers must come from the address that the client sends to.
    try (DatagramSocket inside = new DatagramSocket(0, client.getLocalAddress());
        DatagramSocket outside = new DatagramSocket()) {
      out.write(
          ByteBuffer.allocate(10)
              .put(new byte[] {5, 0, 0, 1, 0, 0, 0, 0})
              .putShort((short) inside.getLocalPort())
              .array());
      Thread.ofVirtual().start(() -> outwards(inside, outside));
      // The relay lives as long as the connection that asked for it.
      client.getInputStream().read();
      say("relay ended");
    }
  }

  private static void outwards(DatagramSocket inside, DatagramSocket outside) {
    try {
      boolean answering = false;
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        inside.receive(packet);
        byte[] data = packet.getData();
        if (data[0] != 0 || data[1] != 0 || data[2] != 0 || data[3] != 1) {
          throw broken("datagram");
        }
        byte[] header = Arrays.copyOf(data, 10);
        InetSocketAddress to =
            new InetSocketAddress(
                InetAddress.getByAddress(Arrays.copyOfRange(data, 4, 8)),
                (data[8] & 0xff) << 8 | (data[9] & 0xff));
        outside.send(new DatagramPacket(data, 10, packet.getLength() - 10, to));
        if (!answering) {
          answering = true;
          Thread.ofVirtual()
              .start(
                  () ->
                      inwards(
                          outside, inside, header, (InetSocketAddress) packet.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      say("outwards ended: " + e.getMessage());
    }
  }

  private static void inwards(
      DatagramSocket outside, DatagramSocket inside, byte[] header, InetSocketAddress client) {
    try {
      while (true) {
        byte[] data = new byte[4096];
        DatagramPacket packet = new DatagramPacket(data, 10, 4086);
        outside.receive(packet);
        System.arraycopy(header, 0, data, 0, 10);
        inside.send(new DatagramPacket(data, packet.getLength() + 10, client));
      }
    } catch (IOException e) {
      say("inwards ended: " + e.getMessage());
    }
  }

  private static void splice(Socket client, String host, int port) throws IOException {
    try (Socket peer = new Socket(InetAddress.getByName(host), port)) {
      peer.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      say("connected to " + host + ":" + port);
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  peer.getInputStream().transferTo(client.getOutputStream());
                  client.close();
                } catch (IOException e) {
                  say("ended: " + e.getMessage());
                }
              });
      client.getInputStream().transferTo(peer.getOutputStream());
    }
  }
}
