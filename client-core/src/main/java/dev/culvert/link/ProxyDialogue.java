// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import dev.culvert.bytes.Secret;
import dev.culvert.driver.ProxyRefusedException;
import dev.culvert.driver.TransportLostException;
import dev.culvert.proxy.ProxyConversation;
import dev.culvert.proxy.ProxyStep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** Carries a conversation with a proxy over a connection that stands. */
final class ProxyDialogue {
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Selector selector;
  private final ByteBuffer in;
  private final Check check;

  /** Throws when the link is closed. */
  interface Check {
    void run() throws ClosedChannelException;
  }

  /**
   * @param key of the channel in {@code selector}
   * @param in from position to limit nothing; afterwards what belongs to the peer's stream
   */
  ProxyDialogue(
      SocketChannel channel, SelectionKey key, Selector selector, ByteBuffer in, Check check) {
    this.channel = channel;
    this.key = key;
    this.selector = selector;
    this.in = in;
    this.check = check;
  }

  /**
   * Speaks until the conversation is over.
   *
   * @return {@link ProxyStep.Open} or {@link ProxyStep.Reconnect}
   * @throws ProxyRefusedException the proxy does not let us through
   */
  ProxyStep hold(ProxyConversation conversation) throws IOException {
    try {
      ProxyStep step = conversation.begin();
      while (true) {
        switch (step) {
          case ProxyStep.Say(Secret bytes) -> {
            say(bytes);
            step = conversation.onInput(in);
          }
          case ProxyStep.Listen _ -> step = listen(conversation);
          case ProxyStep.Refused(var cause) -> throw new ProxyRefusedException(cause);
          case ProxyStep.Open _, ProxyStep.Reconnect _ -> {
            key.interestOps(0);
            return step;
          }
        }
      }
    } catch (ClosedChannelException | TransportLostException e) {
      throw e;
    } catch (IOException e) {
      throw new TransportLostException("the connection to the proxy broke: " + e.getMessage(), e);
    }
  }

  private ProxyStep listen(ProxyConversation conversation) throws IOException {
    await(SelectionKey.OP_READ);
    in.compact();
    int count;
    try {
      count = channel.read(in);
    } finally {
      in.flip();
    }
    return count < 0 ? conversation.onEnd() : conversation.onInput(in);
  }

  private void say(Secret bytes) throws IOException {
    byte[] array = bytes.toArray();
    bytes.destroy();
    try {
      ByteBuffer out = ByteBuffer.wrap(array);
      while (out.hasRemaining()) {
        if (channel.write(out) == 0) {
          await(SelectionKey.OP_WRITE);
        }
      }
    } finally {
      Arrays.fill(array, (byte) 0);
    }
  }

  private void await(int operation) throws IOException {
    key.interestOps(operation);
    selector.select();
    selector.selectedKeys().clear();
    check.run();
  }
}
