// SPDX-License-Identifier: Apache-2.0
package dev.culvert.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.control.ControlMessage.AuthFailed;
import dev.culvert.control.ControlMessage.Exit;
import dev.culvert.control.ControlMessage.PushReply;
import dev.culvert.control.ControlMessage.PushRequest;
import dev.culvert.testing.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ControlMessageCodecTest {
  private static List<String> captured() {
    List<String> texts = new ArrayList<>();
    for (Vector scenario : Vector.file("control-messages").objects("scenarios")) {
      for (String message : scenario.texts("messages")) {
        texts.add(message.substring(message.indexOf(' ') + 1).replace("\\0", ""));
      }
    }
    return texts;
  }

  @Test
  void everyCapturedMessageIsReadAndWrittenToTheSameText() {
    assertThat(captured())
        .hasSizeGreaterThan(40)
        .allSatisfy(
            text ->
                assertThat(ControlMessageCodec.encode(ControlMessageCodec.decode(text)))
                    .isEqualTo(text));
  }

  @Test
  void messagesAreWhatTheySay() {
    assertThat(ControlMessageCodec.decode("PUSH_REQUEST")).isEqualTo(new PushRequest());
    assertThat(ControlMessageCodec.decode("EXIT")).isEqualTo(new Exit());
    assertThat(ControlMessageCodec.decode("AUTH_FAILED,no")).isEqualTo(new AuthFailed("no"));
    assertThat(ControlMessageCodec.decode("PUSH_REPLY,ping 1,topology subnet"))
        .isEqualTo(new PushReply(List.of("ping 1", "topology subnet")));
  }

  @Test
  void aStreamIsCutAtNulHoweverItArrives() {
    byte[] stream = String.join("\0", captured()).concat("\0").getBytes(UTF_8);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    MessageStream messages = new MessageStream();
    List<String> found = new ArrayList<>();
    int at = 0;
    while (at < stream.length) {
      int next = Math.min(stream.length, at + 1 + random.nextInt(300));
      found.addAll(messages.push(Arrays.copyOfRange(stream, at, next)));
      at = next;
    }

    assertThat(found).as("seed " + seed).isEqualTo(captured());
  }

  @Test
  void anEndlessMessageIsLeftOutAndTheNextOneCounts() {
    MessageStream messages = new MessageStream();

    assertThat(messages.push(new byte[] {'E', 'X', 27, 'T', 0})).containsExactly("EX_T");
    byte[] endless = new byte[3 * MessageStream.MAX_MESSAGE];
    Arrays.fill(endless, (byte) 'x');
    assertThat(messages.push(endless)).isEmpty();
    assertThat(messages.push("y\0EXIT\0".getBytes(UTF_8))).containsExactly("EXIT");
  }
}
