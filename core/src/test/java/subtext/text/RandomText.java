package subtext.text;

import java.util.Random;

/** Texts of all scripts, the rare and the awkward among them, from a seed. */
final class RandomText {
  private static final int[][] RANGES = {
    {0x20, 0x7E},
    {0x20, 0x7E},
    {0x61, 0x7A},
    {0x09, 0x0D},
    {0x00, 0x1F},
    {0xA0, 0x17F},
    {0x300, 0x36F},
    {0x391, 0x3C9},
    {0x410, 0x44F},
    {0x5D0, 0x5EA},
    {0x627, 0x64A},
    {0x900, 0x97F},
    {0xE01, 0xE3A},
    {0x1100, 0x11FF},
    {0x2000, 0x206F},
    {0x3000, 0x30FF},
    {0x4E00, 0x9FFF},
    {0xAC00, 0xD7A3},
    {0xE000, 0xE010},
    {0xFE00, 0xFEFF},
    {0xFF00, 0xFFFD},
    {0x1F300, 0x1F9FF},
    {0x20000, 0x2A6DF},
    {0xE0000, 0xE007F},
    {0x10FFF0, 0x10FFFF},
  };

  private final Random random;

  RandomText(long seed) {
    this.random = new Random(seed);
  }

  /** Up to {@code most} code points, in runs of one script. */
  String next(int most) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(most + 1);
    int[] range = RANGES[0];
    for (int i = 0; i < length; i++) {
      if (random.nextInt(4) == 0) {
        range = RANGES[random.nextInt(RANGES.length)];
      }
      text.appendCodePoint(range[0] + random.nextInt(range[1] - range[0] + 1));
    }
    return text.toString();
  }
}
