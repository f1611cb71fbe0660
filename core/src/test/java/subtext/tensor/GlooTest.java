package subtext.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.error.InputException;
import subtext.error.LostProcessException;
import subtext.error.TrainingException;

class GlooTest {
  private static double[] sums(Ranks ranks) {
    try (Scope scope = Scope.open()) {
      double factor = ranks.rank() + 1;
      Tensor matrix = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3).mul(factor);
      Tensor long_ = Tensor.full(factor, DType.F32, Device.CPU, 1000);
      Tensor one = Tensor.of(new float[] {7}, 1).mul(factor);
      List<Tensor> sums = ranks.sum(List.of(matrix, long_, one));
      assertThat(sums.get(0).shape()).containsExactly(2, 3);
      return new double[] {sums.get(0).sum().item(), sums.get(1).sum().item(), sums.get(2).item()};
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 4096, 1 << 20})
  void tensorsAddUpWhateverTheBuckets(int bucketBytes) {
    long before = Scope.liveTensors();
    assertThat(ThreadRanks.run(3, bucketBytes, GlooTest::sums))
        .allSatisfy(sums -> assertThat(sums).containsExactly(21 * 6, 1000 * 6, 7 * 6));
    assertThat(Scope.liveTensors()).isEqualTo(before);
  }

  @Test
  void numbersAddUpAndTheFirstIsHeard() {
    List<String> heard =
        ThreadRanks.run(
            2,
            ranks -> {
              assertThat(ranks.sum(ranks.rank() + 1, 10)).containsExactly(3, 20);
              assertThat(ranks.first(new byte[0])).isEmpty();
              byte[] own = (ranks.isFirst() ? "一" : "not heard").getBytes(UTF_8);
              return new String(ranks.first(own), UTF_8);
            });
    assertThat(heard).containsExactly("一", "一");
  }

  @Test
  void whoDoesNotKnowTheSecretIsRefusedOnBothSides() {
    MeetingPlace meeting = MeetingPlace.open("127.0.0.1", Duration.ofSeconds(10));
    Rendezvous stranger =
        new Rendezvous(
            1,
            2,
            "127.0.0.1",
            "not the same secret".getBytes(UTF_8),
            1,
            Duration.ofSeconds(10),
            1024);
    List<Callable<String>> tasks =
        List.of(
            () -> refusal(() -> Gloo.join(ThreadRanks.place(0, 2, 1024), meeting)),
            () -> refusal(() -> Gloo.join(stranger, "127.0.0.1", meeting.port())));
    assertThat(ThreadRanks.together(tasks))
        .allSatisfy(message -> assertThat(message).contains("refused").contains("secret"));
  }

  @Test
  void anotherProcessThatDoesNotKnowTheSecretIsToldSo() throws Exception {
    MeetingPlace meeting = MeetingPlace.open("127.0.0.1", Duration.ofSeconds(30));
    Process stranger =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Stranger.class.getName(),
                Integer.toString(meeting.port()))
            .redirectErrorStream(true)
            .start();
    Rendezvous place =
        new Rendezvous(0, 2, "127.0.0.1", ThreadRanks.SECRET, 1, Duration.ofSeconds(30), 1024);
    assertThat(refusal(() -> Gloo.join(place, meeting)))
        .isEqualTo("process 1 of 2 does not know the secret of this group, and was refused");
    assertThat(new String(stranger.getInputStream().readAllBytes(), UTF_8))
        .contains(
            "process 1 of 2 was refused: it and the first process do not know the same secret");
  }

  @Test
  void aGroupThatDoesNotComeTogetherLeavesNoListener() throws IOException {
    Duration timeout = Duration.ofSeconds(1);
    MeetingPlace meeting = MeetingPlace.open("127.0.0.1", timeout);
    List<Callable<String>> tasks =
        List.of(
            () -> {
              assertThatThrownBy(() -> Gloo.join(briefly(0, timeout), meeting))
                  .isInstanceOf(LostProcessException.class)
                  .hasMessageContaining("process 0 of 2 cannot meet");
              return "";
            },
            () -> {
              MeetingPlace other = MeetingPlace.connect("127.0.0.1", meeting.port(), timeout);
              new Handshake(briefly(1, timeout), other.store()).shake();
              other.close(); // known, but not one to sum with
              return "";
            });
    ThreadRanks.together(tasks);
    assertThat(listening(meeting.port())).isEmpty();
  }

  private static Rendezvous briefly(int rank, Duration timeout) {
    return new Rendezvous(rank, 2, "127.0.0.1", ThreadRanks.SECRET, 1, timeout, 1024);
  }

  @Test
  void aProcessOfAnotherAttemptIsRefused() {
    MeetingPlace meeting = MeetingPlace.open("127.0.0.1", Duration.ofSeconds(10));
    Rendezvous late =
        new Rendezvous(1, 2, "127.0.0.1", ThreadRanks.SECRET, 2, Duration.ofSeconds(10), 1024);
    List<Callable<String>> tasks =
        List.of(
            () -> refusal(() -> Gloo.join(ThreadRanks.place(0, 2, 1024), meeting)),
            () -> refusal(() -> Gloo.join(late, "127.0.0.1", meeting.port())));
    assertThat(ThreadRanks.together(tasks)).allMatch(message -> message.contains("refused"));
  }

  private static String refusal(Callable<Gloo> join) throws Exception {
    try {
      join.call();
      return "joined";
    } catch (TrainingException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void withoutWhatCardsNeedAGroupSaysSoAndSumsOnProcessors() {
    ThreadRanks.run(
        2,
        ranks -> {
          Gloo group = (Gloo) ranks;
          group.meetOn(Device.CPU);
          assertThatThrownBy(() -> group.meetOn(new Device(Device.Kind.CUDA, 0)))
              .isInstanceOf(InputException.class)
              .hasMessageContaining("-Pcuda");
          assertThat(ranks.sum(1)).containsExactly(2);
          return "";
        });
  }

  @Test
  void aProcessThatNeverComesIsLost() {
    MeetingPlace meeting = MeetingPlace.open("127.0.0.1", Duration.ofMillis(500));
    Rendezvous place =
        new Rendezvous(0, 2, "127.0.0.1", ThreadRanks.SECRET, 1, Duration.ofMillis(500), 1024);
    assertThatThrownBy(() -> Gloo.join(place, meeting)).isInstanceOf(LostProcessException.class);
  }

  @Test
  void aProcessThatIsGoneIsLostToTheOthers() {
    List<Boolean> lost =
        ThreadRanks.run(
            2,
            ranks -> {
              ranks.sum(1);
              if (!ranks.isFirst()) {
                return false; // and closes its part
              }
              assertThatThrownBy(() -> ranks.sum(1))
                  .isInstanceOf(LostProcessException.class)
                  .hasMessageContaining("process 0 of 2");
              return true;
            });
    assertThat(lost).containsExactly(true, false);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theMeetingPlaceListensOnItsAddressOnly() throws IOException {
    try (MeetingPlace meeting = MeetingPlace.open("127.0.0.1", Duration.ofSeconds(10))) {
      assertThat(listening(meeting.port())).containsExactly("0100007F");
    }
  }

  /** The addresses, in the kernel's hexadecimal, that listen on {@code port}. */
  private static List<String> listening(int port) throws IOException {
    String wanted = HexFormat.of().toHexDigits((short) port).toUpperCase(Locale.ROOT);
    List<String> found = new ArrayList<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length > 3 && fields[1].endsWith(":" + wanted) && fields[3].equals("0A")) {
          found.add(fields[1].substring(0, fields[1].indexOf(':')));
        }
      }
    }
    return found;
  }

  @Test
  void aSecretThatCouldBeGuessedIsRefused() {
    assertThatThrownBy(
            () -> new Rendezvous(0, 2, "127.0.0.1", new byte[8], 1, Duration.ofSeconds(10), 1024))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("secret");
  }
}
