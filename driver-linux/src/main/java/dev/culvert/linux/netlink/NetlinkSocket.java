// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux.netlink;

import dev.culvert.bytes.Bytes;
import dev.culvert.driver.DriverException;
import dev.culvert.linux.capi.Errno;
import dev.culvert.linux.capi.LibC;
import dev.culvert.linux.capi.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A socket for requests to the kernel's routing part; one thread, in the namespace it was opened.
 */
public final class NetlinkSocket implements AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
  private static final int NETLINK_ROUTE = 0;
  private static final int SOL_NETLINK = 270;
  private static final int CAP_ACK = 10;
  private static final int EXT_ACK = 11;

  /** A part of a dump is at most 32 KiB. */
  private static final int BUFFER = 1 << 16;

  private final NativeMemory buffer = new NativeMemory(BUFFER);
  private final int fd;
  private int sequence;

  public NetlinkSocket() throws DriverException {
    fd = LibC.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_ROUTE);
    if (fd < 0) {
      throw failure("socket(AF_NETLINK)", LibC.errno(), "", "routing");
    }
    buffer.buffer().putInt(0, 1);
    // Older kernels know neither: errors then come without text.
    LibC.setsockopt(fd, SOL_NETLINK, EXT_ACK, buffer.address(), 4);
    LibC.setsockopt(fd, SOL_NETLINK, CAP_ACK, buffer.address(), 4);
  }

  /**
   * Sends a request and waits for the kernel's whole answer.
   *
   * @param call what it is called in an error
   * @param object what it is done to
   * @return bodies of the messages, behind their netlink headers
   */
  public List<byte[]> request(byte[] request, String call, String object) throws DriverException {
    sequence++;
    ByteBuffer.wrap(request).order(ByteOrder.nativeOrder()).putInt(8, sequence);
    buffer.buffer().put(0, request);
    if (LibC.send(fd, buffer.address(), request.length, 0) < 0) {
      throw failure(call, LibC.errno(), "", object);
    }
    List<byte[]> bodies = new ArrayList<>();
    while (true) {
      for (Reply reply : Reply.readAll(receive(call, object), sequence)) {
        switch (reply) {
          case Reply.Data(_, Bytes body) -> bodies.add(body.toArray());
          case Reply.End(int errno, String text) -> {
            if (errno != 0) {
              throw failure(call, errno, text, object);
            }
            return bodies;
          }
        }
      }
    }
  }

  private byte[] receive(String call, String object) throws DriverException {
    long length = LibC.recv(fd, buffer.address(), BUFFER, 0);
    while (length < 0 && LibC.errno() == Errno.EINTR) {
      length = LibC.recv(fd, buffer.address(), BUFFER, 0);
    }
    if (length < 0) {
      throw failure(call, LibC.errno(), "", object);
    }
    byte[] datagram = new byte[(int) length];
    buffer.buffer().get(0, datagram);
    return datagram;
  }

  private static DriverException failure(String call, int errno, String text, String object) {
    String meaning = LibC.meaning(errno) + (text.isEmpty() ? "" : ": " + text);
    return new DriverException(call, errno, meaning, object);
  }

  @Override
  public void close() {
    LibC.close(fd);
  }
}
